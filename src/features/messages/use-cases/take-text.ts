import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import {
  findLastTextTo,
  findOrganisationByNumber,
  findWhoHasTasks,
  hasTaskAbout,
  insertIncomingText,
  resumeNumber,
  stopNumber,
} from '../store/delivery.ts'

/** The job that reads a group's answer: links, which stand on messages, know how. */
export const ANSWER_BY_TEXT = 'answer-by-text'

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
  const { schemeId, newId, now } = context
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
    // A group answers with one word; what stands on messages knows what it was asked.
    const isOfPerson = about.personId !== null
    if (!isOfPerson && (await findOrganisationByNumber(tx, number)) !== undefined) {
      await addJob(tx, context, { name: ANSWER_BY_TEXT, data: { incomingTextId: id } })
      return
    }
    await askToRead(tx, context, { id, number, createdById: last?.createdById ?? null })
  })
}

/** Somebody reads what was answered: who sent the last text to this number, else the service. */
export async function askToRead(
  tx: Tx,
  context: SystemContext,
  { id, number, createdById }: { id: string; number: string; createdById: string | null },
): Promise<void> {
  // Who goes on writing before anybody has read it fills no list: the task there is leads to all of it.
  if (await hasTaskAbout(tx, number)) return
  const sender = await findWhoHasTasks(tx, createdById)
  const { advisorServiceId } = (await getScheme(context)).settings
  await openTask(tx, context, {
    kind: 'answered-by-text',
    subjectKind: 'incoming-text',
    subjectId: id,
    organisationId: sender?.organisationId ?? advisorServiceId,
    membershipId: sender?.membershipId,
    dueOn: context.today(),
  })
}
