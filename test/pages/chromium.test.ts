import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import t from 'tap'
import { DEMO_ROLES } from '../../src/demo/demo-accounts.ts'
import type { Role } from '../../src/platform/context.ts'
import { SCREEN_COOKIE } from '../../src/platform/web/pages.ts'
import { createBrowser } from '../support/browser.ts'
import { signInAs, startChromium } from '../support/chromium.ts'
import { DEMO_PASSWORD, startDemoApp } from '../support/demo-app.ts'
import { pagesIn, walk } from '../support/walk.ts'
import { JOURNEYS } from './journeys.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string; nodes: { html: string; failureSummary?: string }[] }

/** What axe finds against WCAG 2.2 AA. */
async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const violations = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => found.violations)",
  )) as Violation[]
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** Where scripts of ours do something, or a menu is long; without them each page is looked at above. */
const WITH_JAVASCRIPT: Partial<Record<Role, readonly string[]>> = {
  referrer: ['/referrals', '/refer', '/inbox', '/meetings', '/concerns/new', '/account'],
  advisor: ['/my-day', '/caseload'],
  'team-lead': ['/team', '/hand-over'],
  provider: ['/group'],
  commissioner: ['/outcomes'],
  administrator: ['/setup', '/settings'],
  'privacy-officer': ['/looks'],
}

t.setTimeout(600_000)

/** One town and one browser for all of it: the journeys come last, because they change what is seen. */
const demo = await startDemoApp(t)
const chromium = await startChromium(t)

t.test(
  'every page, without JavaScript, at the width of a small phone: nobody is shut out',
  { timeout: 600_000 },
  async (t) => {
    const { app, address, emailOf } = demo
    const looked = new Set<string>()
    for (const role of DEMO_ROLES)
      await t.test(role, async (t) => {
        const reader = createBrowser(app)
        await reader.send('/sign-in', '/sign-in', { email: emailOf(role), password: DEMO_PASSWORD })
        const pages = pagesIn(await walk(reader, '/'))
        const context = await chromium.newContext({ viewport: { width: 320, height: 640 } })
        // Every script of ours is a file: without them the page is as it is without JavaScript, and axe can still look at it.
        await context.route(/\.js$/, (route) => route.abort())
        const page = await context.newPage()
        await signInAs(page, address, emailOf(role), DEMO_PASSWORD)
        for (const { href, kind } of pages) {
          if (looked.has(kind)) continue
          looked.add(kind)
          await page.goto(`${address}${href}`)
          await context.clearCookies({ name: SCREEN_COOKIE })
          t.same(await violationsOn(page), [], kind)
          const { overflow } = (await page.evaluate(
            '({ overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth })',
          )) as { overflow: number }
          t.ok(overflow <= 0, `${kind}: nothing is cut off or scrolls sideways (${overflow})`)
        }
        await context.close()
      })
  },
)

t.test('with JavaScript the pages have no violation either, and nothing breaks', async (t) => {
  const { address, emailOf } = demo
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  for (const [role, paths] of Object.entries(WITH_JAVASCRIPT)) {
    await context.clearCookies()
    await signInAs(page, address, emailOf(role as Role), DEMO_PASSWORD)
    for (const path of paths) {
      await page.goto(`${address}${path}`)
      t.same(await violationsOn(page), [], `${role}: ${path}`)
    }
  }
  // A visit, which has a script of its own, and the page of the person, from where an advisor goes to them.
  await context.clearCookies()
  await signInAs(page, address, emailOf('advisor'), DEMO_PASSWORD)
  await page.goto(`${address}/my-day`)
  await page.getByRole('link', { name: 'Write it down' }).first().click()
  t.same(await violationsOn(page), [], 'a visit')
  await page.goto(`${address}/caseload`)
  await page.locator('tbody th a').first().click()
  await page.getByRole('link', { name: 'Everything about' }).first().click()
  t.same(await violationsOn(page), [], 'a person')
  t.same(faults, [])
})

t.test('a referral by keyboard alone: at most 14 answers, two page loads', async (t) => {
  const { address, emailOf } = demo
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await signInAs(page, address, emailOf('referrer'), DEMO_PASSWORD)
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(`${address}/refer`)
  let answers = 0
  const key = (name: string) => page.keyboard.press(name)
  /** Tabs until the field has the focus: nothing is reached by a mouse. */
  async function reach(name: string): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      await key('Tab')
      if ((await page.evaluate('document.activeElement.name || document.activeElement.textContent.trim()')) === name)
        return
    }
    throw new Error(`Nothing called ${name} is reached by keyboard`)
  }
  async function type(name: string, text: string): Promise<void> {
    await reach(name)
    await page.keyboard.insertText(text)
    answers++
  }
  async function tick(name: string, presses = 0): Promise<void> {
    await reach(name)
    for (let press = 0; press < presses; press++) await key('Tab')
    await key('Space')
    answers++
  }
  await type('nhsNumber', '999 000 0018')
  await type('givenName', 'Edna')
  await type('familyName', 'Thornley')
  await type('bornOn', '31 3 1944')
  await type('address', '12 Acre Lane\nKelderby')
  await type('postcode', 'S60 1AA')
  await type('phone', '01632 960 123')
  await tick('reach')
  await tick('conditions')
  await tick('needs')
  await type('reason', 'Alone since her husband died')
  await tick('consent')
  await tick('homeVisitRisk')
  // On whose behalf stands there already: the last clinician is remembered.
  await reach('Check the details')
  await key('Enter')
  await page.getByRole('heading', { name: 'Read the details back' }).waitFor()
  t.equal(loads, 2, 'the form and what is read back')
  t.ok(answers <= 14, `${answers} answers`)
  await reach('Send the referral')
  await key('Enter')
  await page.getByRole('heading', { name: 'Referral sent' }).waitFor()
  t.match(await page.title(), 'Referral sent - Rother')
})

t.test('the main thing of each role, from signing in to signing out', async (t) => {
  const { address, emailOf } = demo
  for (const role of DEMO_ROLES)
    await t.test(role, async (t) => {
      const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } })
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      await signInAs(page, address, emailOf(role), DEMO_PASSWORD)
      await JOURNEYS[role](page)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
      await page.goBack()
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
      t.same(faults, [])
      await context.close()
    })
})
