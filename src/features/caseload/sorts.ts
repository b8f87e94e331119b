/** By what a caseload is sorted. Upwards says most: what is due first, who was seen the longest ago, who waits longest. */
export const SORTS = [
  'due',
  'name',
  'stage',
  'practice',
  'owner',
  'last-contact',
  'next-contact',
  'waiting',
  'own-next',
] as const
export type Sort = (typeof SORTS)[number]

export const ORDERS = ['asc', 'desc'] as const
export type Order = (typeof ORDERS)[number]
