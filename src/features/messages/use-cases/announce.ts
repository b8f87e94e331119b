import type { SystemContext, Tx } from '../../../platform/context.ts'
import { OUTGOING_EVENTS, type OutgoingEvent, USUAL_TIME } from '../kinds.ts'
import { composeNotice, composeNoticeText, eventOfTask, isAlsoTexted } from '../notices.ts'
import { sendOut } from '../store/outgoing.ts'
import { findMessage, findReaders, findTask, hasMailbox } from '../store/readers.ts'

/** Tells who owes a task that there is something to do; nobody when it is done meanwhile. */
export async function announceTask(context: SystemContext, { taskId }: { taskId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const task = await findTask(tx, taskId)
    if (task === undefined || task.doneAt !== null) return
    const event = eventOfTask(task.kind)
    if (event === undefined) return
    const { organisationId, membershipId, subjectKind, subjectId } = task
    await announce(tx, context, event, { organisationId, membershipId, about: { subjectKind, subjectId } })
  })
}

/** Tells an organisation that it has a message; nobody when somebody has read it, or it was taken back, meanwhile. */
export async function announceMessage(context: SystemContext, { messageId }: { messageId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const message = await findMessage(tx, messageId)
    if (message === undefined || message.readAt !== null || message.correctedAt !== null) return
    const event = message.urgency === 'same-day' ? 'message-same-day' : 'message'
    const { organisationId } = message
    const about = { subjectKind: 'message', subjectId: messageId }
    await announce(tx, context, event, { organisationId, membershipId: null, about })
  })
}

/** The shared mailbox hears of everything that is the organisation's; its people hear as they decided. */
async function announce(
  tx: Tx,
  context: SystemContext,
  event: OutgoingEvent,
  {
    organisationId,
    membershipId,
    about,
  }: { organisationId: string; membershipId: string | null; about: { subjectKind: string; subjectId: string } },
): Promise<void> {
  const { urgent } = OUTGOING_EVENTS[event]
  if (membershipId === null && (urgent || event === 'message') && (await hasMailbox(tx, organisationId)))
    await sendOut(tx, context, { channel: 'mail', to: { kind: 'organisation', organisationId }, event, about })

  for (const reader of await findReaders(tx, { organisationId, membershipId }, event)) {
    if (!urgent && (reader.time ?? USUAL_TIME) !== 'now') continue
    const to = { kind: 'member' as const, membershipId: reader.membershipId }
    await sendOut(tx, context, { channel: 'mail', to, event, about, ...composeNotice(event, about) })
    if (!isAlsoTexted(event) || !reader.hasPhone) continue
    const text = { subject: OUTGOING_EVENTS[event].label, body: composeNoticeText(event, about) }
    await sendOut(tx, context, { channel: 'text', to, event, about, ...text })
  }
}
