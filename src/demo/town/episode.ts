import { roleTitle } from '../../features/accounts/roles.ts'
import type { Contact } from '../../features/contacts/store.ts'
import type { Measurement } from '../../features/measures/store.ts'
import type { Author } from '../../features/messages/compose.ts'
import type { MessageKind } from '../../features/messages/kinds.ts'
import type { PlanContent } from '../../features/plans/content.ts'
import { owedAfter } from '../../features/referrals/clock.ts'
import type { About } from '../../features/referrals/letters.ts'
import {
  type AnyReferralStep,
  isFactStepOpen,
  REFERRAL_STEPS,
  type ReferralStatus,
  takeStep,
} from '../../features/referrals/lifecycle.ts'
import type { Milestones } from '../../features/referrals/stage.ts'
import type { Referral } from '../../features/referrals/store.ts'
import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { todayInEngland } from '../../platform/clock.ts'
import type { TownPerson } from './people.ts'
import type { Random } from './random.ts'
import { instantOn, type Member, type Practice, type World } from './world.ts'

/** A person of the town once somebody has referred them. */
export type KnownPerson = TownPerson & { id: string; practice: Practice }

/** A referral on its way. `at` is the moment of the latest step; every step comes after it. */
export type Episode = {
  world: World
  random: Random
  person: KnownPerson
  creator: Member
  owner: Member | undefined
  referral: Referral
  day: string
  at: Date
  contacts: Contact[]
  plan: { version: number; content: PlanContent } | undefined
  measurements: Measurement[]
  /** How it ended, the first time that it did. */
  end: End | undefined
  /** How much it helps: what placements, measures and goals tell together. */
  luck: 'better' | 'some' | 'same' | 'worse'
}

export type End = { day: string; at: Date; reason: string; by: Member }

/** The day so many working days on, or undefined when that has not been yet. */
export function dayAfter(episode: Episode, workingDays: number): string | undefined {
  const day = addWorkingDays(episode.day, workingDays)
  return day < episode.world.today ? day : undefined
}

/** A moment of a day in working hours, after all moments before it in this episode. */
export function moment(episode: Episode, day: string): Date {
  const { random } = episode
  const drawn = new Date(instantOn(day, 8 * 60 + 30 + random.int(480)).getTime() + random.int(60_000))
  return reach(
    episode,
    day,
    drawn > episode.at ? drawn : new Date(episode.at.getTime() + random.between(2, 9) * 60_000),
  )
}

export function reach(episode: Episode, day: string, at: Date): Date {
  episode.day = day
  episode.at = at
  return at
}

type Change = Partial<Referral>
type StepFacts = { at: Date; by: Member | null; reason?: string; note?: string | undefined; changes?: unknown }

/** Takes a step as the use-cases do: only when the lifecycle has it open, with the event that both sides read. */
export function step(episode: Episode, name: AnyReferralStep, changes: Change, facts: StepFacts): void {
  const { world, referral } = episode
  const status = statusAfter(referral, name)
  const { at, by, reason = null, note = null, changes: amended = null } = facts
  world.rows.referralEvents.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    referralId: referral.id,
    step: name,
    fromStatus: referral.status,
    toStatus: status,
    byId: by?.membershipId ?? null,
    at,
    reason,
    note,
    changes: amended,
  })
  change(episode, { ...changes, status })
}

function statusAfter(referral: Referral, name: AnyReferralStep): ReferralStatus {
  const isOpen = name in REFERRAL_STEPS || isFactStepOpen(referral, name as 'hold')
  const outcome =
    name in REFERRAL_STEPS
      ? takeStep(referral.status, name as keyof typeof REFERRAL_STEPS)
      : { allowed: isOpen, status: referral.status }
  if (!outcome.allowed) throw new Error(`The town took the step ${name} on a referral that is ${referral.status}`)
  return outcome.status
}

export function change(episode: Episode, changes: Change): void {
  const { referral } = episode
  episode.referral = { ...referral, ...changes, version: referral.version + 1 }
}

/** What is owed once the referral stands as it does, counted from a day. */
export const owedFrom = (episode: Episode, changes: Change, on: string) =>
  owedAfter({ ...episode.referral, ...changes }, on, episode.world.settings.targets)

/** As `recordMilestone`: on hold, the milestone counts and the clock waits. */
export function reachMilestone(episode: Episode, milestones: Partial<Milestones>, on: string): void {
  const owed = episode.referral.holdUntil === null ? owedFrom(episode, milestones, on) : undefined
  change(episode, { ...milestones, ...owed })
}

type Letter = { title: string; body: string }
type Sent = { kind: MessageKind; at: Date; by: Member | null; snomedCode?: string }

/** Tells the side that referred, and the practice when somebody else did; the service needs no message of its own. */
export function tell(episode: Episode, sent: Sent, write: Writer): void {
  const { world, referral } = episode
  for (const organisationId of new Set([referral.referrerOrganisationId, referral.practiceId]))
    if (organisationId !== referral.advisorServiceId)
      world.rows.messages.push(tellOne(episode, sent, write, organisationId))
}

type Writer = (facts: About & { author: Author; on: string }) => Letter

/** One message, to be put among the town's. */
export function tellOne(
  episode: Episode,
  sent: Sent,
  write: Writer,
  organisationId: string,
): World['rows']['messages'][number] & { id: string } {
  const { world, referral, person } = episode
  const author =
    sent.by === null
      ? { name: 'Rother', role: 'automatic message', organisation: world.service.name }
      : { name: sent.by.name, role: roleTitle(sent.by.role), organisation: sent.by.organisationName }
  const about = {
    reference: referral.reference,
    personName: `${person.givenName} ${person.familyName}`,
    bornOn: person.bornOn,
  }
  const { title, body } = write({ ...about, author, on: todayInEngland(sent.at) })
  return {
    schemeId: world.schemeId,
    id: world.newId(sent.at),
    organisationId,
    kind: sent.kind,
    subjectKind: 'referral',
    subjectId: referral.id,
    personId: referral.personId,
    title,
    body,
    snomedCode: sent.snomedCode ?? null,
    sentAt: sent.at,
    sentById: sent.by?.membershipId ?? null,
    ...NOT_ANSWERED,
  }
}

const NOT_ANSWERED = {
  readAt: null,
  readById: null,
  filedAt: null,
  filedById: null,
  urgency: 'routine',
  acknowledgeBy: null,
  acknowledgedAt: null,
  acknowledgedById: null,
  whatWillBeDone: null,
  chasedAt: null,
  rungAt: null,
  rungById: null,
  spokeTo: null,
  rungOutcome: null,
  correctedAt: null,
} as const

/** Whoever of the service does the work: the owner, or anybody while nobody has it. */
export const workerOf = (episode: Episode): Member => episode.owner ?? episode.random.pick(episode.world.advisors)
