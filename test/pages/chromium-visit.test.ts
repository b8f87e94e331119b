import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import t from 'tap'
import { createBrowser } from '../support/browser.ts'
import { signInAs, startChromium } from '../support/chromium.ts'
import { DEMO_PASSWORD, startDemoApp } from '../support/demo-app.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const NOTE = 'Her marmalade cat sleeps on the radio'

/** Everything that the phone itself keeps of our pages, as text: what somebody with the phone in hand could read. */
const ON_THE_PHONE = `(async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), JSON.stringify(await caches.keys())]
  let rows = 0
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => { const o = indexedDB.open(name); o.onsuccess = () => done(o.result) })
    for (const store of database.objectStoreNames) {
      const all = (what) => new Promise((done) => { const r = database.transaction(store).objectStore(store)[what](); r.onsuccess = () => done(r.result) })
      const values = await all('getAll')
      rows += values.length
      for (const value of [...values, ...(await all('getAllKeys'))])
        found.push(JSON.stringify(value, (_, part) => part instanceof ArrayBuffer ? new TextDecoder('latin1').decode(part) : part instanceof Uint8Array ? new TextDecoder('latin1').decode(part) : part instanceof CryptoKey ? 'A KEY' : part))
    }
    database.close()
  }
  return { text: found.join('\\n'), rows }
})()`
const onThePhone = async (page: Page) => (await page.evaluate(ON_THE_PHONE)) as { text: string; rows: number }

