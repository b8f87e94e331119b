import { recordAudit } from '../../../platform/audit/record.ts'
import { ageOn } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import {
  type AskedOfDirectory,
  type FoundActivity,
  findPlaceOf,
  fitOf,
  kindsFor,
  type Place,
  type Reason,
  type Seeker,
  searchFrom,
  type Verdict,
} from '../../activities/public.ts'
import { findReferral, isService } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { areaOf } from '../disclosure.ts'
import { findHomeUnscoped } from '../store/homes.ts'

export type FittingActivity = FoundActivity & { verdict: Verdict; reasons: Reason[] }
export type AskedFor = AskedOfDirectory & {
  limit: number
  /** When in the week they can. */
  times?: Seeker['times'] | undefined
  /** Their needs' kinds alone, unless somebody wants to look further. */
  everyKind?: boolean | undefined
}

/**
 * What there is for one person, from their home outwards, each with why it fits or not. Where they live stays here: no address
 * of a page names it. The look at the person is recorded.
 */
export async function findFitting(
  context: Context,
  { referralId, ...asked }: { referralId: string } & AskedFor,
): Promise<{ items: FittingActivity[]; next: string | null }> {
  const { referral, home } = await context.db.transaction(async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
    await recordAudit(tx, context, {
      action: 'activities.found-for',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
    })
    return { referral, home: await findHomeUnscoped(tx, referral.personId) }
  })
  const place = home.postcode === null ? undefined : await placeOf(context, home.postcode)
  const seeker: Seeker = {
    needs: referral.needs,
    age: ageOn(home.bornOn, context.today()),
    district: areaOf(home.postcode),
    access: (asked.access ?? []) as Seeker['access'],
    language: asked.language ?? null,
    times: asked.times ?? [],
    mostPence: asked.mostPence ?? null,
    mostMetres: asked.withinKm === undefined ? null : asked.withinKm * 1_000,
  }
  const isWide = asked.everyKind === true || asked.category !== undefined || asked.words !== undefined
  // What somebody needs there is compared, not demanded: what a group has not said, it can be asked.
  const { access: _, language: __, mostPence: ___, ...search } = asked
  const page = await searchFrom(
    context,
    { ...search, kinds: isWide ? [] : await kindsHere(context, referral.needs) },
    place,
  )
  const items = page.items.map((activity) => ({
    ...activity,
    ...fitOf(seeker, { ...activity, placesLeft: activity.capacity - activity.taken }),
  }))
  return { items, next: page.next }
}

/** The kinds that the scheme has for these needs; every kind, when it has none: what helps may go by another name. */
async function kindsHere(context: Context, needs: readonly string[]): Promise<string[]> {
  const { lists } = await getScheme(context)
  const kinds = new Set(kindsFor(needs))
  return lists['activity-category'].filter(({ code }) => kinds.has(code)).map(({ code }) => code)
}

async function placeOf({ db }: Context, postcode: string): Promise<Place | undefined> {
  const { latitude, longitude } = await findPlaceOf(db, postcode)
  return latitude === null || longitude === null ? undefined : { latitude, longitude }
}
