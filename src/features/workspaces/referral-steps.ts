import type { ListName } from '../schemes/public.ts'

/** One field of the page of a step: a text, a day, or one of a list of the scheme or of the advisors. */
export type StepField = {
  name: string
  label: string
  hint?: string
  kind: 'text' | 'day' | 'choice'
  /** Where the choices come from. */
  from?: ListName | 'advisors'
}

type Step = {
  title: string
  /** What it does, and who is told: said before the button is pressed. */
  tells: string
  button: string
  fields: readonly StepField[]
}

const note = { name: 'note', label: 'Why?', kind: 'text' } as const

/** Each step of a referral that is one short form, as the page asks for it. The use-case decides whether it may be taken. */
export const STEPS = {
  accept: {
    title: 'Accept the referral',
    tells: 'The practice is told that you have it. The next thing owed is an advisor for the person.',
    button: 'Accept',
    fields: [],
  },
  decline: {
    title: 'Decline the referral',
    tells: 'The practice is told why, and what you advise instead.',
    button: 'Decline',
    fields: [
      { name: 'reason', label: 'Why?', kind: 'choice', from: 'decline-reason' },
      { name: 'advisedInstead', label: 'What do you advise instead?', kind: 'text' },
    ],
  },
  return: {
    title: 'Return it with a question',
    tells: 'The practice is asked, and the clock waits for its answer.',
    button: 'Send the question',
    fields: [
      { name: 'reason', label: 'What is it about?', kind: 'choice', from: 'return-reason' },
      { name: 'question', label: 'What do you need to know?', kind: 'text' },
    ],
  },
  resubmit: {
    title: 'Answer the question',
    tells: 'The service gets your answer and goes on with the referral.',
    button: 'Send the answer',
    fields: [{ name: 'answer', label: 'Your answer', kind: 'text' }],
  },
  hold: {
    title: 'Put the referral on hold',
    tells: 'Nothing is overdue meanwhile. It wakes by itself on its day and tells its owner.',
    button: 'Put on hold',
    fields: [
      { name: 'reason', label: 'Why?', kind: 'choice', from: 'hold-reason' },
      { name: 'until', label: 'Until when?', hint: 'For example, 31 3 2027', kind: 'day' },
      { name: 'note', label: 'Anything a colleague should know', kind: 'text' },
    ],
  },
  resume: {
    title: 'Go on with the referral',
    tells: 'The clock goes on from today.',
    button: 'Go on',
    fields: [],
  },
  allocate: {
    title: 'Choose an advisor',
    tells: 'The advisor finds the person in their caseload.',
    button: 'Give it to them',
    fields: [
      { name: 'membershipId', label: 'Advisor', kind: 'choice', from: 'advisors' },
      { name: 'handoverNote', label: 'Note for them', hint: 'Needed when somebody hands it over', kind: 'text' },
    ],
  },
  withdraw: {
    title: 'Take the referral back',
    tells: 'It ends for everybody, and the other side is told. What was written stays.',
    button: 'Take it back',
    fields: [
      { name: 'reason', label: 'Why?', kind: 'choice', from: 'withdrawal-reason' },
      { name: 'note', label: 'Anything the other side should know', kind: 'text' },
    ],
  },
  reopen: {
    title: 'Take it up again',
    tells: 'The practice is told that it is open again.',
    button: 'Take it up again',
    fields: [note],
  },
  'enter-in-error': {
    title: 'This referral should never have been',
    tells: 'It is marked, kept, and nobody works on it. Whoever was told is told again.',
    button: 'Mark as entered in error',
    fields: [note],
  },
  amend: {
    title: 'Add something to the referral',
    tells: 'Whoever has it now gets a task to read it.',
    button: 'Add it',
    fields: [{ name: 'note', label: 'What is to be added?', kind: 'text' }],
  },
} as const satisfies Record<string, Step>

export type StepName = keyof typeof STEPS
export const isStepName = (name: string): name is StepName => Object.hasOwn(STEPS, name)
export const stepOf = (name: StepName): Step => STEPS[name]
