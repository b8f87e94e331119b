import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import view from '@fastify/view'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import nunjucks from 'nunjucks'
import type { Context } from '../context.ts'
import { registerUploads } from '../http/uploads.ts'
import { Refusal } from '../problems.ts'
import { openSealedTexts, type SealedTexts } from '../sealed-text.ts'
import { ASSETS, NHSUK_TEMPLATES, registerAssets } from './assets.ts'
import { answerWithPage } from './error-pages.ts'
import { canKeepForm, keepForm } from './kept-forms.ts'
import { type KeptWords, openKeptWords } from './kept-words.ts'

/** What stands around every page: whose it is, where one can go, what is said on top. */
export type Frame = {
  schemeName: string | undefined
  /** Said loudly on top of every page: invented data, or a scheme for training. */
  banner: string | undefined
  account: { name: string; roleTitle: string; organisationName: string } | undefined
  navigation: { text: string; href: string; current: boolean }[]
  /** What this page is for and how it is used. */
  help: readonly string[]
  /** On every sheet that is printed: by whom and when; undefined before somebody has signed in. */
  printed: string | undefined
  /** Whom to ring when somebody could be hurt; undefined before somebody has signed in. */
  phones: { text: string; number: string }[]
}

/** What every page's model has: its title, and what only this page needs. */
export type PageModel = { title: string; faults?: { list: readonly unknown[] } } & Record<string, unknown>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page for people: a cookie says who asks, and refusals are pages. Set by `registerPages`. */
    page?: true
  }
  interface FastifyReply {
    /** Renders a template inside the frame, as `features/referrals/pages/referral.njk`. */
    page: (template: string, model: PageModel) => Promise<FastifyReply>
    /** Keeps this browser on what the person of a referral is shown, until it is let go; every other page leads there. */
    keepScreenOn: (referralId: string | undefined) => void
    /** Hands the browser its session, or takes it away. */
    setSession: (token: string | undefined) => void
  }
  interface FastifyInstance {
    /** What a browser holds for somebody whose session ended while they typed. */
    typedTexts: SealedTexts
    /** Under which key a browser keeps what somebody types where there is no signal. */
    keptWords: KeptWords
  }
}

type PagesOptions = {
  /** The context of whoever holds the cookie, or a refusal. */
  authenticate: (request: FastifyRequest, cookie: string | undefined) => Promise<Context>
  frameOf: (request: FastifyRequest) => Promise<Frame>
  /** Whose a session was that is over, so that what they typed waits for them and for nobody else. */
  accountOfEnded: (cookie: string) => Promise<string | undefined>
  /** Seals what goes to a browser and comes back. */
  secret: string
  now: () => Date
}

/** `__Host-`: for this host alone, over TLS alone (a browser counts its own machine as safe). */
const SESSION_COOKIE = '__Host-rother'
const FORM_COOKIE = '__Host-rother-form'
/** Of which referral the person looks at this browser; it ends with the session, and with the browser. */
export const SCREEN_COOKIE = '__Host-rother-screen'
const COOKIE = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

