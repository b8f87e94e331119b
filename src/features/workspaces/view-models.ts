import type { z } from 'zod'
import { type Day, sayDay } from '../../platform/clock.ts'
import type { Actor } from '../../platform/context.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayInstant, sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import type { toContactRow } from '../contacts/public.ts'
import type { toMessageRow } from '../messages/public.ts'
import { LANGUAGES, type PersonRecord } from '../people/public.ts'
import type { PlanBody } from '../plans/public.ts'
import { type ReferralBody, sayNext, sayPerson, tagOf } from '../referrals/public.ts'
import type { Scheme } from '../schemes/public.ts'
import { linksOf } from './referral-links.ts'
import { isStepName, STEPS, type StepField, type StepName } from './referral-steps.ts'

type Referral = z.infer<typeof ReferralBody>
type Plan = z.infer<typeof PlanBody>

const OWNERS: Record<Plan['goals'][number]['actions'][number]['owner'], string> = {
  me: 'The person',
  'my-carer': 'Their carer',
  advisor: 'The advisor',
  provider: 'The group',
  practice: 'The practice',
}

const DONE: Record<string, string | undefined> & Record<StepName, string> = {
  planned: 'It is planned.',
  recorded: 'It is saved.',
  close: 'The referral is closed, and the practice is told.',
  found: 'It is saved that they are found.',
  died: 'It is recorded that they have died. Nothing more is sent to them.',
  undone: 'The death is taken back. The referral goes on where it was.',
  accept: 'The referral is accepted, and the practice is told.',
  decline: 'The referral is declined, and the practice is told why.',
  return: 'The question is sent to the practice.',
  resubmit: 'Your answer is sent to the service.',
  hold: 'The referral is on hold.',
  resume: 'The referral goes on.',
  allocate: 'The advisor has it.',
  withdraw: 'The referral is taken back, and the other side is told.',
  reopen: 'The referral is open again.',
  'enter-in-error': 'The referral is marked as entered in error.',
  amend: 'It is added.',
  changed: 'It is changed, and both sides read what it was.',
}

export const STEP_WORDS: Record<string, string> = {
  submit: 'Sent',
  return: 'Returned with a question',
  resubmit: 'Question answered',
  accept: 'Accepted',
  decline: 'Declined',
  withdraw: 'Taken back',
  close: 'Closed',
  reopen: 'Taken up again',
  'enter-in-error': 'Marked as entered in error',
  hold: 'Put on hold',
  resume: 'Gone on with',
  allocate: 'Advisor chosen',
  amend: 'Added to or changed',
}

const labelIn = (scheme: Scheme, list: 'need', code: string): string =>
  scheme.lists[list].find((item) => item.code === code)?.label ?? code

export function toReferralPage(given: {
  referral: Referral
  scheme: Scheme
  plan: Plan | undefined
  contacts: ReturnType<typeof toContactRow>[]
  messages: ReturnType<typeof toMessageRow>[]
  reaching: { person: PersonRecord; mark: string | null } | undefined
  actor: Actor
  today: Day
  done: string | undefined
}) {
  const { referral, scheme, plan, contacts, messages, reaching, actor, today, done } = given
  const { person } = referral
  return {
    title: sayPerson(person),
    back: { href: '/referrals', text: 'Referrals' },
    done: done === undefined ? undefined : (DONE[done] ?? undefined),
    referral,
    sheet: `${sayPerson(person)}, born ${sayDay(person.bornOn)}, ${referral.reference}`,
    born: `born ${sayDay(person.bornOn)}`,
    tag: tagOf(referral),
    next: sayNext(referral, today),
    overdue: referral.overdue,
    needs: referral.needs.map((code) => labelIn(scheme, 'need', code)),
    facts: toFacts(referral),
    change: referral.nextSteps.includes('amend') ? `/referrals/${referral.id}/change` : undefined,
    send: referral.nextSteps.includes('submit') ? `/referrals/${referral.id}/send` : undefined,
    steps: inOrder(referral.nextSteps.filter(isStepName)).map((name) => ({
      text: STEPS[name].title,
      isMain: MAIN_STEPS.includes(name),
      href: `/referrals/${referral.id}/steps/${name}`,
    })),
    question:
      referral.status === 'returned' ? referral.events.findLast(({ step }) => step === 'return')?.note : undefined,
    plan: plan && toPlanBrief(plan, today),
    contacts,
    messages,
    reaching: reaching && { mark: reaching.mark, ...toReaching(reaching.person) },
    links: linksOf(referral, actor, plan !== undefined),
    planContact:
      actor.role !== 'referrer' && referral.status === 'accepted' ? `/referrals/${referral.id}/contacts` : undefined,
    showsPlan: actor.role !== 'referrer' && referral.status === 'accepted',
    events: referral.events.toReversed().map((event) => ({
      what: STEP_WORDS[event.step] ?? event.step,
      when: sayInstant(new Date(event.at)),
      who: event.by === null ? 'Rother' : `${event.by.name}, ${event.by.organisation}`,
      note: event.note,
    })),
  }
}

