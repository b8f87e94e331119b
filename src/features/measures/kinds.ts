/** Why the questions were not all answered. Being too tired today is no refusal: the rest can be asked another day. */
export const NOT_FINISHED_REASONS = ['too-tired', 'declined', 'stopped'] as const
export type NotFinishedReason = (typeof NOT_FINISHED_REASONS)[number]
