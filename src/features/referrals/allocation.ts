/** What speaks for and against giving a referral to an advisor. */
export type Candidate = {
  membershipId: string
  name: string
  /** The name, and what tells them apart from others who have it. */
  label: string
  role: string
  open: number
  isAligned: boolean
}
export type Suggestion = Candidate & { why: string[] }

/**
 * Advisors in the order in which they are suggested: below the caseload limit first, then who knows the practice, then who
 * has least open, then by name, so that the same facts always give the same order.
 */
export function suggestAdvisors(candidates: readonly Candidate[], caseloadLimit: number): Suggestion[] {
  const isFull = (candidate: Candidate) => candidate.open >= caseloadLimit
  return [...candidates]
    .sort(
      (a, b) =>
        Number(isFull(a)) - Number(isFull(b)) ||
        Number(b.isAligned) - Number(a.isAligned) ||
        Number(a.role === 'team-lead') - Number(b.role === 'team-lead') ||
        a.open - b.open ||
        a.name.localeCompare(b.name, 'en-GB') ||
        a.membershipId.localeCompare(b.membershipId),
    )
    .map((candidate) => ({
      ...candidate,
      why: [
        candidate.isAligned ? 'Knows the practice' : 'Does not know the practice yet',
        `${candidate.open} open of ${caseloadLimit}`,
        ...(isFull(candidate) ? ['The caseload is full'] : []),
      ],
    }))
}
