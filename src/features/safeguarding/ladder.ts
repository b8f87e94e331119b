/*
 * Whom a concern is brought to. It climbs a list of named people while nobody says that they have it; at the end of the list
 * it is everybody's who leads, and is said again each hour.
 */

/** Who is next: the first on the ladder who still works here and comes after those it was brought to already. */
export function nextOnLadder(
  ladder: readonly string[],
  working: ReadonlySet<string>,
  alreadyAsked: ReadonlySet<string>,
): string | undefined {
  return ladder.find((membershipId) => working.has(membershipId) && !alreadyAsked.has(membershipId))
}

const HOUR_MS = 3_600_000

/** Each rung has the hours of the kind; after the last it is said again each hour. */
export const nextEscalation = (at: Date, hours: number, isAtTheEnd: boolean): Date =>
  new Date(at.getTime() + (isAtTheEnd ? 1 : hours) * HOUR_MS)
