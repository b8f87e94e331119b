/** Who may propose a line of a plan, and agree to it. */
export const PARTIES = ['person', 'carer', 'advisor', 'practice', 'provider', 'team'] as const

/** Whose an action is, as the person would say it. */
export const ACTION_OWNERS = ['me', 'my-carer', 'advisor', 'provider', 'practice'] as const

/** How the person agreed. Whoever cannot read the plan has it read to them. */
export const AGREEMENT_WAYS = ['in-person', 'by-phone-read-aloud', 'on-paper'] as const

/** What came of an objection: the line was changed, it was talked about, or the person wants it as it is. */
export const OBJECTION_ANSWERS = ['changed', 'talked', 'person-wants-it'] as const
