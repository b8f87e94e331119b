/** A visit as a calendar shows it to whoever looks at the screen: which reference, which part of town. */
export const titleOfVisit = ({
  reference,
  way,
  area,
}: {
  reference: string
  way: string
  area: string | null
}): string => [WAYS[way] ?? 'Contact', reference, area].filter((part) => part !== null).join(', ')

const WAYS: Record<string, string | undefined> = {
  'home-visit': 'Home visit',
  'community-visit': 'Visit',
  'practice-visit': 'Visit at the practice',
  telephone: 'Call',
  video: 'Video call',
  meeting: 'Meeting',
}

export const titleOfSession = ({ name, expected }: { name: string; expected: number }): string =>
  expected === 0 ? name : `${name}: ${expected} expected from the scheme`
