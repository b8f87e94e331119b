import type { SystemContext } from '../../../platform/context.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { findLastTelling, findVisitForUpdateUnscoped, listComingVisits } from '../store/tellings.ts'
import { isAsTold, VISIT_WAYS } from '../telling.ts'
import { tellNews, toVisitNow } from './tell-of-visit.ts'

/** Reminds each person the working day before, of what they know; run each day, and again without harm. */
export async function remindOfVisits(context: SystemContext): Promise<void> {
  const { db, today, now } = context
  const isWorkingDay = addWorkingDays(today(), 0) === today()
  if (!isWorkingDay) return
  const days = { after: today(), until: addWorkingDays(today(), 1) }
  const contactIds = await db.transaction((tx) => listComingVisits(tx, { ...days, ways: [...VISIT_WAYS] }))
  // One transaction for each: a person who cannot be read keeps nobody else from being reminded.
  for (const contactId of contactIds)
    await db.transaction(async (tx) => {
      const row = await findVisitForUpdateUnscoped(tx, contactId)
      if (row === undefined) return
      const visit = toVisitNow(row, now())
      const known = await findLastTelling(tx, contactId)
      const wasToldToday = known !== undefined && known.toldAt.toISOString().slice(0, 10) === today()
      const isKnown = known !== undefined && isAsTold(visit, known, now())
      if (
        !visit.isComing ||
        visit.plannedStart === null ||
        (isKnown && (wasToldToday || known.news === 'visit-reminder'))
      )
        return
      await tellNews(
        tx,
        context,
        { ...row.contact, workerName: row.workerName },
        { news: 'visit-reminder', plannedStart: visit.plannedStart },
      )
    })
}
