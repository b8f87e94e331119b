import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../platform/clock.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import { listDay, toDayContact, toDayRow } from '../contacts/public.ts'
import { listReferrals, toReferralItem, toRow } from '../referrals/public.ts'
import { toVisitPack } from './visit-page.ts'
import { loadVisit } from './visit-routes.ts'

const Query = z.object({ on: z.iso.date().optional().catch(undefined) })

/** So many visits are a day: each is read, and its look recorded. */
const MOST_PACKS = 15

/** A worker's day: where they are expected, what waits for their word, who is new, what is overdue. */
export async function dayRoutes(app: FastifyInstance): Promise<void> {
  app.get('/my-day/pack', { config: { access: ['advisor', 'team-lead'] } }, async (request, reply) => {
    const { context } = request
    const { on } = Query.parse(request.query)
    const day = on ?? addDays(context.today(), 1)
    const { items } = await listDay(context, { worker: 'me', on: day, limit: 50 })
    const people = [...new Map(items.map((contact) => [contact.referralId, contact])).values()]
    const packs = []
    for (const { referralId } of people.slice(0, MOST_PACKS))
      packs.push(toVisitPack(await loadVisit(context, { referralId })))
    return reply.page('features/workspaces/pages/day-pack.njk', {
      title: `Visit packs for ${sayLongDay(day)}`,
      back: { href: '/my-day', text: 'My day' },
      packs,
      left: people.slice(MOST_PACKS).map((contact) => {
        const { name, packHref } = toDayRow(toDayContact(contact, context.now()), context.now())
        return { name, href: packHref }
      }),
    })
  })

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
