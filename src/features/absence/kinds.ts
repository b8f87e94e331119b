/** Why somebody is away, as far as anybody needs to know: never which illness. */
export const ABSENCE_KINDS = ['leave', 'sick', 'other'] as const
export type AbsenceKind = (typeof ABSENCE_KINDS)[number]

/** Days of the week as people say them; Monday is the first. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]
