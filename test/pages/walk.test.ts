import { gzipSync } from 'node:zlib'
import t from 'tap'
import { DEMO_ROLES } from '../../src/demo/demo-accounts.ts'
import { createBrowser } from '../support/browser.ts'
import { DEMO_PASSWORD, startDemoApp } from '../support/demo-app.ts'
import { walk } from '../support/walk.ts'

/** Compressed, as a proxy sends it: a page is read over a poor signal in somebody's hallway. */
const BYTES_AT_MOST = 30_000

t.test('one link of each kind, for each role: no dead end, no fault, one heading and a true title', async (t) => {
  const { app, emailOf, logged } = await startDemoApp(t)
  for (const role of DEMO_ROLES)
    await t.test(role, async (t) => {
      const browser = createBrowser(app)
      await browser.send('/sign-in', '/sign-in', { email: emailOf(role), password: DEMO_PASSWORD })
      const seen = await walk(browser, '/')
      t.ok(seen.length >= 4, `${seen.length} kinds of pages`)
      for (const { kind, shown } of seen) {
        if (kind.startsWith('/api/') || kind.startsWith('/demo/')) continue
        t.equal(shown.statusCode, 200, `${kind}: ${shown.title}`)
        if (!String(shown.headers['content-type']).startsWith('text/html')) continue
        t.equal(shown.h1.length, 1, `${kind}: one h1`)
        t.match(shown.title, /^[^<>]{3,80} - Rother$/, `${kind}: a title`)
        t.notMatch(shown.text, /undefined|\[object Object\]|\bNaN\b|\bnull\b/, `${kind}: no machine's word`)
        t.notMatch(
          shown.text,
          /style="|<style|onclick=|<script(?! type="module" src="\/assets\/)/,
          `${kind}: no inline style or script`,
        )
        const bytes = gzipSync(shown.text).length
        t.ok(bytes < BYTES_AT_MOST, `${kind}: ${bytes} bytes`)
      }
    })
  t.notMatch(logged(), /unexpected fault/)
})