/** Templates of features and of the platform are found from `src`, or from `dist` when built. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  // `no-referrer` would take the Origin from our own forms, which are checked by it.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
} as const

/** Templates, cookies and what protects forms, for the whole app. Call it before routes are registered. */
export async function registerWeb(
  app: FastifyInstance,
  { frameOf, accountOfEnded, secret, now }: Omit<PagesOptions, 'authenticate'>,
): Promise<void> {
  await app.register(view, {
    engine: { nunjucks },
    templates: [ROOT, NHSUK_TEMPLATES],
    options: {
      autoescape: true,
      trimBlocks: true,
      lstripBlocks: true,
      onConfigure: (env: nunjucks.Environment) => {
        env.addGlobal('assets', ASSETS)
        env.addGlobal('newKey', () => randomUUID())
      },
    },
  })
  const typedTexts = openSealedTexts(secret, 'typed')
  app.decorate('typedTexts', typedTexts)
  app.decorate('keptWords', openKeptWords(secret))
  app.decorate('answerWithPage', (reply, problem) =>
    answerWithPage(reply, problem, { typedTexts, accountOfEnded, now, session: sessionCookieOf(reply.request) }),
  )
  app.decorateReply('page', async function page(this: FastifyReply, template, model) {
    const frame = await frameOf(this.request)
    // A request that was turned away before its cookies were read has none, and its page no form.
    const hasCookies = this.request.cookies != null
    const csrfToken = hasCookies ? this.generateCsrf({ userInfo: sessionIdOf(this.request) }) : ''
    this.headers(HEADERS)
    const isShown = shownOn(this.request) !== undefined
    return this.view(template, { ...model, frame, csrfToken, isShown, path: this.request.url.split('?')[0] })
  })
  app.decorateReply('setSession', function setSession(this: FastifyReply, token) {
    if (token === undefined) this.clearCookie(SESSION_COOKIE, COOKIE)
    else this.setCookie(SESSION_COOKIE, token, COOKIE)
    // Whoever signs in next is not kept on what somebody else showed.
    this.keepScreenOn(undefined)
  })
  app.decorateReply('keepScreenOn', function keepScreenOn(this: FastifyReply, referralId) {
    if (referralId === undefined) this.clearCookie(SCREEN_COOKIE, COOKIE)
    else this.setCookie(SCREEN_COOKIE, referralId, COOKIE)
  })
  await app.register(csrf, {
    cookieKey: FORM_COOKIE,
    cookieOpts: COOKIE,
    getToken: (request) => {
      const token = (request.body as { _csrf?: unknown } | undefined)?._csrf
      return typeof token === 'string' ? token : ''
    },
    getUserInfo: sessionIdOf,
    csrfOpts: { hmacKey: secret, userInfo: true },
  })
}

/** A form belongs to the session in which it was shown. */
const sessionIdOf = (request: FastifyRequest): string => request.context?.actor.sessionId ?? 'nobody'

export const sessionCookieOf = (request: FastifyRequest): string | undefined => request.cookies?.[SESSION_COOKIE]

/** Every page of the service, with what holds for all of them. */
export async function registerPages(
  app: FastifyInstance,
  authenticate: PagesOptions['authenticate'],
  register: (pages: FastifyInstance) => Promise<void>,
): Promise<void> {
  registerAssets(app)
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 256 * 1024 })
    await registerUploads(pages)
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, page: true }
      route.schema = { ...route.schema, hide: true }
    })
    pages.addHook('onRequest', async (request, reply) => {
      const shown = shownOn(request)
      if (shown === undefined || request.method === 'POST') return
      const path = `/referrals/${shown}/shown`
      const isThere = request.url === path || ['/screen', '/still-here'].includes(request.url)
      if (!isThere && request.routeOptions.config.access !== 'public') return reply.redirect(path, 303)
    })
    // A public page shows who is signed in, when somebody is.
    pages.addHook('onRequest', async (request) => {
      if (request.routeOptions.config.access !== 'public') return
      const session = sessionCookieOf(request)
      if (session === undefined) return
      const context = await authenticate(request, session).catch(() => undefined)
      if (context !== undefined) request.context = context
    })
    pages.addHook('preHandler', async (request) => {
      if (Object.entries(request.params ?? {}).some(([name, id]) => name.endsWith('Id') && !UUID.test(String(id))))
        throw new Refusal('not-found')
    })
    pages.addHook('preHandler', async (request) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') requireOwnForm(request)
    })
    pages.addHook('preHandler', (request, reply, done) => {
      if (request.method === 'GET' || request.method === 'HEAD') done()
      else pages.csrfProtection(request, reply, done)
    })
    // What somebody typed in another window while the person has the screen is kept in the page that asks for it back.
    pages.addHook('preHandler', async (request, reply) => {
      const isHeld = request.method === 'POST' && shownOn(request) !== undefined
      if (!isHeld || request.url === '/screen' || request.url === '/sign-out' || request.context === undefined) return
      const { accountId } = request.context.actor
      return reply.code(409).page('features/workspaces/pages/screen.njk', {
        title: 'Is the screen yours again?',
        isUnsent: true,
        kept: canKeepForm(request) ? keepForm(pages.typedTexts, request, accountId, request.context.now()) : undefined,
      })
    })
    await register(pages)
  })
}

/** The referral whose person looks at this browser. */
export function shownOn(request: FastifyRequest): string | undefined {
  const shown = request.cookies?.[SCREEN_COOKIE]
  return shown !== undefined && UUID.test(shown) ? shown : undefined
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A form that another site sends is refused before anything is read of it: browsers say where a form comes from. */
function requireOwnForm(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  const isOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none'
  if (!isOurs || !isSameSite) throw new Refusal('not-allowed', 'The form came from another site. Open the page again.')
}
