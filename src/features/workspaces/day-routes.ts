import type { FastifyInstance } from 'fastify'
import { addDays } from '../../platform/clock.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import { listDay, toDayContact, toDayRow } from '../contacts/public.ts'
import { listReferrals, toReferralItem, toRow } from '../referrals/public.ts'

/** A worker's day: where they are expected, what waits for their word, who is new, what is overdue. */
export async function dayRoutes(app: FastifyInstance): Promise<void> {
  app.get('/my-day', { config: { access: ['advisor', 'team-lead'] } }, async (request, reply) => {
    const { context } = request
    const today = context.today()
    const day = async (on: string) => {
      const { items } = await listDay(context, { worker: 'me', on, limit: 50 })
      return items.map((contact) => toDayRow(toDayContact(contact, context.now()), context.now()))
    }
    const mine = { status: 'open', owner: 'me', limit: 10 } as const
    const [now, next, fresh, overdue] = await Promise.all([
      day(today),
      day(addDays(today, 1)),
      listReferrals(context, { ...mine, stage: 'to-contact', overdue: false }),
      listReferrals(context, { ...mine, overdue: true }),
    ])
    const rows = (page: typeof fresh) => page.items.map((row) => toRow(toReferralItem(row, today), today))
    return reply.page('features/workspaces/pages/my-day.njk', {
      title: 'My day',
      today: sayLongDay(today),
      now,
      next,
      fresh: rows(fresh),
      overdue: rows(overdue),
      more: overdue.next === null ? undefined : '/referrals?show=overdue&owner=me',
    })
  })
}
