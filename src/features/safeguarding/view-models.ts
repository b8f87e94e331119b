import type { z } from 'zod'
import { sayDay } from '../../platform/clock.ts'
import { sayInstant, sayShortDay } from '../../platform/web/words.ts'
import { CONCERN_KINDS } from '../schemes/public.ts'
import type { ConcernBody, ConcernsBody } from './contract.ts'
import { CONCERN_STEPS, type ConcernStep, takeStep } from './lifecycle.ts'

type Concern = z.infer<typeof ConcernBody>
type Brief = z.infer<typeof ConcernsBody>['items'][number]
type Item = { value: string; text: string }

const DONE_NOW_WORDS: Record<string, string> = {
  'rang-999': 'Rang 999',
  'rang-111': 'Rang 111',
  'told-practice': 'Told the practice',
  'local-authority-referral': 'Referred to the local authority',
  'stayed-with-person': 'Stayed with the person',
  'told-lead': 'Told the lead',
  other: 'Something else',
}
const WISH_WORDS: Record<string, string> = {
  'not-safe-to-ask': 'It was not safe to ask',
  'could-not-be-reached': 'They could not be reached',
  'unable-to-say': 'They were not able to say',
  'nobody-named': 'It is about nobody by name',
}
const OUTCOME_WORDS: Record<string, string> = {
  'local-authority-took-it': 'The local authority took it',
  'police-or-ambulance-took-it': 'Police or ambulance took it',
  'practice-took-it': 'The practice took it',
  'settled-with-person': 'Settled with the person',
  'no-risk-found': 'No risk was found',
  'already-known': 'It was known already',
}
const ENTRY_WORDS: Record<Concern['entries'][number]['kind'], string> = {
  'done-now': 'Done at once',
  acknowledged: 'Somebody has it',
  decision: 'Decided',
  action: 'Done',
  'handed-over': 'Handed over',
  escalated: 'Nobody answered: brought to the next',
  closed: 'Closed',
  reopened: 'Taken up again',
}
const STATUS: Record<Concern['status'], { text: string; colour: string }> = {
  open: { text: 'Nobody has it yet', colour: 'red' },
  acknowledged: { text: 'Somebody has it', colour: 'blue' },
  closed: { text: 'Closed', colour: 'grey' },
}
const STEP_TITLES: Record<ConcernStep | 'entries', string> = {
  acknowledge: 'I have it',
  entries: 'Add a decision or an action',
  'hand-over': 'Hand it to somebody',
  close: 'Say what came of it',
  reopen: 'Take it up again',
}

const itemsOf = (words: Record<string, string>): Item[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

/** What may be chosen on the page of a new concern, in the words of somebody who is worried. */
export const CONCERN_CHOICES = {
  kinds: Object.entries(CONCERN_KINDS).map(([value, { label }]) => ({ value, text: label })),
  doneNow: itemsOf(DONE_NOW_WORDS),
  wishes: itemsOf(WISH_WORDS),
  outcomes: itemsOf(OUTCOME_WORDS),
}

export function toConcernsPage({ items, next, open }: { items: Brief[]; next: string | null; open: boolean }) {
  return {
    title: 'Concerns',
    open,
    rows: items.map((concern) => ({
      href: `/concerns/${concern.id}`,
      kind: CONCERN_KINDS[concern.kind].label,
      status: STATUS[concern.status],
      raised: sayInstant(new Date(concern.raisedAt)),
      who: concern.responsible?.name ?? 'every lead',
      isLate: concern.isLate,
      answerBy: concern.status === 'open' ? sayInstant(new Date(concern.acknowledgeBy)) : undefined,
    })),
    more: next === null ? undefined : `/concerns?${open ? '' : 'show=all&'}after=${encodeURIComponent(next)}`,
  }
}

export function toConcernPage(concern: Concern, actorId: string) {
  // The first who are brought it: nobody has kept anybody waiting yet.
  const broughtAt = concern.entries.find(({ kind }) => kind === 'escalated')?.at
  const isMine = concern.responsible?.membershipId === actorId
  const steps = (Object.keys(CONCERN_STEPS) as ConcernStep[]).filter(
    (step) => concern.mayAct && takeStep(concern.status, step).allowed,
  )
  return {
    title: CONCERN_KINDS[concern.kind].label,
    back: { href: '/concerns', text: 'Concerns' },
    concern,
    person: concern.person && `${concern.person.name}, born ${sayDay(concern.person.bornOn)}`,
    status: STATUS[concern.status],
    isMine,
    who: concern.responsible?.name ?? 'every lead',
    raised: `${sayInstant(new Date(concern.raisedAt))}, by ${concern.raisedBy.name}`,
    answerBy: concern.status === 'open' ? sayInstant(new Date(concern.acknowledgeBy)) : undefined,
    wish: concern.wish ?? (concern.wishNotAskedBecause && WISH_WORDS[concern.wishNotAskedBecause]),
    outcome: concern.outcome && OUTCOME_WORDS[concern.outcome],
    entries: concern.entries.map((entry) => ({
      what: entry.at === broughtAt && entry.kind === 'escalated' ? 'Brought to somebody' : ENTRY_WORDS[entry.kind],
      detail: [
        entry.what === null ? null : DONE_NOW_WORDS[entry.what],
        entry.words,
        entry.to === null ? null : `To ${entry.to.name}`,
        entry.on === null ? null : sayShortDay(entry.on),
        entry.takenBy === null ? null : `taken by ${entry.takenBy}`,
        entry.reference === null ? null : `reference ${entry.reference}`,
      ]
        .filter((part) => part !== null && part !== undefined)
        .join('. '),
      when: sayInstant(new Date(entry.at)),
      who: entry.by?.name ?? 'Rother',
    })),
    canAcknowledge: steps.includes('acknowledge'),
    steps: [
      ...(concern.mayAct && concern.status === 'acknowledged' ? (['entries'] as const) : []),
      ...steps.filter((step) => step !== 'acknowledge'),
    ].map((name) => ({ text: STEP_TITLES[name], href: `/concerns/${concern.id}/${name}` })),
  }
}

export const concernStepTitle = (step: keyof typeof STEP_TITLES): string => STEP_TITLES[step]
