import type { z } from 'zod'
import { todayInEngland } from '../../platform/clock.ts'
import { sayLongDay, sayTime } from '../../platform/web/words.ts'
import type { toContactBody } from '../contacts/public.ts'
import type { PlanBody } from '../plans/public.ts'
import type { ReferralBody } from '../referrals/public.ts'
import type { Scheme } from '../schemes/public.ts'

const WHO: Record<z.infer<typeof PlanBody>['goals'][number]['actions'][number]['owner'], string> = {
  me: 'You',
  'my-carer': 'Whoever cares for you',
  advisor: 'Your advisor',
  provider: 'The group',
  practice: 'Your practice',
}

/** The person's own words back to them: no mark, no risk, no note, nobody else's name but who comes. */
export function toShownPage(given: {
  referral: z.infer<typeof ReferralBody>
  plan: z.infer<typeof PlanBody> | undefined
  contacts: ReturnType<typeof toContactBody>[]
  phones: Scheme['settings']['safety']['phones']
  now: Date
}) {
  const { referral, plan, contacts, phones, now } = given
  const next = contacts
    .filter(({ plannedStart, happened }) => happened === null && plannedStart !== null && new Date(plannedStart) > now)
    .toSorted((one, other) => ((one.plannedStart ?? '') < (other.plannedStart ?? '') ? -1 : 1))[0]
  const at = next?.plannedStart == null ? undefined : new Date(next.plannedStart)
  return {
    title: 'Your plan',
    name: referral.person.givenName,
    whatMatters: plan?.whatMatters ?? referral.whatMatters,
    goodDay: plan?.aGoodDay,
    goals: (plan?.goals ?? []).map(({ words, actions }) => ({
      words,
      actions: actions.map(({ what, owner, byOn }) => ({
        what,
        who: WHO[owner],
        by: byOn === null ? undefined : sayLongDay(byOn),
      })),
    })),
    next:
      at === undefined
        ? undefined
        : `${sayLongDay(todayInEngland(at))} at ${sayTime(at)}${next?.workerName ? `, ${next.workerName}` : ''}`,
    phones: [
      { text: 'In danger', number: phones.emergency },
      { text: 'Unwell, and it cannot wait', number: phones.urgent },
    ],
  }
}
