import { z } from 'zod'
import { forEachList } from './lists.ts'
import { SafetySettings, SchemeSettings } from './settings.ts'
import type { Scheme } from './store.ts'

const Item = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,60}$/, 'Letters in lower case, digits and dashes'),
  label: z.string().trim().min(1).max(200),
  isSensitive: z.boolean().default(false),
})
const Items = z
  .array(Item)
  .min(1)
  .max(500)
  .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, 'Use each code once')

/** What is copied is named: a setting that is added later names somebody, or a place, until it is looked at. */
const Copied = SchemeSettings.pick({
  targets: true,
  criteria: true,
  reviewAfterWeeks: true,
  caseloadLimit: true,
  requireAgreements: true,
  secondFactor: true,
}).extend({
  /** Never the telephone numbers, nor who is told: a number of another town could cost a life. */
  safety: SafetySettings.pick({ noReplyRungs: true, acknowledgeWithinHours: true }).strict().prefault({}),
})

/** A scheme's settings and words as a file, for the next town: no person, no organisation, no account, no telephone number. */
export const SettingsFile = z.strictObject({
  format: z.literal('rother-settings'),
  version: z.literal(1),
  settings: Copied.strict(),
  lists: z.strictObject(forEachList(() => Items)),
})
export type SettingsFile = z.infer<typeof SettingsFile>

/** What is in use; what was retired stays behind. */
export const toSettingsFile = ({ settings, lists }: Pick<Scheme, 'settings' | 'lists'>): SettingsFile => ({
  format: 'rother-settings',
  version: 1,
  settings: {
    targets: settings.targets,
    criteria: settings.criteria,
    reviewAfterWeeks: settings.reviewAfterWeeks,
    caseloadLimit: settings.caseloadLimit,
    requireAgreements: settings.requireAgreements,
    secondFactor: settings.secondFactor,
    safety: {
      noReplyRungs: settings.safety.noReplyRungs,
      acknowledgeWithinHours: settings.safety.acknowledgeWithinHours,
    },
  },
  lists: forEachList((list) =>
    lists[list]
      .filter(({ retiredOn }) => retiredOn === null)
      .map(({ code, label, isSensitive }) => ({ code, label, isSensitive })),
  ),
})
