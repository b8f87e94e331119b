import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { openSealedTexts } from '../../platform/sealed-text.ts'
import { type Faults, NO_FAULTS, readForm, type Typed, toFaults, typedIn } from '../../platform/web/forms.ts'
import { openKeptForm } from '../../platform/web/kept-forms.ts'
import type { Authentication } from './authentication.ts'
import { ChooseForm, CodeForm, SignInForm } from './forms.ts'
import { roleTitle } from './roles.ts'
import { changeMembership } from './use-cases/change-membership.ts'
import { listMyMemberships } from './use-cases/list-my-memberships.ts'
import { type SignedInBrowser, signInBrowser } from './use-cases/sign-in-browser.ts'
import { signOut } from './use-cases/sign-out.ts'

export type BrowserOptions = Pick<Authentication, 'context' | 'liveSessions' | 'authenticateBrowser'> & {
  sessionsPerMinute: number
  /** Seals the password between the two steps of a sign-in with a code. */
  secret: string
}

/** A code is typed within this time of the password. */
const BETWEEN_STEPS_MS = 5 * 60_000

/** Signing in and out in a browser, and choosing where to work. */
export async function browserRoutes(app: FastifyInstance, options: BrowserOptions): Promise<void> {
  const { context, liveSessions, authenticateBrowser, sessionsPerMinute, secret } = options
  const steps = openSealedTexts(secret, 'sign-in')
  const tries = { access: 'public', rateLimit: { max: sessionsPerMinute, timeWindow: '1 minute' } } as const

  const showSignIn = (reply: FastifyReply, typed: Typed, faults: Faults) =>
    reply.page('features/accounts/pages/sign-in.njk', { title: 'Sign in', typed, faults, to: safePath(typed.to) })
  const showCode = (reply: FastifyReply, typed: Typed, faults: Faults) =>
    reply.page('features/accounts/pages/code.njk', { title: 'Enter your code', typed, faults })

  app.get('/sign-in', { config: { access: 'public' } }, async (request, reply) => {
    const typed = request.query as Typed
    return request.context === undefined ? showSignIn(reply, typed, NO_FAULTS) : reply.redirect(safePath(typed.to), 303)
  })

  app.post('/sign-in', { config: tries }, async (request, reply) => {
    const typed = typedIn(request)
    const again = (faults: Faults) => showSignIn(reply, { ...typed, password: undefined }, faults)
    const read = readForm(SignInForm, typed)
    if (!read.isRight) {
      reply.code(400)
      return again(read.faults)
    }
    try {
      return await begin(request, reply, await signInBrowser(context, { ...read.value, address: request.ip }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.problem === 'second-factor-needed') {
        const sealed = steps.seal(JSON.stringify(read.value), new Date(context.now().getTime() + BETWEEN_STEPS_MS))
        return showCode(reply, { to: typed.to, kept: typed.kept, sealed }, NO_FAULTS)
      }
      reply.code(PROBLEMS[error.problem].status)
      return again(toFaults([], error.message))
    }
  })

  app.post('/sign-in/code', { config: tries }, async (request, reply) => {
    const typed = typedIn(request)
    const opened = steps.open(String(typed.sealed ?? ''), context.now())
    if (opened === undefined)
      return showSignIn(reply, typed, toFaults([], 'Five minutes have passed: enter your password again'))
    const read = readForm(CodeForm, typed)
    if (!read.isRight) {
      reply.code(400)
      return showCode(reply, typed, read.faults)
    }
    const credentials = SignInForm.parse(JSON.parse(opened))
    try {
      const signedIn = await signInBrowser(context, { ...credentials, ...read.value, address: request.ip })
      return await begin(request, reply, signedIn)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const faults = toFaults([{ pointer: '#/code', detail: error.message }], error.message)
      reply.code(PROBLEMS[error.problem].status)
      return showCode(reply, { ...typed, code: undefined }, faults)
    }
  })

  /** Hands over the cookie, and goes where the person was: to the form that was kept, a page, or their first one. */
  async function begin(request: FastifyRequest, reply: FastifyReply, signedIn: SignedInBrowser): Promise<FastifyReply> {
    const typed = typedIn(request)
    // Whoever was signed in here before is so no more.
    if (request.context !== undefined) {
      const { sessionId } = request.context.actor
      await signOut(context, { sessionId })
      liveSessions.forget({ sessionId })
    }
    reply.setSession(signedIn.cookie)
    const kept = openKeptForm(app.typedTexts, typed.kept, signedIn.accountId, context.now())
    if (kept !== undefined) {
      request.context = await authenticateBrowser(request, signedIn.cookie)
      return reply.page('features/accounts/pages/carry-on.njk', { ...kept, why: 'You are signed in again.' })
    }
    const to = safePath(typed.to)
    if (to === '/' && signedIn.memberships.length > 1) return reply.redirect('/memberships', 303)
    return reply.redirect(to, 303)
  }

  app.post('/sign-out', { config: { access: 'signed-in', beforeSecondFactor: true } }, async (request, reply) => {
    const { sessionId } = request.context.actor
    await signOut(context, { sessionId })
    liveSessions.forget({ sessionId })
    reply.setSession(undefined)
    // What browsers keep of the pages goes too, those that "back" would show as well, and what was typed without signal.
    return reply.header('clear-site-data', '"cache", "storage"').redirect('/sign-in', 303)
  })

  app.get('/still-here', { config: { access: 'signed-in', beforeSecondFactor: true } }, async (_request, reply) =>
    reply.code(204).send(),
  )

  app.get('/memberships', { config: { access: 'signed-in', beforeSecondFactor: true } }, (request, reply) =>
    showMemberships(request, reply, NO_FAULTS),
  )

  app.post('/memberships', { config: { access: 'signed-in', beforeSecondFactor: true } }, async (request, reply) => {
    const read = readForm(ChooseForm, typedIn(request))
    if (!read.isRight) {
      reply.code(400)
      return showMemberships(request, reply, read.faults)
    }
    const { actor, schemeId } = request.context
    if (read.value.membershipId !== actor.membershipId) {
      reply.setSession(await changeMembership({ ...context, actor, schemeId }, read.value))
      liveSessions.forget({ sessionId: actor.sessionId })
    }
    return reply.redirect('/', 303)
  })

  async function showMemberships(request: FastifyRequest, reply: FastifyReply, faults: Faults): Promise<FastifyReply> {
    const { actor } = request.context
    const memberships = await listMyMemberships(context, actor)
    return reply.page('features/accounts/pages/memberships.njk', {
      title: 'Where do you want to work?',
      faults,
      typed: { membershipId: actor.membershipId },
      items: memberships.map(({ id, role, organisationName, schemeName }) => ({
        value: id,
        text: `${roleTitle(role)} at ${organisationName}`,
        hint: { text: schemeName },
      })),
    })
  }
}

/** A place on this service, from where somebody came; anything else is the first page. */
export function safePath(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])[\w\-./?&=%~+]*$/.test(to) && !to.startsWith('/sign-') ? to : '/'
}

/** What was typed waits for whoever typed it, and for nobody else. */
