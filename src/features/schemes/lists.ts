/** The lists a scheme keeps in its own words. */
export const LISTS = [
  'need',
  'return-reason',
  'decline-reason',
  'withdrawal-reason',
  'hold-reason',
  'closure-reason',
  'amendment-reason',
  'activity-category',
  'offer-decline-reason',
  'placement-end-reason',
] as const
export type ListName = (typeof LISTS)[number]

/** One value for each list. */
export const forEachList = <T>(value: (list: ListName) => T): Record<ListName, T> =>
  Object.fromEntries(LISTS.map((list) => [list, value(list)])) as Record<ListName, T> // the keys are the lists

export type ListItem = { code: string; label: string; isSensitive?: boolean }

/** The lists a new scheme in England begins with. No national lists exist, so every item is data. */
export const DEFAULT_LISTS: Record<ListName, readonly ListItem[]> = {
  need: [
    { code: 'loneliness', label: 'Loneliness or isolation' },
    { code: 'money', label: 'Money, benefits or debt' },
    { code: 'housing', label: 'Housing or energy' },
    { code: 'caring', label: 'Caring for someone' },
    { code: 'physical-activity', label: 'Being more active' },
    { code: 'self-management', label: 'Living with a long-term condition' },
    { code: 'mental-wellbeing', label: 'Mental well-being' },
    { code: 'bereavement', label: 'Bereavement' },
    { code: 'memory', label: 'Memory or dementia' },
    { code: 'sensory', label: 'Sight or hearing' },
    { code: 'transport', label: 'Transport' },
    { code: 'food', label: 'Food' },
    { code: 'work-learning', label: 'Work, learning or volunteering' },
    { code: 'alcohol-drugs', label: 'Alcohol or drugs', isSensitive: true },
    { code: 'domestic-abuse', label: 'Domestic abuse', isSensitive: true },
    { code: 'digital', label: 'Getting online' },
    { code: 'legal', label: 'Legal advice or advocacy' },
    { code: 'immigration', label: 'Immigration', isSensitive: true },
    { code: 'parenting', label: 'Parenting' },
  ],
  'return-reason': [
    { code: 'insufficient-information', label: 'We need more information' },
    { code: 'check-identity', label: 'Please check who the person is' },
    { code: 'consent-unclear', label: 'It is not clear that the person agreed' },
  ],
  'decline-reason': [
    { code: 'out-of-area', label: 'Not registered with a practice of the scheme, or out of area' },
    { code: 'criteria', label: 'Does not meet the criteria' },
    { code: 'duplicate', label: 'Already has an open referral' },
    { code: 'needs-clinical-response', label: 'Needs a clinical, statutory or crisis response' },
    { code: 'safeguarding-first', label: 'Safeguarding comes first' },
    { code: 'unsafe-to-visit', label: 'Not safe to visit' },
    { code: 'capacity', label: 'The service is full' },
    { code: 'died', label: 'The person has died' },
  ],
  'withdrawal-reason': [
    { code: 'person-changed-mind', label: 'The person no longer wants it' },
    { code: 'consent-withdrawn', label: 'The person withdrew their agreement' },
    { code: 'need-met-elsewhere', label: 'The need is met another way' },
    { code: 'moved', label: 'The person has moved' },
    { code: 'referred-by-mistake', label: 'Referred by mistake' },
    { code: 'died', label: 'The person has died' },
  ],
  'hold-reason': [
    { code: 'in-hospital', label: 'The person is in hospital' },
    { code: 'away', label: 'The person is away' },
    { code: 'person-asked', label: 'The person asked to wait' },
    { code: 'bereaved', label: 'The person has been bereaved' },
  ],
  'closure-reason': [
    { code: 'goals-met', label: 'The plan is completed' },
    { code: 'goals-partly-met', label: 'The plan is partly completed' },
    { code: 'self-managing', label: 'The person manages without us' },
    { code: 'declined-by-person', label: 'The person said no' },
    { code: 'disengaged', label: 'The person stopped taking part' },
    { code: 'unable-to-contact', label: 'We could not reach the person' },
    { code: 'moved', label: 'The person has moved' },
    { code: 'escalated', label: 'Passed to a statutory service' },
    { code: 'care-home-or-hospital', label: 'Moved to a care home, or in hospital for long' },
    { code: 'died', label: 'The person has died' },
  ],
  'amendment-reason': [
    { code: 'mistake', label: 'It was written wrongly' },
    { code: 'changed', label: 'It has changed' },
    { code: 'more-known', label: 'We know more now' },
  ],
  'activity-category': [
    { code: 'self-management', label: 'Self-management programmes' },
    { code: 'benefits-advice', label: 'Benefits and money advice' },
    { code: 'arts-and-crafts', label: 'Arts and crafts' },
    { code: 'befriending', label: 'Befriending' },
    { code: 'dementia-support', label: 'Dementia support' },
    { code: 'advocacy', label: 'Advocacy' },
    { code: 'carers-respite', label: "Carers' respite" },
    { code: 'physical-activity', label: 'Physical activity' },
    { code: 'bereavement-support', label: 'Bereavement support' },
    { code: 'community-hub', label: 'Community hubs and lunch clubs' },
    { code: 'sensory-service', label: 'Sight and hearing services' },
    { code: 'alcohol-and-drugs', label: 'Alcohol and drugs', isSensitive: true },
    { code: 'domestic-abuse-support', label: 'Domestic abuse support', isSensitive: true },
  ],
  'offer-decline-reason': [
    { code: 'full', label: 'The activity is full' },
    { code: 'not-suitable', label: 'The activity would not suit the person' },
    { code: 'access-needs', label: 'We cannot meet the access needs' },
    { code: 'area', label: 'Too far away' },
    { code: 'safety', label: 'For safety' },
  ],
  'placement-end-reason': [
    { code: 'person-stopped', label: 'The person no longer wants to come' },
    { code: 'health', label: 'Health' },
    { code: 'transport', label: 'Could not get there' },
    { code: 'moved', label: 'Moved away' },
    { code: 'not-suitable', label: 'It did not suit the person' },
    { code: 'activity-ended', label: 'The activity ended' },
    { code: 'died', label: 'The person has died' },
  ],
}

/** The label of a code, also when it is retired; the code itself when the list never had it. */
export const labelOf = (
  { lists }: { lists: Readonly<Record<ListName, readonly Pick<ListItem, 'code' | 'label'>[]>> },
  list: ListName,
  code: string,
): string => lists[list].find((item) => item.code === code)?.label ?? code
