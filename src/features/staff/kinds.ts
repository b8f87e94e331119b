/** What somebody may have in hand when they leave. */
export const WORK = ['referrals', 'contacts', 'tasks', 'concerns', 'alignments', 'ladders'] as const
export type WorkKind = (typeof WORK)[number]
export type OpenWork = Record<WorkKind, number>

/** How each is said, after its number. */
export const WORK_WORDS: Record<WorkKind, string> = {
  referrals: 'open referrals',
  contacts: 'planned contacts',
  tasks: 'open tasks',
  concerns: 'concerns',
  alignments: 'practices they look after',
  ladders: 'places on the lists of whom to tell',
}
