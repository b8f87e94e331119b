import type { SystemContext } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import {
  findLastTextTo,
  findWhoHasTasks,
  hasTaskAbout,
  insertIncomingText,
  resumeNumber,
  stopNumber,
} from '../store/delivery.ts'

const STOP = /^\s*(?:stop|stopp|end|quit|unsubscribe|stop all)\W*$/i
const START = /^\s*(?:start|unstop)\W*$/i

/**
 * Somebody answered by text. It is kept, and whoever sent the last text to this number has a task; STOP ends texts to the
 * number. The provider may tell us twice: the second time changes nothing.
 */
export async function takeText(
  context: SystemContext,
  { providerId, number, body }: { providerId: string; number: string; body: string },
): Promise<void> {
  const { schemeId, newId, now, today } = context
  await context.db.transaction(async (tx) => {
    const last = await findLastTextTo(tx, number)
    const about = { outgoingId: last?.id ?? null, personId: last?.personId ?? null }
    const id = await insertIncomingText(tx, {
      schemeId,
      id: newId(),
      providerId,
      number,
      body,
      receivedAt: now(),
      ...about,
    })
    if (id === undefined) return
    if (STOP.test(body)) return stopNumber(tx, context, number)
    if (START.test(body)) return resumeNumber(tx, number)
    // Who goes on writing before anybody has read it fills no list: the task there is leads to all of it.
    if (await hasTaskAbout(tx, number)) return
    const sender = await findWhoHasTasks(tx, last?.createdById ?? null)
    const { advisorServiceId } = (await getScheme(context)).settings
    await openTask(tx, context, {
      kind: 'answered-by-text',
      subjectKind: 'incoming-text',
      subjectId: id,
      organisationId: sender?.organisationId ?? advisorServiceId,
      membershipId: sender?.membershipId,
      dueOn: today(),
    })
  })
}
