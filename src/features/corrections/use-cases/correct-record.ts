import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { putConsent, takeOutConsent } from '../../people/public.ts'
import { findReferralForUpdate, isService, type Referral } from '../../referrals/public.ts'
import type { NewCorrectionBody } from '../contract.ts'
import { canCorrect } from '../policy.ts'
import { type CorrectionRecord, findReferralIdUnscoped, insertCorrection } from '../store.ts'
import { type Taken, takeOut } from './take-out.ts'

type Found = Taken & { personId: string; referralId: string | null }
export type Corrected = { correction: CorrectionRecord; told: number }

/**
 * What was written on the wrong person's record is taken out of it and, when it is somebody's, put where it belongs. The
 * original stays for the lead to read; everybody who had it is told to take it out too, and is not told whose it was.
 */
export async function correctRecord(context: Context, input: NewCorrectionBody): Promise<Corrected> {
  const { schemeId, actor, newId, now } = context
  const { subjectKind, subjectId, action, toReferralId, reason } = input
  if (!canCorrect(actor)) throw new Refusal('not-allowed')
  return inTransaction(context, async (tx) => {
    const { source, target } = await lockEpisodes(tx, context, input)
    if (source !== undefined && source.personId === target?.personId)
      throw invalid('#/toReferralId', 'Choose a referral of another person')
    const taken =
      source === undefined || subjectKind === 'consent'
        ? await takeConsent(tx, context, { consentId: subjectId, target })
        : {
            ...(await takeOut(tx, context, subjectKind, { referral: source, subjectId, target, reason })),
            personId: source.personId,
            referralId: source.id,
          }

    const correction = await insertCorrection(tx, {
      schemeId,
      id: newId(),
      subjectKind,
      subjectId,
      action,
      personId: taken.personId,
      referralId: taken.referralId,
      toPersonId: target?.personId ?? null,
      toReferralId: toReferralId ?? null,
      movedAsId: taken.movedAsId ?? null,
      reason,
      original: { ...taken.original },
      at: now(),
      byId: actor.membershipId,
    })
    const about = { action: `record.${action === 'move' ? 'moved' : 'entered-in-error'}`, subjectKind, subjectId }
    await recordAudit(
      tx,
      context,
      { ...about, personId: taken.personId, detail: { correctionId: correction.id, told: taken.told } },
      ...(target === undefined
        ? []
        : [{ ...about, personId: target.personId, detail: { correctionId: correction.id } }]),
    )
    return { correction: { ...correction, byName: actor.name }, told: taken.told }
  })
}

/** The episode something is taken out of, unless it stands in none, and the one it goes to, locked in order of id. */
async function lockEpisodes(
  tx: Tx,
  { actor }: Context,
  { subjectKind, subjectId, toReferralId }: NewCorrectionBody,
): Promise<{ source: Referral | undefined; target: Referral | undefined }> {
  const sourceId = subjectKind === 'consent' ? undefined : await findReferralIdUnscoped(tx, { subjectKind, subjectId })
  if (subjectKind !== 'consent' && sourceId === undefined) throw new Refusal('not-found')
  const ids = [sourceId, toReferralId].filter((id) => id !== undefined).sort()
  const locked: Referral[] = []
  for (const id of ids) {
    const referral = await findReferralForUpdate(tx, actor, id)
    if (referral !== undefined && isService(actor, referral)) locked.push(referral)
  }
  const source = locked.find(({ id }) => id === sourceId)
  const target = locked.find(({ id }) => id === toReferralId)
  if (sourceId !== undefined && source === undefined) throw new Refusal('not-found')
  if (toReferralId !== undefined && target === undefined)
    throw invalid('#/toReferralId', 'Choose a referral that you may see')
  return { source, target }
}

/** An answer stands on the person, not in an episode. */
async function takeConsent(
  tx: Tx,
  context: Context,
  { consentId, target }: { consentId: string; target: Referral | undefined },
): Promise<Found> {
  const original = await takeOutConsent(tx, context, consentId)
  if (target?.personId === original.personId) throw invalid('#/toReferralId', 'Choose a referral of another person')
  const movedAsId =
    target === undefined ? undefined : await putConsent(tx, context, { original, personId: target.personId })
  return {
    original,
    told: 0,
    personId: original.personId,
    referralId: null,
    ...(movedAsId === undefined ? {} : { movedAsId }),
  }
}
