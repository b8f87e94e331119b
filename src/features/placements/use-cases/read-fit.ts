import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type Activity, type FreePlace, findActivity, listFreePlaces } from '../../activities/public.ts'
import { hasAgreementOn } from '../../agreements/public.ts'
import { findReferral } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { areaOf } from '../disclosure.ts'
import { type Misfit, misfitsOf } from '../fit-of-offer.ts'
import { findHomeUnscoped } from '../store/homes.ts'
import { listLineUnscoped } from '../store/waiting.ts'

/** What stands in the way of an offer, where there is room and how many wait: shown before anybody writes a word. */
export type Fit = { activity: Activity; misfits: Misfit[]; free: FreePlace[]; inLine: number }

/** The caller shows the referral and its person, and has recorded that look. */
export async function readFit(context: Context, input: { referralId: string; activityId: string }): Promise<Fit> {
  const { actor, db, today } = context
  const { settings } = await getScheme(context)
  return db.transaction(async (tx) => {
    const referral = await findReferral(tx, actor, input.referralId)
    const activity = await findActivity(tx, input.activityId)
    if (referral === undefined || activity === undefined) throw new Refusal('not-found')
    const { bornOn, postcode } = await findHomeUnscoped(tx, referral.personId)
    const isSigned =
      !settings.requireAgreements ||
      activity.providerId === referral.advisorServiceId ||
      (await hasAgreementOn(tx, activity.providerId, today()))
    return {
      activity,
      misfits: misfitsOf({ activity, bornOn, area: areaOf(postcode), isSigned, today: today() }),
      free: await listFreePlaces(tx, activity, today()),
      inLine: (await listLineUnscoped(tx, activity.id)).length,
    }
  })
}
