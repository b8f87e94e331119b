import { TARGETS, type TargetName } from '../schemes/public.ts'
import { type Change, targetsIn } from './changes.ts'

/** What a change of settings meets, counted: nobody in particular. */
export type Met = {
  openSteps: Record<string, number>
  openTasks: Record<string, number>
  forms: number
  groupsWithoutAgreement: number
  peopleUnsaid: number
}
export type Touches = {
  /** Clocks that run now by a target that changes. */
  clocks: { target: TargetName; open: number }[]
  /** Forms that somebody has begun and not sent. */
  forms: number
  groupsWithoutAgreement: number
  says: string[]
}

/** Where each target stands: in the next step of an open referral, or in a task. */
const CLOCKS: Record<TargetName, { step: string } | { task: string }> = {
  triage: { step: 'triage' },
  answer: { step: 'answer-question' },
  allocation: { step: 'allocate' },
  'first-contact': { step: 'make-contact' },
  assessment: { step: 'assess' },
  plan: { step: 'agree-plan' },
  closing: { step: 'close' },
  objection: { task: 'answer-objection' },
  offer: { task: 'offer-declined' },
  identity: { task: 'confirm-identity' },
}

const isTarget = (name: string): name is TargetName => Object.hasOwn(TARGETS, name)

/** What stands to change for whom, said before anybody decides. A day that was promised stays: a new target holds for the next step. */
export function touchesOf(changes: readonly Change[], met: Met): Touches {
  const clocks = targetsIn(changes)
    .filter(isTarget)
    .map((target) => {
      const clock = CLOCKS[target]
      return { target, open: ('step' in clock ? met.openSteps[clock.step] : met.openTasks[clock.task]) ?? 0 }
    })
  const asksForms = changes.some(({ field }) => field.startsWith('criteria.'))
  const asksSigning = changes.some(({ field, to }) => field === 'requireAgreements' && to === true)
  const forms = asksForms ? met.forms : 0
  const groupsWithoutAgreement = asksSigning ? met.groupsWithoutAgreement : 0
  return {
    clocks,
    forms,
    groupsWithoutAgreement,
    says: [
      ...clocks.map(
        ({ target, open }) =>
          `Open now and waiting for ${TARGETS[target].sentence}: ${open}. Their day stays; what begins afterwards has the new target.`,
      ),
      ...(asksForms ? [`Forms begun and not sent: ${forms}. They meet the new criteria when they are sent.`] : []),
      ...(asksSigning
        ? [`Groups with an activity and nothing signed: ${groupsWithoutAgreement}. They are told no names any more.`]
        : []),
      ...(changes.some(({ field }) => field === 'reviewAfterWeeks')
        ? ['Plans that are agreed keep the day of their review.']
        : []),
      ...(changes.some(({ field }) => field === 'hearsUnlessSaid')
        ? [
            `People of whom nobody wrote down how much is told, and who have an open referral: ${met.peopleUnsaid}. What is told of them from that day on, and what is read, changes; what was sent stays.`,
          ]
        : []),
    ],
  }
}
