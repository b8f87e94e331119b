import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { listToldUnscoped, recallAbout } from '../../messages/public.ts'
import {
  findConsent,
  findConsentWrittenWith,
  findPersonForUpdate,
  listRecordIdsUnscoped,
  type Person,
  putConsent,
  takeOutConsent,
} from '../../people/public.ts'
import { listKnownToGroups } from '../../placements/public.ts'
import {
  findReferralForUpdate,
  isReferralOpen,
  isService,
  type Referral,
  refuseSecondUnscoped,
  tellReferrer,
} from '../../referrals/public.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { referralMoved } from '../letters.ts'
import { canCorrect } from '../policy.ts'
import { type CorrectionRecord, insertCorrection, listSubjectIdsUnscoped, moveEpisode } from '../store.ts'
import { type Told, takeBackAll, tellGroupOfMove } from './tell-receivers.ts'

type Input = {
  referralId: string
  toPersonId: string
  fromPersonId?: string | undefined
  reason: string
  secondBecause?: string | undefined
}
export type Moved = Told & { correction: CorrectionRecord; referral: Referral }

/**
 * A whole referral stood under the wrong record: it goes to the right person with its contacts, plan, placements, measures,
 * files and what is owed for it. Whoever had something of it is told; what has not left stays here. Moving it back is the
 * way to undo it: what was told in between is told again.
 */
export async function moveReferral(context: Context, input: Input): Promise<Moved> {
  const { schemeId, actor, newId, now } = context
  const { referralId, toPersonId, reason } = input
  if (!canCorrect(actor)) throw new Refusal('not-allowed')
  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined || !isService(actor, referral)) throw new Refusal('not-found')
    const { status, personId } = referral
    if (input.fromPersonId !== undefined && input.fromPersonId !== personId)
      throw new Refusal('changed-by-someone-else', 'Somebody has moved this referral since you read it: read it again')
    if (status === 'draft' || status === 'entered-in-error')
      throw new Refusal('step-not-open', 'Only a referral that was sent, and stands, can be moved')
    const target = await lockPeople(tx, context, { personId, toPersonId })
    if (isReferralOpen(status)) await requireFree(tx, context, { referral, target, input })

    const groups = await listKnownToGroups(tx, context, referralId)
    const wrong = await listToldUnscoped(tx, { referralId })
    const recalled = await recallAbout(tx, context, await listSubjectIdsUnscoped(tx, referralId))
    const back = await takeBackAll(tx, context, wrong)
    await moveConsent(tx, context, referral, toPersonId)
    await moveEpisode(tx, { referralId, toPersonId, at: now() })
    const moved = { ...referral, personId: toPersonId }
    let told = back.told
    for (const { original, wasShared } of groups)
      told += await tellGroupOfMove(
        tx,
        context,
        { original: { ...original, personId: toPersonId }, wasShared },
        LIVE.includes(original.status),
      )
    await tellReferrer(tx, context, moved, { kind: 'correction' }, referralMoved)
    await askToCheck(tx, context, moved)

    const correction = await insertCorrection(tx, {
      schemeId,
      id: newId(),
      subjectKind: 'referral',
      subjectId: referralId,
      action: 'move',
      personId,
      referralId,
      toPersonId,
      toReferralId: referralId,
      movedAsId: referralId,
      reason,
      original: { ...referral },
      at: now(),
      byId: actor.membershipId,
    })
    const about = { action: 'record.moved', subjectKind: 'referral', subjectId: referralId }
    await recordAudit(
      tx,
      context,
      { ...about, personId, detail: { correctionId: correction.id, told } },
      { ...about, personId: toPersonId, detail: { correctionId: correction.id } },
    )
    return {
      correction: { ...correction, byName: actor.name },
      told,
      recalled: recalled + back.recalled,
      referral: moved,
    }
  })
}

const LIVE: readonly string[] = ['offered', 'accepted', 'started']

/** Both records, locked in order of id; the right person is one whom the service knows, under the record that counts. */
async function lockPeople(
  tx: Tx,
  { actor }: Context,
  { personId, toPersonId }: { personId: string; toPersonId: string },
): Promise<Person> {
  if ((await listRecordIdsUnscoped(tx, personId)).includes(toPersonId))
    throw new Refusal('not-possible', 'The referral stands under this person already: choose another')
  const locked: Person[] = []
  for (const id of [personId, toPersonId].sort()) {
    const person = await findPersonForUpdate(tx, actor, id)
    if (person !== undefined) locked.push(person)
  }
  const target = locked.find(({ id }) => id === toPersonId)
  if (target === undefined || target.mergedInto !== null)
    throw invalid('#/toPersonId', 'Choose a person whose record you may see, or add the person first')
  if (!locked.some(({ id }) => id === personId)) throw new Refusal('not-found')
  return target
}

/** An open referral needs somebody who lives, and stands beside another of the same practice only when it is said why. */
async function requireFree(
  tx: Tx,
  context: Context,
  { referral, target, input }: { referral: Referral; target: Person; input: Input },
): Promise<void> {
  if (target.diedOn !== null)
    throw new Refusal('not-possible', 'The death of this person is recorded: end the referral, then move it')
  if (input.secondBecause === undefined)
    await refuseSecondUnscoped(
      { ...context, db: tx },
      { person: { personId: target.id }, practiceId: referral.practiceId },
    )
}

/** The yes that was written down with the referral is the right person's; when there is none of theirs, somebody asks. */
async function moveConsent(tx: Tx, context: Context, referral: Referral, toPersonId: string): Promise<void> {
  const consentId = await findConsentWrittenWith(tx, referral)
  if (consentId !== undefined) {
    const original = await takeOutConsent(tx, context, consentId)
    await putConsent(tx, context, { original, personId: toPersonId })
  } else if ((await findConsent(tx, { personId: toPersonId, purpose: 'refer' })) !== 'given') {
    await openFor(tx, context, referral, 'ask-consent-to-refer')
  }
}

const askToCheck = (tx: Tx, context: Context, referral: Referral) =>
  openFor(tx, context, referral, 'check-moved-referral')

const openFor = (
  tx: Tx,
  context: Context,
  referral: Referral,
  kind: 'check-moved-referral' | 'ask-consent-to-refer',
): Promise<void> =>
  openTask(tx, context, {
    kind,
    subjectKind: 'referral',
    subjectId: referral.id,
    organisationId: referral.advisorServiceId,
    membershipId:
      referral.ownerOrganisationId === referral.advisorServiceId ? (referral.ownerId ?? undefined) : undefined,
    dueOn: addWorkingDays(context.today(), 1),
  })
