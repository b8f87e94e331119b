import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { DEMO_ROLES } from '../../src/demo/demo-accounts.ts'
import { SCREEN_COOKIE } from '../../src/platform/web/pages.ts'
import { createBrowser } from '../support/browser.ts'
import { signInAs, startChromium } from '../support/chromium.ts'
import { DEMO_PASSWORD, startDemoApp } from '../support/demo-app.ts'
import { pagesIn, walk } from '../support/walk.ts'

const FOLDER = '.data/screenshots'
const WIDTHS = [1280, 320]

/** A picture of each kind of page for each role, wide and narrow, to be looked at. */
t.test('screenshots', { timeout: 900_000 }, async (t) => {
  const { app, address, emailOf } = await startDemoApp(t)
  const chromium = await startChromium(t)
  const taken = new Set<string>()
  for (const role of DEMO_ROLES) {
    const reader = createBrowser(app)
    await reader.send('/sign-in', '/sign-in', { email: emailOf(role), password: DEMO_PASSWORD })
    const pages = pagesIn(await walk(reader, '/')).filter(({ kind }) => !taken.has(kind))
    const page = await (await chromium.newContext()).newPage()
    await signInAs(page, address, emailOf(role), DEMO_PASSWORD)
    for (const { href, kind } of pages) {
      taken.add(kind)
      const name = kind.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'first'
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(`${address}${href}`)
        await page.context().clearCookies({ name: SCREEN_COOKIE })
        await mkdir(join(FOLDER, String(width)), { recursive: true })
        await page.screenshot({ path: join(FOLDER, String(width), `${role}-${name}.png`), fullPage: true })
      }
    }
  }
  t.pass(`${taken.size} kinds of pages in ${FOLDER}`)
})
