import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { enterReferralInError, reopenReferral, withdrawReferral } from '../closing/public.ts'
import {
  acceptReferral,
  addToReferral,
  allocateReferral,
  declineReferral,
  holdReferral,
  resubmitReferral,
  resumeReferral,
  returnReferral,
} from '../referrals/public.ts'
import type { StepName } from './referral-steps.ts'

type StepAct = {
  form: (today: Day) => z.ZodType
  act: (context: Context, input: never) => Promise<unknown>
}

const text = (todo: string) => z.string({ error: todo }).trim().max(1_000, 'Shorten this to 1,000 characters or fewer')
const choice = (todo: string) => z.string({ error: todo }).max(60)

const noteForm = () => z.object({ note: text('Enter why') })

/** What each step asks of what was typed, and the use-case that takes it. */
export const STEP_ACTS: Record<StepName, StepAct> = {
  accept: { form: () => z.object({}), act: acceptReferral },
  decline: {
    form: () => z.object({ reason: choice('Select why'), advisedInstead: text('Enter what you advise instead') }),
    act: declineReferral,
  },
  return: {
    form: () => z.object({ reason: choice('Select what it is about'), question: text('Enter your question') }),
    act: returnReferral,
  },
  resubmit: { form: () => z.object({ answer: text('Enter your answer') }), act: resubmitReferral },
  hold: {
    form: (today) =>
      z.object({
        reason: choice('Select why'),
        until: typedDay(today, 'Enter until when, like 31 3 2027'),
        note: z.string().trim().max(500).optional(),
      }),
    act: holdReferral,
  },
  resume: { form: () => z.object({}), act: resumeReferral },
  allocate: {
    form: () =>
      z.object({
        membershipId: z.uuid('Select an advisor'),
        handoverNote: z.string().trim().max(1_000).optional(),
      }),
    act: allocateReferral,
  },
  withdraw: {
    form: () => z.object({ reason: choice('Select why'), note: z.string().trim().max(1_000).optional() }),
    act: withdrawReferral,
  },
  reopen: { form: noteForm, act: reopenReferral },
  'enter-in-error': { form: noteForm, act: enterReferralInError },
  amend: { form: () => z.object({ note: text('Enter what is to be added') }), act: addToReferral },
}