t.test('signal is lost in the middle of a visit and found again: nothing is lost, and it arrives once', async (t) => {
  const { app, address, emailOf } = await startDemoApp(t)
  const chromium = await startChromium(t)
  const context = await chromium.newContext({ viewport: { width: 375, height: 700 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await signInAs(page, address, emailOf('advisor'), DEMO_PASSWORD)

  const reader = createBrowser(app)
  await reader.send('/sign-in', '/sign-in', { email: emailOf('advisor'), password: DEMO_PASSWORD })
  const visits = [...(await reader.open('/my-day')).text.matchAll(/href="(\/referrals\/[^"]+\/visit)\?contact=[^"]+"/g)]
  const path = visits[0]?.[1] ?? ''
  const referral = path.replace(/\/visit$/, '')
  const written = async (note: string) => ((await reader.get(referral)).text.match(new RegExp(note, 'g')) ?? []).length

  async function typeVisit(note: string): Promise<void> {
    await page.getByRole('radio', { name: 'It was not planned' }).check()
    await page.getByRole('group', { name: 'What was it for?' }).getByRole('radio', { name: 'Support' }).check()
    await page.getByRole('group', { name: 'Did it happen?' }).getByRole('radio', { name: 'Yes' }).check()
    await page.getByRole('radio', { name: 'They took part' }).check()
    await page.getByLabel('Note').fill(note)
  }
  const status = page.locator('[data-visit-status]')
  const kept = status.filter({ hasText: 'Kept on this phone, not yet sent' })

  await t.test('the page has no violation, and asks one question at a time', async (t) => {
    await page.goto(`${address}${path}`)
    for (const summary of await page.locator('.app-visit-measure > summary').all()) await summary.click()
    await page.evaluate(AXE)
    const violations = await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => found.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
    )
    t.same(violations, [])
    const questions = page.locator('[data-visit-questions]').first().locator('[data-visit-question]')
    await page.getByRole('button', { name: 'Ask one question at a time' }).first().click()
    t.equal(await questions.filter({ visible: true }).count(), 1)
    await page.getByRole('button', { name: 'Show all questions' }).first().click()
    t.ok((await questions.filter({ visible: true }).count()) > 1)
  })

  await t.test(
    'typed and sent without signal: it says so, stays, and is sent by itself when the signal is back',
    async (t) => {
      await page.goto(`${address}${path}`)
      await page.getByLabel('Note').fill('First words')
      await kept.waitFor()
      await context.setOffline(true)
      await typeVisit(NOTE)
      await page.getByRole('button', { name: 'Send the visit' }).click()
      await status.filter({ hasText: 'No signal. Kept on this phone, not yet sent. It is sent by itself' }).waitFor()
      t.equal(await written(NOTE), 0)
      const { text, rows } = await onThePhone(page)
      t.equal(rows, 1)
      for (const word of ['marmalade', 'radio', 'note', 'attendance', referral.slice(11), 'A KEY'])
        t.notOk(text.includes(word), `nobody with the phone reads ${word}`)
      await context.setOffline(false)
      await page.getByRole('heading', { name: 'The visit is sent' }).waitFor()
      t.equal(await written(NOTE), 1)
      t.equal((await onThePhone(page)).rows, 0, 'what was kept is gone')
    },
  )

  await t.test('an answer that got lost on its way back: sent again, it is still one visit', async (t) => {
    const note = 'The answer to this was lost'
    await page.goto(`${address}${path}`)
    await typeVisit(note)
    let lost = 0
    await page.route(`**${path}`, async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue()
      lost++
      await route.fetch({ maxRedirects: 0 })
      return route.abort('connectionreset')
    })
    await page.getByRole('button', { name: 'Send the visit' }).click()
    await status.filter({ hasText: 'It is sent by itself' }).waitFor()
    t.equal(await written(note), 1, 'it had arrived')
    await page.goto(`${address}${path}`)
    await page.getByRole('button', { name: 'Go on with it' }).click()
    await page.getByRole('button', { name: 'Send the visit' }).click()
    await page.getByRole('heading', { name: 'The visit is sent' }).waitFor()
    t.equal(await written(note), 1)
    await page.unroute(`**${path}`)
  })

  await t.test('whoever is led elsewhere has not sent it, and loses nothing', async (t) => {
    await page.goto(`${address}${path}`)
    await page.getByLabel('Note').fill('Led elsewhere')
    await kept.waitFor()
    await page.route(`**${path}`, (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 303, headers: { location: '/account' } })
        : route.fallback(),
    )
    await page.getByRole('button', { name: 'Send the visit' }).click()
    await page.waitForURL(`${address}/account`)
    await page.unroute(`**${path}`)
    await page.goto(`${address}${path}`)
    await page.getByRole('button', { name: 'Go on with it' }).click()
    t.equal(await page.getByLabel('Note').inputValue(), 'Led elsewhere')
  })

  await t.test('a tab that was closed: opened again it offers what was kept', async (t) => {
    await page.goto(`${address}${path}`)
    await typeVisit('Half a visit')
    await kept.waitFor()
    await page.close()
    const again = await context.newPage()
    await again.goto(`${address}${path}`)
    await again.getByRole('button', { name: 'Go on with it' }).click()
    t.equal(await again.getByLabel('Note').inputValue(), 'Half a visit')
    t.ok(await again.getByRole('radio', { name: 'They took part' }).isChecked())

    // The session ends while it is typed: the visit stays, and after signing in it is there.
    const cookies = await context.cookies()
    await context.clearCookies({ name: '__Host-rother' })
    await again.getByRole('button', { name: 'Send the visit' }).click()
    await again.getByRole('link', { name: 'Sign in, and go on with it' }).waitFor()
    await context.addCookies(cookies)
    await again.goto(`${address}${path}`)
    await again.getByRole('button', { name: 'Go on with it' }).waitFor()

    // Somebody else on the same phone is offered nothing, and after signing out nothing is there.
    await context.clearCookies({ name: '__Host-rother' })
    await signInAs(again, address, emailOf('team-lead'), DEMO_PASSWORD)
    await again.goto(`${address}${path}`)
    await again.getByRole('heading', { name: 'Write down a visit' }).waitFor()
    t.equal(await again.getByRole('button', { name: 'Go on with it' }).count(), 0)
    t.equal((await onThePhone(again)).rows, 1)
    await again.getByRole('button', { name: 'Sign out' }).click()
    await again.getByRole('heading', { name: 'Sign in' }).waitFor()
    t.equal((await onThePhone(again)).rows, 0, 'signing out takes it off the phone')
  })
  t.same(faults, [])
})
