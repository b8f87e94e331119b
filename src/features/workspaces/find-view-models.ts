import { sayDay } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayInstant } from '../../platform/web/words.ts'
import type { Call, Caller, PersonRecord } from '../people/public.ts'
import { sayPerson } from '../referrals/public.ts'

export type FoundLine = {
  personId: string
  name: string
  bornOn: string
  district: string | undefined
  referral: { id: string; reference: string } | undefined
}

export function toFindPage(given: { typed: Typed; faults: Faults; found: FoundLine[] | undefined; isClosed: boolean }) {
  const { typed, faults, found, isClosed } = given
  return {
    title: found === undefined ? 'Find a person' : 'What was found',
    typed,
    faults,
    isClosed,
    found: found?.map(({ personId, name, bornOn, district, referral }) => ({
      name,
      apart: [`born ${sayDay(bornOn)}`, district].filter((part) => part !== undefined).join(', '),
      href: `/people/${personId}`,
      ringing: `/people/${personId}/ringing`,
      referral: referral && { href: `/referrals/${referral.id}`, text: referral.reference },
    })),
  }
}

export function toRingingPage(given: {
  person: PersonRecord
  calls: readonly Call[]
  verdict: Caller | undefined
  typed: Typed
  faults: Faults
  done: string | undefined
}) {
  const { person, calls, verdict, typed, faults, done } = given
  const known = person.relatedPeople.find(({ id }) => id === (verdict?.relatedPersonId ?? typed.who))
  return {
    title: `Someone is ringing about ${sayPerson(person)}`,
    back: { href: `/people/${person.id}`, text: sayPerson(person) },
    born: `born ${sayDay(person.bornOn)}`,
    done: done === 'kept' ? 'The call is kept.' : undefined,
    verdict: verdict && {
      sentence: verdict.sentence,
      word: verdict.callerWord,
      isOpen: verdict.mayBeTold !== 'nothing',
    },
    check: `/people/${person.id}/ringing`,
    keep: `/people/${person.id}/calls`,
    callers: [
      ...person.relatedPeople.map(({ id, name, relationship }) => ({
        value: id,
        text: relationship ? `${name}, ${relationship}` : name,
      })),
      { value: 'other', text: 'Somebody else' },
    ],
    isToKeep: verdict !== undefined || typed.callerName !== undefined || typed.about !== undefined,
    call: { who: known?.id, ...typed, callerName: typed.callerName ?? known?.name ?? typed.name },
    typed,
    faults,
    calls: calls.map(({ callerName, about, whatWasSaid, at, byName, inConfidence }) => ({
      callerName,
      about,
      whatWasSaid,
      when: `${sayInstant(at)}, ${byName}`,
      inConfidence,
    })),
  }
}
