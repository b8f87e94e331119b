import type { SystemContext, Tx } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { listOffersWithoutLink, listWithoutWeekLink } from '../store/links.ts'
import { mondayOf, sendLink } from './send-link.ts'

/**
 * Each activity of a group without an account gets the link of its week, once: on Monday, or on the day on which it joined or the worker
 * is back. Whom nothing reaches is rung, on Mondays.
 */
export async function sendWeekLinks(context: SystemContext): Promise<void> {
  const weekOf = mondayOf(context.today())
  const { advisorServiceId: serviceId } = (await getScheme(context)).settings
  const due = await context.db.transaction((tx) => listWithoutWeekLink(tx, { weekOf, serviceId }))
  // One transaction for each: a group that cannot be sent to keeps no other from its link.
  for (const activity of due)
    await context.db.transaction(async (tx) => {
      if ((await sendLink(tx, context, activity)) || weekOf !== context.today()) return
      await openRing(tx, context, { serviceId, subjectKind: 'activity', subjectId: activity.activityId })
    })
}

/** An offer of so many days ago is answered by telephone. */
const OFFERS_OF_DAYS = 7

/** Each new offer to a group without an account has its link; whom nothing reaches is rung. */
export async function sendOfferLinks(context: SystemContext): Promise<void> {
  const { advisorServiceId: serviceId } = (await getScheme(context)).settings
  const since = new Date(context.now().getTime() - OFFERS_OF_DAYS * 86_400_000)
  const due = await context.db.transaction((tx) => listOffersWithoutLink(tx, { since, serviceId }))
  for (const offer of due)
    await context.db.transaction(async (tx) => {
      if (await sendLink(tx, context, offer)) return
      await openRing(tx, context, { serviceId, subjectKind: 'placement', subjectId: offer.placementId })
    })
}

type Ring = { serviceId: string; subjectKind: 'activity' | 'placement'; subjectId: string }

const openRing = (tx: Tx, context: SystemContext, { serviceId, ...subject }: Ring): Promise<void> =>
  openTask(tx, context, { kind: 'ring-group', ...subject, organisationId: serviceId, dueOn: context.today() })
