/** What an organisation is, by law, to what it is told. */
export const AGREEMENT_ROLES = ['controller', 'processor', 'joint-controller'] as const

/** How an organisation shows that it keeps what it is told safe: the national toolkit, or the checklist for small groups. */
export const ASSURANCES = ['dspt', 'small-group-checklist'] as const

/** For so many days before the end somebody owes a new one; for as many after it, running places keep names. */
export const WARNING_DAYS = 30

/** What the national toolkit says of an organisation (Data Security and Protection Toolkit, published each year). */
export const DSPT_STANDINGS = ['standards-exceeded', 'standards-met', 'approaching-standards'] as const

/** What is gone through with a small group that has no toolkit. */
export const CHECKLIST = {
  'named-person': 'One named person looks after what the group is told',
  'only-who-needs': 'Only those who run the session read it',
  'kept-locked': 'Paper is locked away, and telephones and computers have a code',
  'not-forwarded': 'Nothing is passed on or put into a group chat',
  'gone-in-time': 'It is destroyed when the place is over',
  'told-when-lost': 'The scheme is rung the same day when something is lost',
} as const
export type ChecklistPoint = keyof typeof CHECKLIST
export const CHECKLIST_POINTS = Object.keys(CHECKLIST) as [ChecklistPoint, ...ChecklistPoint[]]
