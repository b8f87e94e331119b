import type { z } from 'zod'
import { type Day, sayDay } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { type ReferralItemBody, sayPerson, type suggestAllocation } from '../referrals/public.ts'

type Suggestion = Awaited<ReturnType<typeof suggestAllocation>>[number]

/** Each referral without an advisor, with whoever is suggested chosen already, and why. */
export function toUnallocatedPage(given: {
  rows: readonly z.infer<typeof ReferralItemBody>[]
  suggestions: ReadonlyMap<string, readonly Suggestion[]>
  hasMore: boolean
  today: Day
  typed: Typed
  faults: Faults
  done: string | undefined
}) {
  const { rows, suggestions, hasMore, today, typed, faults, done } = given
  return {
    title: 'Without an advisor',
    faults,
    hasMore,
    done: done === 'allocated' ? 'It has an advisor now, and they find it in their caseload.' : undefined,
    rows: rows.map(({ id, reference, person, postcodeDistrict, practice, urgency, dueOn, overdue }) => {
      const advisors = suggestions.get(practice.id) ?? []
      const chosen = (typed.referralId === id ? typed.membershipId : undefined) ?? advisors[0]?.membershipId
      return {
        id,
        reference,
        href: `/referrals/${id}`,
        name: sayPerson(person),
        apart: [`born ${sayDay(person.bornOn)}`, ...(postcodeDistrict === null ? [] : [postcodeDistrict])].join(', '),
        practice: practice.name,
        urgent: urgency === 'urgent',
        overdue,
        due: sayDue(dueOn, overdue, today),
        advisors: advisors.map(({ membershipId, label, why }) => ({
          value: membershipId,
          text: `${label}: ${why.join(', ').toLowerCase()}`,
          selected: membershipId === chosen,
        })),
      }
    }),
  }
}

function sayDue(dueOn: Day | null, overdue: boolean, today: Day): string {
  if (dueOn === null) return 'No day by which it is owed'
  return overdue ? `It was due ${sayShortDay(dueOn)}` : `To be given by ${sayNearDay(dueOn, today)}`
}
