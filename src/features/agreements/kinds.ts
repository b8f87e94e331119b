/** What an organisation is, by law, to what it is told. */
export const AGREEMENT_ROLES = ['controller', 'processor', 'joint-controller'] as const

/** How an organisation shows that it keeps what it is told safe: the national toolkit, or the checklist for small groups. */
export const ASSURANCES = ['dspt', 'small-group-checklist'] as const

/** For so many days before the end somebody owes a new one; for as many after it, running places keep names. */
export const WARNING_DAYS = 30
