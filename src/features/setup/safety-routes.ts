import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { listColleagues } from '../accounts/public.ts'
import { setSafety } from '../safeguarding/public.ts'
import { getScheme } from '../schemes/public.ts'
import { RUNGS, SafetyForm } from './forms.ts'
import { firstSafety, toColleagueItem } from './settings-words.ts'

const config = { access: ['administrator'] } as const
const PAGES_AT_MOST = 5

/** Whom to ring and who is told when somebody could be hurt: without these the scheme does not go live. */
export async function safetyRoutes(app: FastifyInstance): Promise<void> {
  async function show({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const [scheme, colleagues] = await Promise.all([getScheme(context), everybody(context)])
    return reply.page('features/setup/pages/safety.njk', {
      title: 'When somebody could be hurt',
      back: { href: '/settings', text: 'Settings' },
      version: scheme.version,
      rungs: RUNGS,
      colleagues: [{ value: '', text: 'Nobody' }, ...colleagues.map(toColleagueItem)],
      typed: faults.list.length > 0 ? typed : firstSafety(scheme.settings.safety),
      faults,
    })
  }
  app.get('/settings/safety', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post('/settings/safety', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: SafetyForm,
      act: async (context, { version, concernLadder, loneWorkingLadder, phones }) => {
        const { safety } = (await getScheme(context)).settings
        const longer = <Rung>(ladder: Rung[], before: readonly Rung[]) => [...ladder, ...before.slice(RUNGS.length)]
        return setSafety(context, {
          version,
          safety: {
            ...safety,
            phones,
            concernLadder: longer(concernLadder, safety.concernLadder),
            loneWorkingLadder: longer(loneWorkingLadder, safety.loneWorkingLadder),
          },
        })
      },
      to: () => '/setup?done=safety',
      fieldOf: (pointer) => (pointer.includes('lone') ? 'lone1' : pointer.includes('concern') ? 'concern1' : undefined),
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}

/** Who works in the scheme, for a list to choose from. */
async function everybody(context: Context) {
  const found: Awaited<ReturnType<typeof listColleagues>>['items'] = []
  let after: string | undefined
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    const { items, next } = await listColleagues(context, { limit: 100, role: undefined, after })
    found.push(...items)
    if (next === null) break
    after = next
  }
  return found
}
