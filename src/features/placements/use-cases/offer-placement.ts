import { recordAudit } from '../../../platform/audit/record.ts'
import type { Day } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Activity, findActivity, findCohort, type PlaceOf, takePlace } from '../../activities/public.ts'
import { findHearingUnscoped, findReferralForUpdate, isService } from '../../referrals/public.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { areaOf } from '../disclosure.ts'
import { misfitsOf } from '../fit-of-offer.ts'
import type { NewPlacementBody } from '../offer-contract.ts'
import { findHomeUnscoped } from '../store/homes.ts'
import { findOpenEntryOfForUpdate, isAnybodyInLine, type WaitingEntry } from '../store/waiting.ts'
import { insertEvent, insertPlacement, type OwnedPlacement } from '../store.ts'
import { DAYS_TO_ANSWER } from '../waiting.ts'
import { choosePlace } from './choose-place.ts'
import { refuseTellingWords } from './refuse-telling-words.ts'
import { settleEntry } from './take-waiting-step.ts'

/**
 * Offers a person to a provider. The place is held from now on: it is taken by one conditional statement in the transaction
 * that makes the placement, so of many who want the last place one has it and the others leave nothing behind.
 */
export async function offerPlacement(
  context: Context,
  input: { referralId: string } & NewPlacementBody,
): Promise<OwnedPlacement> {
  return inTransaction(context, async (tx) => makeOffer(tx, context, input))
}

/** What is so of an offer that does not begin here: whose place is held already, or whose turn it is whoever waits. */
type Before = { held?: { place: PlaceOf; holdsPlace: boolean }; isBeforeTheLine?: boolean }

/** The same inside another's transaction. */
export async function makeOffer(
  tx: Tx,
  context: Context,
  input: { referralId: string } & NewPlacementBody,
  { held: given, isBeforeTheLine = false }: Before = {},
): Promise<OwnedPlacement> {
  const { schemeId, actor, newId, now, today } = context
  const { referralId, activityId, hopes, accessNeeds, startsOn, comesWith, homeBy } = input
  refuseFarDays({ '#/startsOn': startsOn, '#/sessionOn': input.sessionOn, '#/answerBy': input.answerBy }, today())
  refuseUnaskedStart(input)
  const referral = await findReferralForUpdate(tx, actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(actor, referral)) throw new Refusal('not-allowed')
  if (referral.status !== 'accepted')
    throw new Refusal('step-not-open', `The referral is ${referral.status}: a place cannot be offered`)
  const activity = await findActivity(tx, activityId)
  if (activity === undefined) throw invalid('#/activityId', 'Choose an activity of the scheme')
  const place = given?.place ?? choosePlace(activity, input, today())
  if (given === undefined) await refuseUnknownRun(tx, place)
  const answerBy = input.answerBy ?? addWorkingDays(today(), DAYS_TO_ANSWER)
  if (answerBy < today()) throw invalid('#/answerBy', 'Choose a day that is still to come')
  const { saidNo } = await findHearingUnscoped(tx, context, {
    personId: referral.personId,
    organisationId: activity.providerId,
  })
  if (saidNo)
    throw new Refusal(
      'consent-needed',
      'The person took back that others are told: ask them again, and write down their yes',
    )
  await refuseMisfit(tx, { personId: referral.personId, activity, today: today() })
  if (hopes !== undefined)
    await refuseTellingWords(tx, context, {
      personId: referral.personId,
      activityName: activity.name,
      at: '#/hopes',
      words: hopes,
    })

  const { personId, advisorServiceId, referrerOrganisationId, ownerId } = referral
  // Whoever takes the place that is held for them settles their own entry.
  const entry = given === undefined ? await findOpenEntryOfForUpdate(tx, { personId, activityId }) : undefined
  const hasHeldPlace = entry !== undefined && holds(entry, place)
  const held = hasHeldPlace ? { place, holdsPlace: true } : given
  const holdsPlace = held?.holdsPlace ?? activity.placesMode === 'counted'
  const placement = await insertPlacement(tx, {
    schemeId,
    id: newId(),
    personId,
    referralId,
    activityId,
    providerId: activity.providerId,
    status: 'offered',
    hopes,
    accessNeeds,
    startsOn,
    comesWith,
    homeBy,
    cohortId: place.cohortId,
    sessionOn: place.sessionOn,
    holdsPlace,
    answerBy,
    offeredAt: now(),
  })
  if (entry !== undefined) await settleEntry(tx, context, entry, { placementId: placement.id, hasHeldPlace })
  if (held === undefined && holdsPlace) {
    if (!isBeforeTheLine && (await isAnybodyInLine(tx, { activityId, today: today() })))
      throw new Refusal('no-place-left', 'Others wait for it: put the person on the waiting list')
    if (!(await takePlace(tx, context, place)))
      throw new Refusal('no-place-left', activity.closedBecause === null ? undefined : 'The activity is closed for now')
  }
  await insertEvent(tx, context, placement, { step: 'offer', toStatus: 'offered', on: today() })
  await recordAudit(tx, context, {
    action: 'placement.offered',
    subjectKind: 'placement',
    subjectId: placement.id,
    personId,
    detail: { activityId, referralId },
  })
  return { ...placement, advisorServiceId, referrerOrganisationId, ownerId }
}

const holds = ({ status, cohortId, sessionOn }: WaitingEntry, place: PlaceOf): boolean =>
  status === 'offered' && cohortId === place.cohortId && sessionOn === place.sessionOn

async function refuseUnknownRun(tx: Tx, { activityId, cohortId }: PlaceOf): Promise<void> {
  if (cohortId === null) return
  const run = await findCohort(tx, cohortId)
  if (run === undefined || run.activityId !== activityId) throw invalid('#/cohortId', 'Choose a run of this activity')
  if (run.isClosed) throw invalid('#/cohortId', 'That run takes nobody new: choose another')
}

/** Most people who never come turned round at the door: who brings them, and how they get home, is asked before there is a day. */
function refuseUnaskedStart({ startsOn, comesWith, homeBy }: NewPlacementBody): void {
  if (startsOn === undefined) return
  if (comesWith === undefined)
    throw invalid('#/comesWith', 'Ask who comes with them the first time: without it there is no day to begin')
  if (homeBy === undefined)
    throw invalid('#/homeBy', 'Ask how they get home the first time: without it there is no day to begin')
}

/** What makes an offer impossible, in the words of the page that shows it before anybody writes. */
export async function refuseMisfit(
  tx: Tx,
  {
    personId,
    activity,
    today,
    mayBeClosed = false,
  }: { personId: string; activity: Activity; today: Day; mayBeClosed?: boolean },
): Promise<void> {
  const { bornOn, postcode } = await findHomeUnscoped(tx, personId)
  const misfit = misfitsOf({ activity, bornOn, area: areaOf(postcode), isSigned: true, today }).find(
    ({ about, isRefused }) => isRefused && !(mayBeClosed && about === 'open'),
  )
  if (misfit === undefined) return
  if (misfit.about === 'open') throw new Refusal('no-place-left', 'The activity is closed for now')
  throw new Refusal('not-possible', misfit.words)
}
