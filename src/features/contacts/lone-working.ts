/*
 * A lone worker who is not back. Named people are told one after the other, until one of them says "I have it" and writes
 * what was found. The missing worker is passed over: an alarm that rings in the pocket of whoever fell is none.
 */

export type LadderRung = { membershipId: string; afterMinutes: number }

/** When a worker is expected: as planned, or as late as they said themselves. */
export const expectedBack = (visit: { plannedEnd: Date; lateUntil: Date | null }): Date =>
  visit.lateUntil !== null && visit.lateUntil > visit.plannedEnd ? visit.lateUntil : visit.plannedEnd

const MINUTE_MS = 60_000

/** How long a check-in or a check-out can be taken back, which a thumb did and nobody meant. */
const TAKE_BACK_MINUTES = 15

export const canTakeBack = (said: Date, now: Date): boolean =>
  now.getTime() - said.getTime() <= TAKE_BACK_MINUTES * MINUTE_MS

/** Who must have been told by now and was not yet, in the order of the ladder. */
export function rungsDue(
  ladder: readonly LadderRung[],
  { expected, workerId, told }: { expected: Date; workerId: string; told: ReadonlySet<string> },
  now: Date,
): string[] {
  const minutesOver = (now.getTime() - expected.getTime()) / MINUTE_MS
  return [...ladder]
    .sort((one, other) => one.afterMinutes - other.afterMinutes)
    .filter(
      ({ membershipId, afterMinutes }) =>
        afterMinutes <= minutesOver && membershipId !== workerId && !told.has(membershipId),
    )
    .map(({ membershipId }) => membershipId)
}

/** The ladder as it is today: in the place of each who is away stands who has their work, and nobody stands on it twice. */
export function rungsHere(
  ladder: readonly LadderRung[],
  whoHasIt: (membershipId: string) => string | undefined,
  workerId: string,
): LadderRung[] {
  const rungs = new Map<string, LadderRung>()
  for (const { membershipId, afterMinutes } of ladder) {
    const here = whoHasIt(membershipId)
    if (here === undefined || here === workerId) continue
    const known = rungs.get(here)
    if (known === undefined || afterMinutes < known.afterMinutes) rungs.set(here, { membershipId: here, afterMinutes })
  }
  return [...rungs.values()]
}

/** A scheme that named nobody still tells its leads, after this many minutes. */
export const LEADS_AFTER_MINUTES = 30

/** The alarm is watched itself: without a run for so long, the lead's page says that nobody is watching. */
export const WATCHED_WITHIN_MINUTES = 5

/** How long after the planned end a link still checks somebody out. */
export const LINK_OPEN_AFTER_END_MS = 12 * 3_600_000

/** Words as they are compared: what somebody types with one thumb has no commas. */
export const toPhrase = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Whether somebody said the words that mean trouble, among others or alone. */
export const saysTrouble = (said: string, phrases: readonly string[]): boolean =>
  phrases.some((phrase) => ` ${toPhrase(said)} `.includes(` ${phrase} `))
