import { type Day, toDayNumber, weekdayOf } from '../../platform/clock.ts'
import { WEEKDAYS, type Weekday } from './kinds.ts'

/*
 * Who is here, who stands in, who is on duty: worked out from dates whenever somebody asks. Nothing is copied to a cover,
 * so nothing has to be taken back from one.
 */

export type Away = { membershipId: string; coverId: string | null; fromOn: Day; untilOn: Day | null }
export type Pattern = { membershipId: string; weekdays: readonly Weekday[] }
export type DutyLine = {
  id: string
  onDay: Day | null
  weekday: Weekday | null
  fromOn: Day | null
  untilOn: Day | null
  startsAt: string | null
  endsAt: string | null
  membershipId: string
  coverId: string | null
  phone: string | null
}

/** What is true on one day, for as many people as it names. Whoever is not named is here. */
export type Presence = {
  day: Day
  /** `HH:MM` by the wall clock in England. */
  time: string
  absences: readonly Away[]
  patterns: readonly Pattern[]
  duty: readonly DutyLine[]
}

export const weekdayNameOf = (day: Day): Weekday => {
  const name = WEEKDAYS[weekdayOf(toDayNumber(day))]
  if (name === undefined) throw new RangeError('A week has seven days')
  return name
}

const isIn = (day: Day, { fromOn, untilOn }: { fromOn: Day | null; untilOn: Day | null }): boolean =>
  (fromOn === null || fromOn <= day) && (untilOn === null || day <= untilOn)

/** The absence that is in force; of two, one that names a cover. */
const absenceOf = ({ absences, day }: Presence, membershipId: string): Away | undefined => {
  const inForce = absences.filter((away) => away.membershipId === membershipId && isIn(day, away))
  return inForce.find(({ coverId }) => coverId !== null) ?? inForce[0]
}

/** On leave, sick or the like; not merely a weekday on which they do not work. */
export const isAbsent = (presence: Presence, membershipId: string): boolean =>
  absenceOf(presence, membershipId) !== undefined

/** Not at work on that day, for whatever reason. */
export const isAway = (presence: Presence, membershipId: string): boolean =>
  isAbsent(presence, membershipId) ||
  presence.patterns.some(
    (pattern) => pattern.membershipId === membershipId && !pattern.weekdays.includes(weekdayNameOf(presence.day)),
  )

/** Somebody, or who stands in for them, or who stands in for that one; undefined when all of them are away. */
export function standsInFor(presence: Presence, membershipId: string): string | undefined {
  const asked = new Set<string>()
  let at: string | undefined = membershipId
  while (at !== undefined && !asked.has(at)) {
    if (!isAway(presence, at)) return at
    asked.add(at)
    at = absenceOf(presence, at)?.coverId ?? undefined
  }
  return undefined
}

/** For whom this one stands in: the covers of covers too. */
export const standsFor = (presence: Presence, membershipId: string): string[] => [
  ...new Set(
    presence.absences
      .filter((away) => away.membershipId !== membershipId && standsInFor(presence, away.membershipId) === membershipId)
      .map((away) => away.membershipId),
  ),
]

/** Whether a line of the rota is about this day: one day, or a weekday while it holds. */
export const isOnRota = (line: Pick<DutyLine, 'onDay' | 'weekday' | 'fromOn' | 'untilOn'>, day: Day): boolean =>
  line.onDay === null ? line.weekday === weekdayNameOf(day) && isIn(day, line) : line.onDay === day

/** The lines that say who is on duty at this moment, the one that counts first: a day before the week, hours before the day. */
const dutyNow = ({ duty, day, time }: Presence): DutyLine[] =>
  duty
    .filter((line) => isOnRota(line, day))
    .filter(({ startsAt, endsAt }) => startsAt === null || endsAt === null || (startsAt <= time && time < endsAt))
    .sort(
      (one, other) =>
        Number(one.onDay === null) - Number(other.onDay === null) ||
        Number(one.startsAt === null) - Number(other.startsAt === null) ||
        (one.id < other.id ? 1 : -1),
    )

export type OnDuty = { membershipId: string; phone: string | null; isCover: boolean }

/** Who is on duty now: as the rota says, their cover on the rota, or whoever stands in for one of them. */
export function onDuty(presence: Presence): OnDuty | undefined {
  for (const { membershipId, coverId, phone } of dutyNow(presence)) {
    const named = [membershipId, ...(coverId === null ? [] : [coverId])]
    const here = named.find((id) => !isAway(presence, id)) ?? named.flatMap((id) => standsInFor(presence, id) ?? [])[0]
    if (here !== undefined) return { membershipId: here, phone, isCover: here !== membershipId }
  }
  return undefined
}

/**
 * Who has a piece of work now: its owner, who stands in for them, else the duty worker. Undefined when there is none of
 * them: then it is the leads'.
 */
export function whoHasIt(presence: Presence, ownerId: string | null): string | undefined {
  const standIn = ownerId === null ? undefined : standsInFor(presence, ownerId)
  return standIn ?? onDuty(presence)?.membershipId
}

/** A list of named people as it is today: whoever is away is replaced by their cover, or left out; each once. */
export const ladderNow = (presence: Presence, ladder: readonly string[]): string[] => [
  ...new Set(ladder.flatMap((membershipId) => standsInFor(presence, membershipId) ?? [])),
]

/**
 * Whose work is this one's today: their own, that of whom they stand in for, and, on duty, that of everybody who is away
 * without a cover. What has no owner is the duty worker's, or everybody's while nobody is on duty.
 */
export function whoseWork(
  presence: Presence,
  membershipId: string,
): { membershipIds: readonly string[]; withoutOwner: boolean } {
  const dutyId = onDuty(presence)?.membershipId
  const away = presence.absences.map((absence) => absence.membershipId)
  const uncovered = dutyId === membershipId ? away.filter((id) => standsInFor(presence, id) === undefined) : []
  return {
    membershipIds: [...new Set([membershipId, ...standsFor(presence, membershipId), ...uncovered])],
    withoutOwner: dutyId === undefined || dutyId === membershipId,
  }
}
