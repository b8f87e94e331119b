/** What somebody may have in hand when they leave. */
export const WORK = ['referrals', 'drafts', 'contacts', 'tasks', 'concerns', 'alignments', 'ladders'] as const
export type WorkKind = (typeof WORK)[number]
export type OpenWork = Record<WorkKind, number>

/** How each is said after its number: of one, and of several. */
export const WORK_WORDS: Record<WorkKind, readonly [string, string]> = {
  referrals: ['open referral', 'open referrals'],
  drafts: ['referral that is not sent yet', 'referrals that are not sent yet'],
  contacts: ['contact that is planned or has no notes yet', 'contacts that are planned or have no notes yet'],
  tasks: ['open task', 'open tasks'],
  concerns: ['concern', 'concerns'],
  alignments: ['practice they look after', 'practices they look after'],
  ladders: ['place on the lists of whom to tell', 'places on the lists of whom to tell'],
}
