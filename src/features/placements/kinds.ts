export const ATTENDED_ANSWERS = ['yes', 'no'] as const
export type Attended = (typeof ATTENDED_ANSWERS)[number]
