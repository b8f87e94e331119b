import { randomUUID } from 'node:crypto'
import t from 'tap'
import { PAGE_HELP } from '../../src/features/workspaces/public.ts'
import { ROLES, type Role } from '../../src/platform/context.ts'
import { rolesOf } from '../../src/platform/http/access.ts'
import { SCREEN_COOKIE } from '../../src/platform/web/pages.ts'
import { startApp } from '../support/app.ts'
import { type Browser, createBrowser, type Shown } from '../support/browser.ts'
import { PAGES, type PageRow } from './pages.ts'
import { collectRoutes } from './routes.ts'
import { makeWorld, type World } from './world.ts'

/** Pages that send on, explain, are files, are behind a link and ask one thing, or are for the person alone. */
const HELPS_ITSELF = /^\/(?:still-here|help|privacy|accessibility)?$|^\/links\/|\/shown$|\.(?:csv|pdf|txt)$/

/** Every page × every role × {own, hidden, other scheme, nobody's}, and without a session, against the written policy. */
t.test('who may open which page', async (t) => {
  const routes = collectRoutes()
  const test = await startApp(t)
  const { app, clock } = test
  const pages = routes.filter(({ config }) => config?.page === true)
  const names = pages.map(({ method, url }) => `${String(method)} ${url}`)
  const world = await makeWorld(test)

  const withoutRow = names.filter((name) => !(name in PAGES))
  t.same(withoutRow, [], 'each page has a row in test/access/pages.ts')
  const withoutPage = Object.keys(PAGES).filter((name) => !names.includes(name))
  t.same(withoutPage, [], 'each row has a page')

  const read = pages.filter(({ method, url }) => method === 'GET' && !HELPS_ITSELF.test(url)).map(({ url }) => url)
  t.same(
    read.filter((url) => !(url in PAGE_HELP)),
    [],
    'each page that is read says how it is used, in page-help.ts',
  )
  const urls = pages.map(({ url }) => url)
  t.same(
    Object.keys(PAGE_HELP).filter((url) => !urls.includes(url)),
    [],
    'each text of help has its page',
  )

  const nobody = createBrowser(app)
  const browsers = new Map<Role, Browser>()
  /** Signs in when needed: a session in a browser is short, and some rows end it. */
  async function as(role: Role): Promise<Browser> {
    const known = browsers.get(role) ?? createBrowser(app)
    browsers.set(role, known)
    if ((await known.get('/still-here')).statusCode !== 204) await known.signIn(world.members[role])
    return known
  }

  for (const page of pages) {
    const name = `${String(page.method)} ${page.url}`
    const row = PAGES[name]
    if (row === undefined) continue
    await t.test(name, async (t) => {
      const declared = page.config?.access
      t.ok(declared !== undefined && typeof row.may === typeof declared, 'the page says who may')
      if (declared !== undefined) t.same([...rolesOf(declared)].sort(), [...rolesOf(row.may)].sort(), 'the same roles')
      if (row.may === 'public') return

      const without = await send(nobody, name, row, world, 'referrer', () => randomUUID())
      t.ok(
        without.statusCode === 401 || without.location?.startsWith('/sign-in') === true,
        'without a session: sign in',
      )

      const parameters = [...name.matchAll(/:(\w+)/g)]
        .map(([, parameter]) => parameter ?? '')
        .filter((parameter) => !(parameter in (row.words ?? {})))
      for (const role of ROLES) {
        const browser = await as(role)
        const ask = (id: (parameter: string) => string) => {
          browser.cookies.delete(SCREEN_COOKIE) // a page that the person looked at keeps nobody
          return send(browser, name, row, world, role, id)
        }
        const own = await ask((parameter) => {
          const { own } = thing(world, parameter)
          return own[role] ?? Object.values(own)[0] ?? randomUUID()
        })
        if (!rolesOf(row.may).includes(role)) {
          t.match(own, { statusCode: 403, h1: ['You cannot open this page'] }, `${role} may not, and stays signed in`)
          continue
        }
        const expected = row.own?.[role]
        if (expected === undefined)
          t.ok([200, 204, 303, 400, 409, 412, 422].includes(own.statusCode), `${role} may: ${own.statusCode} ${own.h1}`)
        else t.equal(own.statusCode, expected, `${role}`)
        if (own.statusCode === 200 && own.text.startsWith('<!DOCTYPE')) {
          t.equal(own.h1.length, 1, `${role}: one h1`)
          t.equal(own.headers['cache-control'], 'no-store', `${role}: no browser keeps it`)
        }
        for (const [whose, id] of [
          ['nothing', () => randomUUID()],
          ["another scheme's", (parameter: string) => thing(world, parameter).elsewhere],
          ['hidden', (parameter: string) => thing(world, parameter).hidden[role] ?? randomUUID()],
        ] as const)
          if (parameters.length > 0) t.equal((await ask(id)).statusCode, 404, `${role}: ${whose}`)
      }
      if (row.endsSession) clock.set(clock.now())
    })
  }
})

function thing({ things }: World, parameter: string) {
  const known = things[parameter]
  if (known === undefined) throw new Error(`Make a thing for :${parameter} in test/access/world.ts`)
  return known
}

async function send(
  browser: Browser,
  name: string,
  row: PageRow,
  world: World,
  role: Role,
  id: (parameter: string) => string,
): Promise<Shown> {
  const [method = '', url = ''] = name.split(' ')
  const path =
    url.replace(/:(\w+)/g, (_, parameter: string) => row.words?.[parameter] ?? id(parameter)) +
    (row.query?.(world, role) ?? '')
  if (method === 'GET') return browser.get(path)
  return browser.post(path, { _csrf: await browser.csrf() })
}
