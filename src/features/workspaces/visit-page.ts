import type { z } from 'zod'
import { type Day, sayDay, todayInEngland } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { CONTACT_CHOICES, type ContactBody, toContactRow } from '../contacts/public.ts'
import { INSTRUMENTS, type MeasurementBody } from '../measures/public.ts'
import type { PersonRecord } from '../people/public.ts'
import type { ACTION_OWNERS, AGREEMENT_WAYS, PlanBody } from '../plans/public.ts'
import { type ReferralBody, sayPerson } from '../referrals/public.ts'
import { toReaching } from './view-models.ts'
import { NEW_GOALS } from './visit-plan.ts'

type Contact = z.infer<typeof ContactBody>
type Plan = z.infer<typeof PlanBody>
type Measurement = z.infer<typeof MeasurementBody>
type Owner = (typeof ACTION_OWNERS)[number]

export type VisitFacts = {
  referral: z.infer<typeof ReferralBody>
  person: PersonRecord
  mark: string | null
  plan: Plan | undefined
  contacts: readonly Contact[]
  measurements: readonly Measurement[]
  today: Day
}

const OWNER_WORDS: Record<Owner, string> = {
  me: 'The person',
  'my-carer': 'Their carer',
  advisor: 'The advisor',
  provider: 'The group',
  practice: 'The practice',
}
const AGREED_WORDS: Record<(typeof AGREEMENT_WAYS)[number], string> = {
  'in-person': 'Yes, they said so',
  'by-phone-read-aloud': 'Yes, on the phone: it was read to them',
  'on-paper': 'Yes, on paper',
}
const items = <Key extends string>(words: Record<Key, string>) =>
  Object.entries<string>(words).map(([value, text]) => ({ value, text }))

const CHOICES = {
  ...CONTACT_CHOICES,
  owners: [{ value: '', text: 'Choose who' }, ...items(OWNER_WORDS)],
  agreed: [...items(AGREED_WORDS), { value: 'no', text: 'Not today' }],
  modes: [
    { value: '', text: 'Choose how' },
    { value: 'face-to-face', text: 'We sat together' },
    { value: 'read-aloud', text: 'I read each question aloud' },
    { value: 'telephone', text: 'On the telephone' },
    { value: 'self-completed', text: 'They filled it in themselves' },
    { value: 'post', text: 'By post' },
  ],
  why: [
    { value: 'too-tired', text: 'Too tired today: ask the rest another day' },
    { value: 'declined', text: 'They do not want to answer' },
    { value: 'stopped', text: 'We stopped for another reason' },
  ],
}

/** The page of a whole visit: what was promised, what must be known, and everything that may have come of it. */
export function toVisitPage(
  facts: VisitFacts & {
    chosen: string | undefined
    kept: { name: string; key: string }
    key: string | undefined
    typed: Typed
    faults: Faults
  },
) {
  const { referral, plan, today, chosen, kept, key, typed, faults } = facts
  const open = facts.contacts.filter((contact) => isOpen(contact, today))
  const [first] = open
  const isTyped = Object.keys(typed).length > 0
  const contact = open.find(({ id }) => id === chosen) ?? (open.length === 1 ? first : undefined)
  return {
    ...toTop(facts),
    title: 'Write down a visit',
    back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
    action: `/referrals/${referral.id}/visit`,
    pack: `/referrals/${referral.id}/visit-pack`,
    kept,
    key,
    planned: [
      ...open.map((one) => ({ value: `${one.id}.${one.version}`, text: sayPlanned(one) })),
      { value: 'none', text: 'It was not planned' },
    ],
    choices: CHOICES,
    measures: toMeasures(facts),
    plan: {
      version: plan?.version,
      changed: changedMeanwhile(plan, typed),
      goals: (plan?.goals ?? []).map(({ id, words, actions }) => ({
        prefix: `g-${id}`,
        words,
        actions: actions.map((action) => ({ prefix: `a-${action.id}`, what: action.what })),
      })),
      fresh: NEW_GOALS.map((prefix, index) => ({ prefix, label: `New goal ${index + 1}` })),
    },
    typed: {
      ...(isTyped ? {} : firstTyped(contact, open.length, plan, today)),
      ...typed,
    },
    isTyped,
    faults,
  }
}

/** What the plan says by now, when somebody wrote it anew while this was typed. */
function changedMeanwhile(plan: Plan | undefined, { planVersion }: Typed): string[] | undefined {
  if (plan === undefined || planVersion === undefined || planVersion === String(plan.version)) return undefined
  return plan.goals.map(({ words, actions }) => [words, ...actions.map(({ what }) => what)].join('. '))
}

const isOpen = ({ status, plannedStart }: Contact, today: Day): boolean =>
  (status === 'planned' || status === 'needs-feedback') &&
  plannedStart !== null &&
  todayInEngland(new Date(plannedStart)) <= today

