import { type Browser, chromium, type Page } from 'playwright-core'
import type { TestLike } from './database.ts'

/** Debian's Chromium, as `.ci/run` installs it. */
export async function startChromium(t: TestLike): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  t.teardown(() => browser.close())
  return browser
}

export async function signInAs(page: Page, address: string, email: string, password: string): Promise<void> {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}
