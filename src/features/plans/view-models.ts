import type { z } from 'zod'
import { type Day, sayDay, todayInEngland } from '../../platform/clock.ts'
import type { Actor } from '../../platform/context.ts'
import { sayInstant, sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { type ReferralBody, sayPerson } from '../referrals/public.ts'
import { labelOf, type Scheme } from '../schemes/public.ts'
import type { ObjectionBody, PlanBody, VersionsBody } from './contract.ts'
import type { ACTION_OWNERS, AGREEMENT_WAYS, OBJECTION_ANSWERS, PARTIES } from './kinds.ts'

type Plan = z.infer<typeof PlanBody>
type Referral = z.infer<typeof ReferralBody>
type Objection = z.infer<typeof ObjectionBody>
type Version = z.infer<typeof VersionsBody>['items'][number]
type Goal = Plan['goals'][number]
type Action = Goal['actions'][number]

const PARTY_WORDS: Record<(typeof PARTIES)[number], string> = {
  person: 'the person',
  carer: 'their carer',
  advisor: 'the advisor',
  practice: 'the practice',
  provider: 'the group',
  team: 'the team',
}
const OWNER_WORDS: Record<(typeof ACTION_OWNERS)[number], string> = {
  me: 'The person',
  'my-carer': 'Their carer',
  advisor: 'The advisor',
  provider: 'The group',
  practice: 'The practice',
}
const WAY_WORDS: Record<(typeof AGREEMENT_WAYS)[number], string> = {
  'in-person': 'In person',
  'by-phone-read-aloud': 'By phone: it was read to them',
  'on-paper': 'On paper',
}
const ANSWER_WORDS: Record<(typeof OBJECTION_ANSWERS)[number], string> = {
  changed: 'The plan was changed',
  talked: 'We talked about it with the person',
  'person-wants-it': 'The person wants it as it is',
}
const itemsOf = <Key extends string>(words: Record<Key, string>) =>
  (Object.keys(words) as Key[]).map((value) => ({ value, text: upper(words[value]) })) // its own keys
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What may be chosen on the pages of a plan. */
export const PLAN_CHOICES = {
  parties: itemsOf(PARTY_WORDS),
  owners: itemsOf(OWNER_WORDS),
  ways: itemsOf(WAY_WORDS),
  answers: itemsOf(ANSWER_WORDS),
}

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const said = ({ proposedBy, agreedBy }: Pick<Goal, 'proposedBy' | 'agreedBy'>): string =>
  `Proposed by ${PARTY_WORDS[proposedBy]}. ${
    agreedBy.length === 0
      ? 'Nobody has agreed to it yet.'
      : `Agreed by ${listed.format(agreedBy.map((party) => PARTY_WORDS[party]))}.`
  }`

/** Above every page of a plan: whose it is. */
export const sayWhose = ({ person, reference }: Referral): string =>
  `${sayPerson(person)}, born ${sayDay(person.bornOn)}, ${reference}`

export function sayAgreement(plan: Plan): string {
  if (plan.agreement !== null)
    return `Agreed on ${sayDay(plan.agreement.on)}. ${WAY_WORDS[plan.agreement.how]}.${plan.agreement.decision === null ? '' : ' Somebody decided for the person.'}`
  if (plan.agreedVersion === null) return 'The person has not agreed to it yet.'
  return plan.agreedVersion < plan.version
    ? 'The person agreed to an earlier version. This one waits for their yes.'
    : 'The person agreed to a later version.'
}

const canWrite = (referral: Referral, actor: Actor): boolean =>
  actor.role !== 'referrer' && referral.status === 'accepted'
const canObject = (referral: Referral, actor: Actor): boolean =>
  actor.role === 'referrer' && referral.status === 'accepted'

export function toPlanPage(given: {
  referral: Referral
  plan: Plan | undefined
  versions: readonly Version[]
  isEarlier: boolean
  scheme: Scheme
  actor: Actor
  now: Date
  done: string | undefined
}) {
  const { referral, plan, versions, isEarlier, scheme, actor, now, done } = given
  const today = todayInEngland(now)
  const path = `/referrals/${referral.id}/plan`
  const mayWrite = canWrite(referral, actor) && !isEarlier
  const mayObject = canObject(referral, actor) && !isEarlier
  const toLine = toPlanLine({ path, mayObject, mayAnswer: actor.role !== 'referrer', today })
  const objections = plan?.objections ?? []
  return {
    title: isEarlier && plan !== undefined ? `Plan, version ${plan.version}` : 'Plan',
    back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
    person: sayWhose(referral),
    done: done === undefined ? undefined : DONE[done],
    edit: mayWrite
      ? { href: `${path}/edit`, text: plan === undefined ? 'Write the plan' : 'Change the plan' }
      : undefined,
    agree:
      mayWrite && plan !== undefined && plan.goals.length > 0 && plan.agreement === null ? `${path}/agree` : undefined,
    aloud: plan !== undefined && actor.role !== 'referrer' ? `${path}/aloud` : undefined,
    current: isEarlier ? path : undefined,
    isWaiting: plan === undefined,
    plan: plan && {
      agreement: sayAgreement(plan),
      written: `Version ${plan.version}, written by ${plan.writtenBy} ${sayInstant(new Date(plan.writtenAt))}`,
      whatMatters: plan.whatMatters,
      aGoodDay: plan.aGoodDay,
      review: plan.reviewOn === null ? undefined : sayDay(plan.reviewOn),
      goals: plan.goals.map((goal) => ({
        words: goal.words,
        need: goal.need === null ? undefined : labelOf(scheme, 'need', goal.need),
        said: said(goal),
        ...toLine({ goalId: goal.id }, objections),
        actions: goal.actions.map((action) => ({
          what: action.what,
          owner: OWNER_WORDS[action.owner],
          by: action.byOn === null ? '' : sayNearDay(action.byOn, today),
          said: said(action),
          ...toLine({ actionId: action.id }, objections),
        })),
      })),
    },
    /** What was said against lines that are no longer in it. */
    past:
      plan === undefined
        ? []
        : objections
            .filter((objection) => !stands(plan, objection))
            .map((objection) => toObjection(objection, path, false)),
    versions: versions.map((version, index) => ({
      text: `Version ${version.version}, ${sayShortDay(todayInEngland(new Date(version.writtenAt)))}, ${version.writtenBy}`,
      agreed: version.agreedOn === null ? undefined : `Agreed on ${sayDay(version.agreedOn)}`,
      href: index === 0 ? path : `${path}?version=${version.version}`,
      compare:
        versions[index + 1] === undefined
          ? undefined
          : {
              href: `${path}/compare?from=${versions[index + 1]?.version}&to=${version.version}`,
              text: `What changed from version ${versions[index + 1]?.version}`,
            },
    })),
  }
}

const stands = (plan: Plan, { goalId, actionId }: Objection): boolean =>
  plan.goals.some(({ id, actions }) => id === goalId || actions.some((action) => action.id === actionId))

const DONE: Record<string, string> = {
  saved: 'The plan is saved. Nobody is told before the person agrees.',
  agreed: 'It is recorded that the person agreed, and the practice is told.',
  objected: 'Your objection is with the advisor. They owe you an answer; nothing in the plan waits for it.',
  answered: 'Your answer is sent.',
}

/** A line's objections, and where to object to it. */
const toPlanLine =
  (given: { path: string; mayObject: boolean; mayAnswer: boolean; today: Day }) =>
  (line: { goalId?: string; actionId?: string }, objections: readonly Objection[]) => {
    const [kind, id] = line.goalId === undefined ? ['action', line.actionId] : ['goal', line.goalId]
    return {
      object: given.mayObject ? `${given.path}/object?${kind}=${id}` : undefined,
      objections: objections
        .filter(({ goalId, actionId }) => (kind === 'goal' ? goalId : actionId) === id)
        .map((objection) => toObjection(objection, given.path, given.mayAnswer)),
    }
  }

const toObjection = (objection: Objection, path: string, mayAnswer: boolean) => ({
  reason: objection.reason,
  by: `${objection.raisedBy.name}, ${objection.raisedBy.organisation}, ${sayInstant(new Date(objection.raisedAt))}`,
  due: objection.answer === null ? `To be answered by ${sayDay(objection.dueOn)}` : undefined,
  overdue: objection.overdue,
  answer:
    objection.answer === null
      ? undefined
      : `${ANSWER_WORDS[objection.answer]}${objection.answerNote === null ? '.' : `: ${objection.answerNote}`}`,
  href: mayAnswer && objection.answer === null ? `${path}/objections/${objection.id}` : undefined,
})

/** The line that somebody speaks of, in its own words. */
export function lineIn(
  plan: Plan,
  { goalId, actionId }: { goalId?: string | null; actionId?: string | null },
): string | undefined {
  const goal = plan.goals.find(({ id }) => id === goalId)
  if (goal !== undefined) return goal.words
  return plan.goals.flatMap(({ actions }) => actions).find(({ id }) => id === actionId)?.what
}

/** The plan as it is read to the person or handed to them: their own words, no mark, no need, nothing that others said. */
export function toAloudPage(referral: Referral, plan: Plan, today: Day) {
  const { person, owner } = referral
  return {
    title: `Plan for ${person.preferredName ?? person.givenName}`,
    back: { href: `/referrals/${referral.id}/plan`, text: 'Plan' },
    name: `${person.givenName} ${person.familyName}, born ${sayDay(person.bornOn)}`,
    whatMatters: plan.whatMatters,
    aGoodDay: plan.aGoodDay,
    goals: plan.goals.map((goal) => ({
      words: goal.words,
      actions: goal.actions.map((action) => ({
        what: action.what,
        who: ALOUD_OWNERS[action.owner],
        by: action.byOn === null ? undefined : sayDay(action.byOn),
      })),
    })),
    review: plan.reviewOn === null ? undefined : sayDay(plan.reviewOn),
    helper: owner.name ?? owner.organisationName,
    today: sayDay(today),
    pdf: `/referrals/${referral.id}/plan.pdf`,
    agree: plan.agreement === null ? `/referrals/${referral.id}/plan/agree` : undefined,
  }
}
const ALOUD_OWNERS: Record<Action['owner'], string> = {
  me: 'You',
  'my-carer': 'Your carer',
  advisor: 'Your advisor',
  provider: 'The group',
  practice: 'Your practice',
}

type Change = { mark: 'Added' | 'Taken out' | 'Changed'; colour: string; text: string; before?: string | undefined }

/** What differs between two versions, line by line. */
export function toComparePage(referral: Referral, from: Plan, to: Plan) {
  const path = `/referrals/${referral.id}/plan`
  return {
    title: `What changed from version ${from.version} to ${to.version}`,
    back: { href: path, text: 'Plan' },
    person: sayWhose(referral),
    written: `Version ${to.version} was written by ${to.writtenBy} ${sayInstant(new Date(to.writtenAt))}. ${sayAgreement(to)}`,
    changes: changesBetween(linesOf(from), linesOf(to)),
    both: [from, to].map(({ version }) => ({ text: `Version ${version}`, href: `${path}?version=${version}` })),
  }
}

function linesOf(plan: Plan): Map<string, string> {
  const day = (on: string | null) => (on === null ? 'no day' : sayDay(on))
  return new Map([
    ...(plan.whatMatters === null ? [] : [['whatMatters', `What matters: ${plan.whatMatters}`] as const]),
    ...(plan.aGoodDay === null ? [] : [['aGoodDay', `A good day: ${plan.aGoodDay}`] as const]),
    ...(plan.reviewOn === null ? [] : [['reviewOn', `Review: ${day(plan.reviewOn)}`] as const]),
    ...plan.goals.flatMap((goal) => [
      [goal.id, `Goal: ${goal.words}. ${said(goal)}`] as const,
      ...goal.actions.map(
        (action) =>
          [
            action.id,
            `Under “${goal.words}”: ${action.what} (${OWNER_WORDS[action.owner]}, by ${day(action.byOn)}). ${said(action)}`,
          ] as const,
      ),
    ]),
  ])
}

function changesBetween(before: Map<string, string>, after: Map<string, string>): Change[] {
  const kept = [...after].flatMap(([id, text]): Change[] => {
    const was = before.get(id)
    if (was === undefined) return [{ mark: 'Added', colour: 'green', text }]
    return was === text ? [] : [{ mark: 'Changed', colour: 'blue', text, before: was }]
  })
  const gone = [...before].flatMap(([id, text]): Change[] =>
    after.has(id) ? [] : [{ mark: 'Taken out', colour: 'orange', text }],
  )
  return [...kept, ...gone]
}
