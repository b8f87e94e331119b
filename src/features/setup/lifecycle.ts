/** A change of settings is written, waits for its day, and holds; or it is thrown away before. */
export const SETTINGS_DRAFT_STATUSES = ['draft', 'scheduled', 'in-force', 'discarded'] as const
export type DraftStatus = (typeof SETTINGS_DRAFT_STATUSES)[number]

export const SETTINGS_DRAFT_STEPS = {
  schedule: { from: ['draft'], to: 'scheduled' },
  'take-effect': { from: ['draft', 'scheduled'], to: 'in-force' },
  discard: { from: ['draft', 'scheduled'], to: 'discarded' },
} as const satisfies Record<string, { from: readonly DraftStatus[]; to: DraftStatus }>

/** Where a step leads from here; undefined where it is not open. */
export function takeDraftStep(status: DraftStatus, step: keyof typeof SETTINGS_DRAFT_STEPS): DraftStatus | undefined {
  const from: readonly DraftStatus[] = SETTINGS_DRAFT_STEPS[step].from
  return from.includes(status) ? SETTINGS_DRAFT_STEPS[step].to : undefined
}
