import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { endNoReplies } from '../../contacts/public.ts'
import {
  type Death,
  findPerson,
  findPersonForUpdate,
  insertDeath,
  listRecordIdsUnscoped,
  stopAllToPerson,
} from '../../people/public.ts'
import { findLivePlacementsForUpdate } from '../../placements/public.ts'
import {
  changeReferral,
  findReferralsOfForUpdateUnscoped,
  type Referral,
  takeReferralStep,
  tellOutside,
  tellReferrer,
} from '../../referrals/public.ts'
import { closeAllTasksAbout, openTask } from '../../tasks/public.ts'
import { personDied } from '../letters.ts'
import { insertClosing } from '../store.ts'
import { endEpisode, NOTHING_OWED } from './end-episode.ts'

type Input = { personId: string; on: string; toldBy: string }

/**
 * Somebody has died: in one transaction everything that would still be done or sent for them ends, and whoever knew them
 * is to be told in person. The record stays. The lead can take it back, when it was somebody else.
 */
export async function recordDeath(context: Context, { personId, on, toldBy }: Input): Promise<Death> {
  const { actor, today } = context
  if (on > today()) throw invalid('#/on', 'Enter the day the person died: it cannot be in the future')
  return inTransaction(context, async (tx) => {
    if ((await findPerson(tx, actor, personId)) === undefined) throw new Refusal('not-found')
    // Referrals before the person, as everywhere: what is under way for one of them ends first.
    const referrals = await findReferralsOfForUpdateUnscoped(tx, await listRecordIdsUnscoped(tx, personId))
    const person = await findPersonForUpdate(tx, actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    if (person.mergedInto !== null)
      throw new Refusal('not-possible', 'This record was merged into another: record the death there')
    if (person.diedOn !== null) throw new Refusal('already-done', 'This death is recorded already')
    if (on < person.bornOn) throw invalid('#/on', 'Enter a day after the date of birth')

    const open = referrals.flatMap((referral) =>
      isOpen(referral) ? [{ referral, status: referral.status as OpenStatus }] : [],
    )
    const death = await insertDeath(tx, context, {
      personId,
      on,
      toldBy,
      ended: open.map(({ referral, status }) => ({ referralId: referral.id, status })),
    })
    for (const { referral } of open) await endWithDeath(tx, context, referral, { on, toldBy })
    await stopAllToPerson(tx, context, await listRecordIdsUnscoped(tx, personId))
    await closeAllTasksAbout(tx, context, {
      subjectIds: [personId, ...referrals.map(({ id }) => id)],
      outcome: 'person-died',
    })
    await recordAudit(tx, context, { action: 'person.died', subjectKind: 'person', subjectId: personId, personId })
    return death
  })
}

type OpenStatus = 'submitted' | 'returned' | 'accepted'
const OPEN: readonly string[] = ['submitted', 'returned', 'accepted'] satisfies OpenStatus[]
const isOpen = ({ status }: Referral): boolean => OPEN.includes(status)

/** What was accepted is closed; what was only sent is withdrawn. Both say why. */
async function endWithDeath(
  tx: Tx,
  context: Context,
  referral: Referral,
  { on, toldBy }: { on: string; toldBy: string },
): Promise<void> {
  const { schemeId, newId, now, actor } = context
  const step = referral.status === 'accepted' ? 'close' : 'withdraw'
  const outcome = takeReferralStep(referral.status, step)
  if (!outcome.allowed) throw new Error(`A referral that is ${referral.status} cannot end`)
  const at = now()
  const groups = await findLivePlacementsForUpdate(tx, referral.id)
  await endEpisode(tx, context, referral, { reason: 'died', isFollowUpOwed: false })
  await endNoReplies(tx, context, { referralId: referral.id }, { found: 'died', words: 'The death was recorded' })
  await closeAllTasksAbout(tx, context, { subjectIds: groups.map(({ id }) => id), outcome: 'person-died' })
  // A group that has only been asked knows nobody yet.
  for (const { id, status } of groups) if (status !== 'offered') await askToTell(tx, context, referral, id)
  if (step === 'close') {
    await insertClosing(
      tx,
      {
        schemeId,
        id: newId(),
        referralId: referral.id,
        personId: referral.personId,
        reason: 'died',
        summary: 'The person has died.',
        leftToDo: [],
        closedAt: at,
        closedById: actor.membershipId,
      },
      [],
    )
  }
  // Who told us knows.
  if (actor.organisationId === referral.advisorServiceId)
    await tellReferrer(tx, context, referral, { kind: 'person-died' }, (facts) =>
      personDied({ ...facts, diedOn: on, toldBy }),
    )
  await tellOutside(tx, context, referral, { step, more: 'We are sorry to tell you that this person has died.' })
  await changeReferral(
    tx,
    context,
    referral,
    { status: outcome.status, endedAt: at, endReason: 'died', ...NOTHING_OWED },
    { step, at, reason: 'died' },
  )
}

/** A group that knew them hears it from a voice, not from a list. */
const askToTell = (tx: Tx, context: Context, referral: Referral, placementId: string) =>
  openTask(tx, context, {
    kind: 'tell-group-of-death',
    subjectKind: 'placement',
    subjectId: placementId,
    organisationId: referral.advisorServiceId,
    membershipId: referral.ownerId ?? undefined,
    dueOn: context.today(),
  })
