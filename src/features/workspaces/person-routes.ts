import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listContacts, toContactBody, toContactRow } from '../contacts/public.ts'
import { readPerson } from '../people/public.ts'
import { listReferrals, readReferral, toReferralBody } from '../referrals/public.ts'
import { readMark } from '../safeguarding/public.ts'
import { toPersonPage } from './person-view-models.ts'

type OfPerson = { Params: { personId: string } }

/** Of those of one person, the newest: a page that is read at a glance. */
const REFERRALS_SHOWN = 5
const KINDS = ['open', 'closed', 'declined', 'withdrawn'] as const

/** One person: how to reach them, who is around them, what they agreed to, and everything that happened, in one line of time. */
export async function personRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer', 'advisor', 'team-lead'] } as const

  app.get<OfPerson>('/people/:personId', { config }, async (request, reply) => {
    const { context, params } = request
    const isService = context.actor.role !== 'referrer'
    const [person, mark, episodes] = await Promise.all([
      readPerson(context, params),
      isService ? readMark(context, params) : undefined,
      readEpisodes(request),
    ])
    return reply.page(
      'features/workspaces/pages/person.njk',
      toPersonPage({ person, mark: mark?.mark ?? null, episodes, isService, today: context.today() }),
    )
  })
}

async function readEpisodes({ context, params: { personId } }: FastifyRequest<OfPerson>) {
  const pages = await Promise.all(
    KINDS.map((status) =>
      listReferrals(context, { status, personId, owner: 'anyone', overdue: false, limit: REFERRALS_SHOWN }),
    ),
  )
  const ids = pages.flatMap(({ items }) => items.map(({ id }) => id)).slice(0, REFERRALS_SHOWN)
  return Promise.all(
    ids.map(async (referralId) => {
      const [record, contacts] = await Promise.all([
        readReferral(context, { referralId }),
        listContacts(context, { referralId, limit: 50 }),
      ])
      return {
        referral: toReferralBody(record, context.actor, context.today()),
        contacts: contacts.items.map((contact) => {
          const body = toContactBody(contact, { ...contacts, now: context.now() })
          return { on: body.day, ...toContactRow(body) }
        }),
      }
    }),
  )
}
