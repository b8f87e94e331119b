import type { SystemContext, Tx } from '../../../platform/context.ts'
import { findPresence, whoHasIt } from '../../absence/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { GIVEN_BY_LADDER } from '../../tasks/public.ts'
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
    const { organisationId, subjectKind, subjectId } = task
    const isByLadder = GIVEN_BY_LADDER.includes(task.kind)
    if (isByLadder && task.membershipId === null && task.kind === 'lone-worker-in-trouble') return
    const membershipId = isByLadder ? task.membershipId : await findHolder(tx, context, task)
    const toMailbox = task.membershipId === null && task.kind !== 'lone-worker-in-trouble'
    await announce(tx, context, event, { organisationId, membershipId, toMailbox, about: { subjectKind, subjectId } })
  })
}

/** Who has it today: its owner, who stands in for them, or the service's duty worker. Null: everybody of the organisation. */
async function findHolder(
  tx: Tx,
  context: SystemContext,
  { organisationId, membershipId }: { organisationId: string; membershipId: string | null },
): Promise<string | null> {
  const presence = await findPresence(tx, context)
  const { advisorServiceId } = (await getScheme(context)).settings
  // The rota is the advisor service's: nobody else's work falls to it.
  const here = organisationId === advisorServiceId ? presence : { ...presence, duty: [] }
  return whoHasIt(here, membershipId) ?? membershipId
}

/** Tells an organisation that it has a message; nobody when somebody has read it, or it was taken back, meanwhile. */
export async function announceMessage(context: SystemContext, { messageId }: { messageId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const message = await findMessage(tx, messageId)
    if (message === undefined || message.readAt !== null || message.correctedAt !== null) return
    const event = message.urgency === 'same-day' ? 'message-same-day' : 'message'
    const { organisationId } = message
    const about = { subjectKind: 'message', subjectId: messageId }
    await announce(tx, context, event, { organisationId, membershipId: null, toMailbox: true, about })
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
    toMailbox,
    about,
  }: {
    organisationId: string
    membershipId: string | null
    toMailbox: boolean
    about: { subjectKind: string; subjectId: string }
  },
): Promise<void> {
  const { urgent } = OUTGOING_EVENTS[event]
  if (toMailbox && (urgent || event === 'message') && (await hasMailbox(tx, organisationId)))
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
