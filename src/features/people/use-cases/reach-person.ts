import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { listSensitiveWordsUnscoped, withoutSensitive } from '../../messages/public.ts'
import { findToPersonForUpdate, releaseToPerson, sendOutToPerson, stopToPerson } from '../../messages/to-person.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask, type TaskKind } from '../../tasks/public.ts'
import type { ContactChannel } from '../kinds.ts'
import {
  type Attempt,
  chooseWay,
  isOnlyAtTimes,
  mayContact,
  REACH_PURPOSE_CODES,
  type ReachPurpose,
  type ReachRules,
} from '../may-contact.ts'
import { toOutgoingChannel, toReachChannel } from '../reach-facts.ts'
import { findReachableUnscoped } from '../store/reach.ts'
import { addReleaseJob } from '../store/release-job.ts'

export type Reach = {
  personId: string
  purpose: ReachPurpose
  /** What is said each way; a way without words is not tried. */
  texts: Partial<Record<ContactChannel, { subject: string; body: string }>>
  about: { subjectKind: string; subjectId: string }
  preferred?: ContactChannel | undefined
  /** Who is to find another way when none is open; the service when nobody is named. */
  ownerId?: string | undefined
  /** What is owed instead when no way is open; otherwise another way to the person. */
  otherwise?: OwedInstead | undefined
  /** Nobody chose the moment: where the person named times, no text and no mail goes by itself. */
  byMachine?: boolean | undefined
}
export type OwedInstead = { kind: TaskKind; subjectKind: string; subjectId: string }
export type Reached =
  | { channel: ContactChannel; outgoingId: string; rules: ReachRules }
  | { channel: null; refused: Attempt[] }

/**
 * The only way to a person. The gate is asked way by way in the order of the person; the first that is allowed is taken.
 * When none is, somebody owes another way: never silence. A paper lies on the table, and a call is made by whoever has the list: no
 * sensitive name goes, whoever typed it. The caller has found the person and holds the transaction.
 */
export async function reachPerson(tx: Tx, context: Context | SystemContext, reach: Reach): Promise<Reached> {
  const person = await findReachableUnscoped(tx, context, reach.personId)
  if (person === undefined) throw new Error('A use-case reaches a person that it has found')
  const channels = (Object.keys(reach.texts) as ContactChannel[]).filter(
    (channel) => reach.texts[channel] !== undefined,
  )
  const way = chooseWay(person, reach.purpose, {
    preferred: reach.preferred,
    channels,
    byMachine: reach.byMachine,
  })
  if ('refused' in way) {
    const { ownerId, otherwise } = reach
    await askForAnotherWay(tx, context, { personId: person.id, ownerId, refused: way.refused, otherwise })
    return { channel: null, refused: way.refused }
  }
  const text = reach.texts[way.channel]
  if (text === undefined) throw new Error('A way is chosen among those with words')
  const sensitive = await listSensitiveWordsUnscoped(tx, context)
  const outgoingId = await sendOutToPerson(tx, context, {
    channel: toOutgoingChannel(way.channel),
    personId: person.id,
    name: person.name,
    purpose: reach.purpose,
    gate: { allowed: true, rules: way.rules },
    subject: withoutSensitive(text.subject, sensitive),
    body: withoutSensitive(text.body, sensitive),
    about: reach.about,
  })
  if (way.channel === 'text' || way.channel === 'email') await addReleaseJob(tx, context, outgoingId)
  await recordAudit(tx, context, {
    action: 'person.reached',
    subjectKind: 'outgoing-message',
    subjectId: outgoingId,
    personId: person.id,
    detail: { purpose: reach.purpose, channel: way.channel },
  })
  return { channel: way.channel, outgoingId, rules: way.rules }
}

/** Somebody owes another way; nobody does for the dead. */
export async function askForAnotherWay(
  tx: Tx,
  context: Context | SystemContext,
  given: {
    personId: string
    ownerId: string | undefined
    refused: readonly Attempt[]
    otherwise?: OwedInstead | undefined
  },
): Promise<void> {
  const { personId, ownerId, refused, otherwise } = given
  const { settings } = await getScheme(context)
  await recordAudit(tx, context, {
    action: 'person.not-reached',
    subjectKind: 'person',
    subjectId: personId,
    personId,
    detail: { refused: [...refused] },
  })
  // Nobody is asked to reach the dead.
  if (refused.some(({ because }) => because === 'died')) return
  await openTask(tx, context, {
    ...(otherwise ?? { kind: 'reach-another-way', subjectKind: 'person', subjectId: personId }),
    organisationId: settings.advisorServiceId,
    membershipId: ownerId,
    dueOn: context.today(),
  })
}

type Waiting = {
  id: string
  channel: string
  personId: string | null
  purpose: string | null
  createdById: string | null
}

/** Asks the gate once more about something written: where it goes, or undefined, and then it is stopped and somebody is told. */
export async function askAgain(tx: Tx, context: Context | SystemContext, row: Waiting): Promise<string | undefined> {
  const { personId, channel, decision } = await decideAgain(tx, context, row)
  if (decision.allowed) return decision.to
  await stopToPerson(tx, context, [row.id])
  await askForAnotherWay(tx, context, {
    personId,
    ownerId: row.createdById ?? undefined,
    refused: [{ channel, because: decision.because }],
  })
  return undefined
}

/** What the gate says of something written, as it is now; nothing follows from it. */
export async function decideAgain(tx: Tx, context: Context | SystemContext, row: Waiting) {
  const purpose = REACH_PURPOSE_CODES.find((code) => code === row.purpose)
  const channel = toReachChannel(row.channel)
  if (row.personId === null || purpose === undefined || channel === undefined) throw new Error('No row of a person')
  const person = await findReachableUnscoped(tx, context, row.personId)
  if (person === undefined) throw new Error('The person of a row is there')
  const decision = mayContact(person, channel, purpose)
  // Nobody wrote it by hand, so nobody keeps to the times that were named since.
  if (decision.allowed && row.createdById === null && isOnlyAtTimes(person, channel))
    return { personId: person.id, channel, decision: { allowed: false as const, because: 'only-at-times' as const } }
  return { personId: person.id, channel, decision }
}

/** Hands a mail or a text to delivery, when the gate still says yes. */
export async function releaseOutgoing(context: SystemContext, { outgoingId }: { outgoingId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const row = await findToPersonForUpdate(tx, outgoingId)
    if (row?.status !== 'waiting' || row.jobId !== null) return
    const address = await askAgain(tx, context, row)
    if (address !== undefined) await releaseToPerson(tx, context, { id: row.id, address })
  })
}