const sayPlanned = (contact: Contact): string => {
  const row = toContactRow(contact)
  return [row.what, row.planned, row.worker].filter((part) => part !== undefined && part !== null).join(', ')
}

/** What stands in the form before anybody types: what was planned, and the plan as it is. */
function firstTyped(contact: Contact | undefined, open: number, plan: Plan | undefined, today: Day): Typed {
  const planned = contact?.plannedStart
  const day = planned == null ? today : todayInEngland(new Date(planned))
  return {
    ...(contact === undefined
      ? { ...(open === 0 ? { planned: 'none' } : {}), way: 'home-visit' }
      : { planned: `${contact.id}.${contact.version}`, way: contact.way, purpose: contact.purpose }),
    happenedOn: sayShortDay(day > today ? today : day),
    whatMatters: plan?.whatMatters ?? undefined,
    ...Object.fromEntries(
      (plan?.goals ?? []).flatMap(({ id, words, actions }) => [
        [`g-${id}-words`, words],
        ...actions.flatMap((action) => [
          [`a-${action.id}-what`, action.what],
          [`a-${action.id}-owner`, action.owner],
          ...(action.byOn === null ? [] : [[`a-${action.id}-byOn`, sayShortDay(action.byOn)]]),
        ]),
      ]),
    ),
  }
}

/** What to know at the door, and what was said last time: the same on the screen and on paper. */
function toTop({ referral, person, mark, plan, contacts, today }: VisitFacts) {
  const last = contacts.find(({ happened }) => happened === true)
  return {
    person: `${sayPerson(referral.person)}, born ${sayDay(referral.person.bornOn)}, ${referral.reference}`,
    reaching: toReaching(person),
    mark,
    risk: referral.homeVisitRisk === 'known' ? referral.homeVisitRiskNote : null,
    last:
      last === undefined
        ? undefined
        : {
            when: sayNearDay(last.day, today),
            worker: last.workerName,
            // What is for the service alone is not read in somebody's kitchen, nor printed.
            note: last.noteMark === null ? last.note : null,
            what: toContactRow(last).what,
          },
    promises: (plan?.goals ?? []).flatMap(({ actions }) =>
      actions.map(({ id, what, owner, byOn }) => ({
        value: id,
        text: `${what} (${OWNER_WORDS[owner]}${byOn === null ? '' : `, ${byOn < today ? 'was due' : 'by'} ${sayNearDay(byOn, today)}`})`,
      })),
    ),
  }
}

/** Each instrument with the questions that are still to be asked: one that was stopped goes on where it was. */
function toMeasures({ measurements, today }: VisitFacts) {
  return INSTRUMENTS.map(({ code, version, name, items: questions, licence }) => {
    const begun = measurements.find(
      (one) =>
        one.instrument === code &&
        one.instrumentVersion === version &&
        one.status === 'unfinished' &&
        one.takeUpUntil !== null &&
        one.takeUpUntil >= today,
    )
    const left = begun === undefined ? questions : questions.filter(({ id }) => begun.missing.includes(id))
    const before = measurements.find((one) => one.instrument === code && one.status === 'finished')
    return {
      code,
      name,
      notice: licence.notice,
      unfinished: begun && `${begun.id}.${begun.version}`,
      begun: begun && `Begun ${sayNearDay(begun.on, today)}. ${left.length} of ${questions.length} questions are left.`,
      before: before && `Last asked ${sayShortDay(before.on)}.`,
      questions: left.map(({ id, leadIn, wording, responses }) => ({
        field: `m-${code}-${id}`,
        leadIn,
        wording,
        responses: responses.map(({ value, label }) => ({ value: String(value), text: label })),
      })),
    }
  })
}

/** Free words about safety: whoever finds the paper must not read them. */
const OFF_PAPER = ['Note']

/** The sheets of one visit as a page, with what its worker reads first and does not print. */
export function toPackPage(facts: VisitFacts) {
  const pack = toVisitPack(facts)
  const { person, mark, risk, notes } = pack
  return {
    title: 'Visit pack',
    back: { href: `/referrals/${facts.referral.id}/visit`, text: 'Write down a visit' },
    person,
    mark,
    risk,
    notes,
    pack,
  }
}

/** The same before the visit, for paper. What is restricted stays off it: paper is lost. */
export function toVisitPack(facts: VisitFacts) {
  const { plan } = facts
  const top = toTop(facts)
  const { lines } = top.reaching
  return {
    ...top,
    reaching: { ...top.reaching, lines: lines.filter(({ key }) => !OFF_PAPER.includes(key)) },
    notes: lines.filter(({ key }) => OFF_PAPER.includes(key)),
    measures: toMeasures(facts),
    plan: plan && {
      whatMatters: plan.whatMatters,
      goals: plan.goals.map(({ words, actions }) => ({
        words,
        actions: actions.map(({ what, owner, byOn }) => ({
          what,
          who: OWNER_WORDS[owner],
          by: byOn === null ? undefined : sayDay(byOn),
        })),
      })),
    },
  }
}
