import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { type Faults, NO_FAULTS, readForm, type Typed, toFaults, typedIn } from '../../platform/web/forms.ts'
import type { OwnContext } from './auth-context.ts'
import type { BrowserOptions } from './browser-routes.ts'
import { ChangePasswordForm, CodeForm, ForgottenForm, InvitationForm, NewPasswordForm, PasswordForm } from './forms.ts'
import { canManage } from './policy.ts'
import { roleTitle } from './roles.ts'
import { acceptInvitation } from './use-cases/accept-invitation.ts'
import { askForPassword } from './use-cases/ask-for-password.ts'
import { changePassword } from './use-cases/change-password.ts'
import { confirmSecondFactor } from './use-cases/confirm-second-factor.ts'
import { finishPassword } from './use-cases/finish-password.ts'
import { readMe } from './use-cases/read-me.ts'
import { resetSecondFactor } from './use-cases/reset-second-factor.ts'
import { setUpSecondFactor } from './use-cases/set-up-second-factor.ts'

/** One's own account, and the ways into it by a link that was mailed. */
export async function accountRoutes(app: FastifyInstance, options: BrowserOptions): Promise<void> {
  const { context, liveSessions, sessionsPerMinute } = options
  const rateLimit = { max: sessionsPerMinute, timeWindow: '1 minute' }
  const open = { access: 'public', rateLimit } as const
  const own = { access: 'signed-in', beforeSecondFactor: true } as const
  const ownTry = { ...own, rateLimit } as const
  const ownContext = ({ context: { actor, schemeId } }: FastifyRequest): OwnContext => ({ ...context, actor, schemeId })

  /** Of a colleague whose device is lost: by whoever looks after their account. */
  app.post<{ Params: { membershipId: string } }>(
    '/members/:membershipId/second-factor',
    { config: { access: 'signed-in' } },
    async (request, reply) => {
      const { membershipId } = request.params
      if (!canManage(request.context.actor)) throw new Refusal('not-found')
      const to = (done: string) => reply.redirect(`/members/${membershipId}?done=${done}`, 303)
      try {
        const { accountId } = await resetSecondFactor(ownContext(request), { membershipId })
        liveSessions.forget({ accountId })
      } catch (error) {
        if (error instanceof Refusal && error.problem === 'not-possible') return to('no-second-factor')
        throw error
      }
      return to('second-factor')
    },
  )

  type Show = (faults: Faults, typed: Typed) => Promise<FastifyReply>

  /** A form about passwords: nothing that was typed is shown again or kept. */
  async function takeSecret<Schema extends z.ZodType>(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Schema,
    show: Show,
    act: (value: z.output<Schema>) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const { token } = typedIn(request)
    const read = readForm(form, typedIn(request))
    if (!read.isRight) {
      reply.code(400)
      return show(read.faults, { token })
    }
    try {
      return await act(read.value)
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem === 'not-allowed') throw error
      reply.code(PROBLEMS[error.problem].status)
      return show(toFaults(error.errors, error.message), { token })
    }
  }

  app.get('/account', { config: own }, async (request, reply) => {
    const { actor, schemeId } = request.context
    const me = await readMe(context, { accountId: actor.accountId, schemeId })
    const { changed } = request.query as { changed?: string }
    return reply.page('features/accounts/pages/account.njk', {
      title: 'Your account',
      actor,
      roleTitle: roleTitle(actor.role),
      me,
      done: changed === 'password' ? 'Your password is changed. You were signed out everywhere else.' : undefined,
    })
  })

  const showChange = (reply: FastifyReply) => (faults: Faults) =>
    reply.page('features/accounts/pages/change-password.njk', { title: 'Change your password', faults })
  app.get('/account/password', { config: own }, (_request, reply) => showChange(reply)(NO_FAULTS))
  app.post('/account/password', { config: ownTry }, (request, reply) =>
    takeSecret(request, reply, ChangePasswordForm, showChange(reply), async ({ current, new: next }) => {
      await changePassword(ownContext(request), { current, next, address: request.ip })
      liveSessions.forget({ accountId: request.context.actor.accountId })
      return reply.redirect('/account?changed=password', 303)
    }),
  )

  const showFactor = (reply: FastifyReply) => (faults: Faults) =>
    reply.page('features/accounts/pages/second-factor.njk', { title: 'Set up a code from your device', faults })
  app.get('/account/second-factor', { config: own }, (_request, reply) => showFactor(reply)(NO_FAULTS))
  app.post('/account/second-factor', { config: ownTry }, (request, reply) =>
    takeSecret(request, reply, PasswordForm, showFactor(reply), async ({ password }) => {
      const device = await setUpSecondFactor(ownContext(request), { password, address: request.ip })
      return reply.page('features/accounts/pages/second-factor-device.njk', { title: 'Add Rother to your app', device })
    }),
  )
  const showConfirm = (reply: FastifyReply) => (faults: Faults) =>
    reply.page('features/accounts/pages/second-factor-code.njk', {
      title: 'Enter the code that your app shows',
      faults,
    })
  app.get('/account/second-factor/code', { config: own }, (_request, reply) => showConfirm(reply)(NO_FAULTS))
  app.post('/account/second-factor/code', { config: ownTry }, (request, reply) =>
    takeSecret(request, reply, CodeForm, showConfirm(reply), async ({ code }) => {
      const { recoveryCodes } = await confirmSecondFactor(ownContext(request), { code })
      liveSessions.forget({ accountId: request.context.actor.accountId })
      return reply.page('features/accounts/pages/recovery-codes.njk', {
        title: 'Keep your recovery codes',
        recoveryCodes,
      })
    }),
  )

  app.get('/forgotten-password', { config: { access: 'public' } }, (_request, reply) =>
    reply.page('features/accounts/pages/forgotten-password.njk', { title: 'Choose a new password', typed: {} }),
  )
  app.post('/forgotten-password', { config: open }, async (request, reply) => {
    const typed = typedIn(request)
    const read = readForm(ForgottenForm, typed)
    if (!read.isRight)
      return reply.code(400).page('features/accounts/pages/forgotten-password.njk', {
        title: 'Choose a new password',
        typed,
        faults: read.faults,
      })
    await askForPassword(context, read.value)
    return reply.page('features/accounts/pages/mail-sent.njk', { title: 'Look at your mail' })
  })

  const showPassword = (reply: FastifyReply) => (faults: Faults, typed: Typed) =>
    reply.page('features/accounts/pages/new-password.njk', { title: 'Choose a new password', faults, typed })
  app.get('/password', { config: { access: 'public' } }, (_request, reply) => showPassword(reply)(NO_FAULTS, {}))
  app.post('/password', { config: open }, (request, reply) =>
    takeSecret(request, reply, NewPasswordForm, showPassword(reply), async (value) => {
      liveSessions.forget(await finishPassword(context, app.links, value))
      return reply.page('features/accounts/pages/ready.njk', { title: 'Your new password is set' })
    }),
  )

  const showInvitation = (reply: FastifyReply) => (faults: Faults, typed: Typed) =>
    reply.page('features/accounts/pages/invitation.njk', { title: 'Join Rother', faults, typed })
  app.get('/invitation', { config: { access: 'public' } }, (_request, reply) => showInvitation(reply)(NO_FAULTS, {}))
  app.post('/invitation', { config: open }, (request, reply) =>
    takeSecret(request, reply, InvitationForm, showInvitation(reply), async (value) => {
      await acceptInvitation(context, app.links, { ...value, address: request.ip })
      return reply.page('features/accounts/pages/ready.njk', { title: 'You have joined' })
    }),
  )
}
