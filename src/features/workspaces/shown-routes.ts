import type { FastifyInstance } from 'fastify'
import { typedIn } from '../../platform/web/forms.ts'
import { openKeptForm } from '../../platform/web/kept-forms.ts'
import { isLookedAt } from '../../platform/web/looked-at.ts'
import { listContacts, toContactBody } from '../contacts/public.ts'
import { readPlan, toPlanBody } from '../plans/public.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toShownPage } from './shown-view-models.ts'
import { unlessMissing } from './unless-missing.ts'

type OfReferral = { Params: { referralId: string } }
const config = { access: ['advisor', 'team-lead'] } as const

/**
 * What is shown to the person on the worker's own screen: their plan and when somebody comes, and nothing that others said or
 * fear. The screen stays on it until the worker says that it is theirs again: going back leads to it, too.
 */
export async function shownRoutes(app: FastifyInstance): Promise<void> {
  app.get<OfReferral>('/referrals/:referralId/shown', { config }, async (request, reply) => {
    const { context, params } = request
    const [record, plan, contacts, { settings }] = await Promise.all([
      readReferral(context, params),
      unlessMissing(readPlan(context, { ...params, version: undefined })),
      listContacts(context, { ...params, limit: 50 }),
      getScheme(context),
    ])
    const referral = toReferralBody(record, context.actor, context.today())
    if (isLookedAt(request)) reply.keepScreenOn(referral.id)
    return reply.page(
      'features/workspaces/pages/shown.njk',
      toShownPage({
        referral,
        plan: plan && toPlanBody(plan, context.today()),
        contacts: contacts.items.map((contact) => toContactBody(contact, { ...contacts, now: context.now() })),
        phones: settings.safety.phones,
        now: context.now(),
      }),
    )
  })

  app.get('/screen', { config: { access: 'signed-in' } }, (_request, reply) =>
    reply.page('features/workspaces/pages/screen.njk', { title: 'Is the screen yours again?' }),
  )

  app.post('/screen', { config: { access: 'signed-in' } }, async (request, reply) => {
    reply.keepScreenOn(undefined)
    const { context } = request
    const kept = openKeptForm(app.typedTexts, typedIn(request).kept, context.actor.accountId, context.now())
    if (kept !== undefined)
      return reply.page('features/accounts/pages/carry-on.njk', { ...kept, why: 'The screen is yours again.' })
    return reply.redirect('/', 303)
  })
}
