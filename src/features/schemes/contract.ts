import { z } from 'zod'
import { forEachList } from './lists.ts'
import {
  DirectorySettings,
  PrivacySettings,
  SafetySettings,
  SchemeSettings,
  SECOND_FACTOR_RULES,
  TARGETS,
  type TargetName,
  ToPersonSettings,
} from './settings.ts'
import type { Scheme } from './store.ts'

const ListItemBody = z.object({ code: z.string(), label: z.string(), isSensitive: z.boolean(), isRetired: z.boolean() })

export const SchemeBody = z
  .object({
    id: z.uuid(),
    name: z.string(),
    isPractice: z
      .boolean()
      .describe('A scheme for training, with invented people only: say it loudly on every page. Nothing leaves it'),
    isLive: z.boolean().describe('Whether referrals are taken'),
    advisorServiceId: z.uuid(),
    targets: z.array(
      z.object({
        name: z.enum(Object.keys(TARGETS) as [TargetName, ...TargetName[]]),
        workingDays: z.int(),
        of: z.string(),
      }),
    ),
    criteria: z.object({ minimumAge: z.int(), longTermConditionOrCarer: z.boolean(), riskTiers: z.array(z.string()) }),
    reviewAfterWeeks: z.int(),
    caseloadLimit: z.int().describe('Of somebody who works full time'),
    requireAgreements: z.boolean().describe('Whether a group is told names only once it has signed'),
    hearsUnlessSaid: SchemeSettings.shape.hearsUnlessSaid
      .unwrap()
      .describe('How much an organisation hears of a person who has not said'),
    safety: SafetySettings,
    toPerson: ToPersonSettings.describe('What goes to a person by itself'),
    privacy: PrivacySettings,
    directory: DirectorySettings,
    secondFactor: z.enum(SECOND_FACTOR_RULES).describe('Whether everybody signs in with a code as well'),
    version: z.int().describe('Of the settings; send it as If-Match to change them'),
    lists: z.object(forEachList(() => z.array(ListItemBody))),
  })
  .meta({ id: 'Scheme' })

export function toSchemeBody(scheme: Scheme): z.infer<typeof SchemeBody> {
  const { id, name, isPractice, isLive, settings, version, lists } = scheme
  return {
    id,
    name,
    isPractice,
    isLive,
    advisorServiceId: settings.advisorServiceId,
    targets: Object.entries(TARGETS).map(([target, { sentence }]) => ({
      name: target as TargetName,
      workingDays: settings.targets[target as TargetName],
      of: sentence,
    })),
    criteria: settings.criteria,
    reviewAfterWeeks: settings.reviewAfterWeeks,
    caseloadLimit: settings.caseloadLimit,
    requireAgreements: settings.requireAgreements,
    hearsUnlessSaid: settings.hearsUnlessSaid,
    safety: settings.safety,
    toPerson: settings.toPerson,
    privacy: settings.privacy,
    directory: settings.directory,
    secondFactor: settings.secondFactor,
    version,
    lists: forEachList((list) =>
      lists[list].map(({ code, label, isSensitive, retiredOn }) => ({
        code,
        label,
        isSensitive,
        isRetired: retiredOn !== null,
      })),
    ),
  }
}
