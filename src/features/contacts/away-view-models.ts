import type { z } from 'zod'
import { type Day, todayInEngland } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayInstant, sayNearDay, sayShortDay, sayTime } from '../../platform/web/words.ts'
import type { DaysAwayBody, PhoneListBody } from './days-away-contract.ts'
import type { ToldHow, VisitChangeKind } from './kinds.ts'
import { WAY_WORDS } from './view-models.ts'

type Colleague = { membershipId: string; name: string }
type Absence = { membershipId: string; label: string; fromOn: Day; untilOn: Day | null; coverId: string | null }

export function toAwayPage(given: {
  absences: Absence[]
  colleagues: Colleague[]
  isLead: boolean
  today: Day
  typed: Typed
  faults: Faults
  done: string | undefined
}) {
  const { absences, colleagues, isLead, today, typed, faults, done } = given
  const nameOf = (id: string | null) => colleagues.find(({ membershipId }) => membershipId === id)?.name
  return {
    title: 'Who is away',
    done: done === 'entered' ? 'It is entered. Now say what becomes of their visits and calls.' : undefined,
    rows: absences.map(({ membershipId, label, fromOn, untilOn, coverId }) => ({
      name: label,
      when: untilOn === null ? `from ${sayShortDay(fromOn)}` : `${sayShortDay(fromOn)} to ${sayShortDay(untilOn)}`,
      isNow: fromOn <= today,
      cover: nameOf(coverId) ?? 'the duty worker',
      href: `/away/${membershipId}${untilOn === null ? '' : `?to=${untilOn}`}`,
    })),
    isLead,
    colleagues: colleagues.map(({ membershipId: value, name: text }) => ({ value, text })),
    kinds: [
      { value: 'leave', text: 'On leave' },
      { value: 'sick', text: 'Ill' },
      { value: 'other', text: 'Something else' },
    ],
    typed,
    faults,
  }
}

const KINDS: Record<z.infer<typeof DaysAwayBody>['items'][number]['kind'], string> = {
  contact: '',
  'still-inside': 'Still inside: not checked out',
  'note-to-write': 'What came of it is not written yet',
  'next-step': 'Next step due',
  task: 'Task due',
}

export function toDaysAwayPage(given: {
  member: Colleague
  to: Day
  items: z.infer<typeof DaysAwayBody>['items']
  today: Day
  typed: Typed
  faults: Faults
  done: string | undefined
}) {
  const { member, to, items, today, typed, faults, done } = given
  return {
    title: `What ${member.name} leaves behind`,
    back: { href: '/away', text: 'Who is away' },
    done: done === 'settled' ? 'It is changed. Whoever expected somebody stands on the phone list.' : undefined,
    until: to === today ? 'today' : `until ${sayShortDay(to)}`,
    action: `/away/${member.membershipId}?to=${to}`,
    rows: items.map(({ kind, id, on, at, person, way, isFirst, reference }) => ({
      id,
      isContact: kind === 'contact',
      when: at === null ? sayNearDay(on, today) : `${sayNearDay(on, today)} at ${sayTime(new Date(at))}`,
      what: [way === null ? '' : WAY_WORDS[way], KINDS[kind], isFirst ? 'First contact' : '']
        .filter((part) => part !== '')
        .join('. '),
      name: person === null ? reference : `${person.givenName} ${person.familyName}`,
      apart:
        person === null
          ? ''
          : [`born ${person.bornOn.slice(0, 4)}`, person.postcodeDistrict].filter((part) => part !== null).join(', '),
    })),
    acts: [
      { value: '', text: 'Leave as it is' },
      { value: 'keep-with-cover', text: 'The cover goes' },
      { value: 'move', text: 'Move it' },
      { value: 'cancel', text: 'Cancel it' },
    ],
    typed,
    faults,
  }
}

const CHANGES: Record<VisitChangeKind, string> = {
  'another-worker': 'Somebody else comes',
  moved: 'It is moved',
  cancelled: 'It is cancelled',
}
const TOLD: Record<ToldHow, string> = {
  'spoke-to-person': 'I spoke to them',
  'spoke-to-household': 'I spoke to somebody of the household',
  'message-left': 'I left a message',
  'another-way': 'They know another way',
}

export function toPhoneListPage(given: {
  items: z.infer<typeof PhoneListBody>['items']
  on: Day
  today: Day
  faults: Faults
  done: string | undefined
}) {
  const { items, on, today, faults, done } = given
  return {
    title: 'Whom to ring about visits',
    done: done === 'told' ? 'Noted: they have been told.' : undefined,
    day: sayNearDay(on, today),
    on,
    faults,
    hows: Object.entries(TOLD).map(([value, text]) => ({ value, text })),
    rows: items.map(({ id, change, expectedAt, toldAt, toldHow, person, way, comesNow }) => ({
      id,
      name: `${person.givenName} ${person.familyName}`,
      apart: [`born ${person.bornOn.slice(0, 4)}`, person.postcodeDistrict].filter((part) => part !== null).join(', '),
      expected: `${WAY_WORDS[way]}, expected at ${sayTime(new Date(expectedAt))}`,
      change: CHANGES[change],
      now:
        comesNow === null
          ? 'Nobody comes now'
          : `${comesNow.workerName} comes at ${sayTime(new Date(comesNow.at))}, ${sayNearDay(todayInEngland(new Date(comesNow.at)), today)}`,
      phones: person.phones.map(({ number }) => number),
      notRung: person.notRungBecause,
      times: person.safeContact?.times,
      voicemail: person.safeContact?.voicemail === true ? 'A message may be left' : 'Leave no message',
      interpreter: person.interpreterNeeded === true,
      told: toldAt === null || toldHow === null ? undefined : `${TOLD[toldHow]}, ${sayInstant(new Date(toldAt))}`,
    })),
  }
}
