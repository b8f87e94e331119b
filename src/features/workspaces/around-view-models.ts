import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import {
  CONSENT_ANSWERS,
  CONSENT_PURPOSES,
  CONSENT_WAYS,
  MAY_BE_TOLD,
  type PersonRecord,
  RELATED_KINDS,
} from '../people/public.ts'
import { sayPerson } from '../referrals/public.ts'

type Related = PersonRecord['relatedPeople'][number]
type Consent = PersonRecord['consents'][number]

const KINDS: Record<(typeof RELATED_KINDS)[number], string> = {
  carer: 'Carer',
  'cared-for': 'Somebody they care for',
  'emergency-contact': 'Emergency contact',
  'next-of-kin': 'Next of kin',
  neighbour: 'Neighbour',
  'neighbour-with-key': 'Neighbour with a key',
  attorney: 'Attorney for health and welfare',
  other: 'Somebody else',
}
const TOLD: Record<(typeof MAY_BE_TOLD)[number], string> = {
  nothing: 'Nothing',
  practical: 'Practical things: visits, times and places',
  all: 'Everything',
}
const WAYS: Record<(typeof CONSENT_WAYS)[number], string> = {
  'in-person': 'In person',
  'by-phone': 'By phone',
  'by-video': 'By video',
  'on-paper': 'On paper',
}
export const PURPOSES: Record<(typeof CONSENT_PURPOSES)[number], string> = {
  refer: 'To be referred',
  share: 'That what is needed is shared with a group',
  contact: 'To be contacted again later',
  'link-hospital-data': 'That hospital visits are counted',
}
export const ANSWERS: Record<(typeof CONSENT_ANSWERS)[number], string> = {
  given: 'Yes',
  refused: 'No',
  withdrawn: 'Taken back',
}

const itemsOf = <Code extends string>(codes: readonly Code[], words: Record<Code, string>) =>
  codes.map((value) => ({ value, text: words[value] }))

const RELATED_FIELDS = {
  kinds: [{ value: '', text: '' }, ...itemsOf(RELATED_KINDS, KINDS)],
  told: itemsOf(MAY_BE_TOLD, TOLD),
  ways: itemsOf(CONSENT_WAYS, WAYS),
  yesNo: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
}

const DONE: Record<string, string> = {
  added: 'Kept. Whoever picks up the telephone sees what this person may be told',
  changed: 'Changed',
  ended: 'From now on nothing is said to them',
  answered: 'Kept. Answers from before stay in the record',
  stopped: 'Kept. What would still be told is stopped, and whoever received something is asked to destroy it',
}

type Shown = { person: PersonRecord; typed: Typed; faults: Faults; done: string | undefined }

/** Who is around somebody: each with what they may be told, and since when. */
export function toAroundPage({ person, typed, faults, done }: Shown) {
  return {
    title: `Around ${sayPerson(person)}`,
    back: { href: `/people/${person.id}`, text: sayPerson(person) },
    done: DONE[done ?? ''],
    related: person.relatedPeople.map((related) => ({
      name: related.name,
      kind: KINDS[related.kind],
      relationship: related.relationship,
      told: related.isUnsafe ? 'Must not hear' : `May be told: ${TOLD[related.mayBeTold].toLowerCase()}`,
      since: related.agreedOn === null ? undefined : `Agreed on ${sayShortDay(related.agreedOn)}`,
      isUnsafe: related.isUnsafe,
      href: `/people/${person.id}/around/${related.id}`,
    })),
    action: `/people/${person.id}/around`,
    ...RELATED_FIELDS,
    typed,
    faults,
  }
}

/** One of them, to be changed. */
export function toRelatedPage(given: { person: PersonRecord; related: Related; typed?: Typed; faults: Faults }) {
  const { person, related, typed, faults } = given
  return {
    title: `${related.name}, around ${sayPerson(person)}`,
    back: { href: `/people/${person.id}/around`, text: `Around ${sayPerson(person)}` },
    name: related.name,
    hasWord: related.hasCallerWord,
    action: `/people/${person.id}/around/${related.id}`,
    version: related.version,
    ...RELATED_FIELDS,
    typed: typed ?? toTyped(related),
    faults,
  }
}

const toTyped = (related: Related): Typed => ({
  kind: related.kind,
  name: related.name,
  relationship: related.relationship ?? undefined,
  phone: related.phone ?? undefined,
  livesWith: related.livesWith === null ? undefined : related.livesWith ? 'yes' : 'no',
  mayBeTold: related.mayBeTold,
  agreedOn: related.agreedOn === null ? undefined : sayShortDay(related.agreedOn),
  agreedHow: related.agreedHow ?? undefined,
})

/** What somebody agreed to: the latest answer for each, and a new one. */
export function toConsentsPage({ person, typed, faults, done }: Shown) {
  return {
    title: `What ${sayPerson(person)} agreed to`,
    back: { href: `/people/${person.id}`, text: sayPerson(person) },
    done: DONE[done ?? ''],
    consents: toConsentLines(person.consents),
    action: `/people/${person.id}/consents`,
    purposes: itemsOf(CONSENT_PURPOSES, PURPOSES),
    answers: itemsOf(CONSENT_ANSWERS, ANSWERS),
    ways: RELATED_FIELDS.ways,
    typed: { decidedBy: 'person', ...typed },
    faults,
  }
}

const toConsentLines = (consents: readonly Consent[]) =>
  consents.map(({ purpose, answer, on, how, askedBy, decision }) => ({
    purpose: PURPOSES[purpose],
    answer: `${ANSWERS[answer]}, ${sayShortDay(on)}, ${WAYS[how].toLowerCase()}${askedBy === null ? '' : `, asked by ${askedBy}`}${sayDecider(decision)}`,
  }))

const sayDecider = (decision: Consent['decision']): string =>
  decision === null ? '' : `. Decided for them: ${decision.name}`