/** What is usually done next; what takes something back stands last and never shines. */
const MAIN_STEPS: readonly StepName[] = ['accept', 'resubmit', 'allocate', 'resume']
const LAST_STEPS: readonly StepName[] = ['decline', 'withdraw', 'enter-in-error']
const rankOf = (name: StepName): number => (MAIN_STEPS.includes(name) ? 0 : LAST_STEPS.includes(name) ? 2 : 1)
const inOrder = (names: StepName[]): StepName[] => names.toSorted((one, other) => rankOf(one) - rankOf(other))

const CHANNELS: Record<string, string> = { phone: 'phone', text: 'text', email: 'email', letter: 'letter' }

/** What somebody needs at the door and on the phone: how to reach the person safely, where, in what language, who else is there. */
export function toReaching(person: PersonRecord) {
  const { safeContact, facts } = person
  const language = facts.language.answer === 'known' ? facts.language.value : undefined
  const lines: [string, string | undefined][] = [
    ['Likes to be called', person.preferredName ?? undefined],
    ['Phone', person.phones.map(({ number, label }) => `${number} (${label})`).join(', ') || undefined],
    ['Email', person.email ?? undefined],
    [
      'Address',
      person.addressHidden && person.address === null
        ? 'Hidden: only whoever visits and the lead see it'
        : person.address === null
          ? undefined
          : [...person.address.lines, person.address.postcode].join(', '),
    ],
    [
      'Safe ways',
      safeContact === null
        ? 'Not asked yet'
        : safeContact.channels.map((channel) => CHANNELS[channel] ?? channel).join(', ') || 'None was named',
    ],
    ['When', safeContact?.times],
    ['Voicemail', safeContact === null ? undefined : safeContact.voicemail ? 'May be left' : 'Leave none'],
    ['Note', safeContact?.note],
    ['Language', language === 'en' ? undefined : LANGUAGES.find(({ code }) => code === language)?.label],
    ['Interpreter', facts.interpreterNeeded.answer === 'known' && facts.interpreterNeeded.value ? 'Needed' : undefined],
  ]
  return {
    lines: lines.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [{ key, value }])),
    related: person.relatedPeople.map(({ name, relationship, phone, mayBeTold, isUnsafe }) => ({
      name,
      relationship: relationship ?? '',
      phone: phone ?? '',
      isUnsafe,
      told: isUnsafe ? 'Must not hear' : TOLD[mayBeTold],
    })),
  }
}
const TOLD = {
  all: 'May be told everything',
  practical: 'May be told practical things',
  nothing: 'May be told nothing',
} as const

function toFacts(referral: Referral): { key: string; value: string }[] {
  const facts: [string, string | null][] = [
    ['Practice', referral.practice.name],
    ['On behalf of', referral.onBehalfOf],
    ['With', referral.owner.label ?? referral.owner.organisationName],
    ['Why', referral.reason],
    ['What matters to them', referral.whatMatters],
    ['Sent', referral.submittedAt === null ? null : sayShortDay(referral.submittedAt.slice(0, 10))],
    ['On hold until', referral.holdUntil === null ? null : sayShortDay(referral.holdUntil)],
    ['Risk on a visit', referral.homeVisitRisk === 'known' ? referral.homeVisitRiskNote : null],
    ['Plan review', referral.reviewDueOn === null ? null : sayShortDay(referral.reviewDueOn)],
  ]
  return facts.flatMap(([key, value]) => (value === null || value === '' ? [] : [{ key, value }]))
}

function toPlanBrief(plan: Plan, today: Day) {
  return {
    agreed:
      plan.agreedVersion === null
        ? 'Not agreed by the person yet.'
        : plan.agreedVersion < plan.version
          ? 'The person agreed to an earlier version. It has changed since.'
          : `Agreed by the person on ${sayDay(plan.agreement?.on ?? today)}.`,
    whatMatters: plan.whatMatters,
    goals: plan.goals.map((goal) => ({
      words: goal.words,
      actions: goal.actions.map((action) => ({
        what: action.what,
        owner: OWNERS[action.owner],
        by: action.byOn === null ? '' : sayNearDay(action.byOn, today),
      })),
    })),
  }
}

export function toStepPage(given: {
  referral: Referral
  name: StepName
  step: { title: string; tells: string; button: string }
  fields: (StepField & { items: { value: string; text: string }[] })[]
  typed: Typed
  faults: Faults
}) {
  const { referral, name, step, fields, typed, faults } = given
  return {
    title: step.title,
    back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
    person: `${sayPerson(referral.person)}, born ${sayDay(referral.person.bornOn)}, ${referral.reference}`,
    action: `/referrals/${referral.id}/steps/${name}`,
    step,
    fields,
    typed,
    faults,
  }
}
