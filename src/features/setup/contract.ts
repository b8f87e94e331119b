import { z } from 'zod'
import { SchemeSettings, TARGETS, type TargetName } from '../schemes/public.ts'
import { CONFIRMATIONS } from './kinds.ts'
import { SETTINGS_DRAFT_STATUSES } from './lifecycle.ts'
import type { Draft } from './store/drafts.ts'
import type { Confirmed } from './store/readiness.ts'
import type { Readiness } from './use-cases/check-readiness.ts'
import type { DraftWithTouches } from './use-cases/read-draft.ts'

export const ConfirmBody = z.strictObject({ what: z.enum(CONFIRMATIONS) }).meta({ id: 'SchemeConfirmationOf' })
export const ConfirmedBody = z
  .object({ what: z.enum(CONFIRMATIONS), at: z.iso.datetime(), by: z.string() })
  .meta({ id: 'SchemeConfirmation' })

export const toConfirmedBody = ({ at, ...rest }: Confirmed): z.infer<typeof ConfirmedBody> => ({
  ...rest,
  at: at.toISOString(),
})

export const ReadinessBody = z
  .object({
    isLive: z.boolean().describe('Whether referrals are taken'),
    isReady: z.boolean().describe('Nothing is missing that must be there'),
    missing: z.array(
      z.object({
        what: z.string(),
        todo: z.string(),
        isMust: z.boolean().describe('Without it the scheme does not go live'),
        because: z.string().describe('Why it must be there, or why the scheme may begin without'),
      }),
    ),
    confirmed: z.array(ConfirmedBody).describe('Which defaults somebody said are theirs'),
    tested: z.object({ mail: z.iso.datetime().nullable(), text: z.iso.datetime().nullable() }),
  })
  .meta({ id: 'Readiness' })

export const toReadinessBody = ({ confirmed, tested, ...readiness }: Readiness): z.infer<typeof ReadinessBody> => ({
  ...readiness,
  confirmed: confirmed.map(toConfirmedBody),
  tested: { mail: tested.mail?.toISOString() ?? null, text: tested.text?.toISOString() ?? null },
})

export const TestSentBody = z.object({ outgoingId: z.uuid() }).meta({ id: 'SchemeTest' })

export const DraftId = z.object({ draftId: z.uuid() })

const { reviewAfterWeeks, caseloadLimit, requireAgreements, hearsUnlessSaid } = SchemeSettings.shape
/** What a draft may change: without the defaults, so that what is not named stays. */
export const SettingsChangesBody = z
  .strictObject({
    targets: z.partialRecord(z.enum(Object.keys(TARGETS) as [TargetName, ...TargetName[]]), z.int().min(0).max(90)),
    criteria: z
      .strictObject({
        minimumAge: z.int().min(0).max(120),
        longTermConditionOrCarer: z.boolean(),
        riskTiers: z.array(z.string().max(60)).max(20),
      })
      .partial(),
    reviewAfterWeeks: reviewAfterWeeks.unwrap(),
    caseloadLimit: caseloadLimit.unwrap(),
    requireAgreements: requireAgreements.unwrap(),
    hearsUnlessSaid: hearsUnlessSaid.unwrap(),
  })
  .partial()
  .meta({ id: 'SettingsChanges' })

export const ScheduleBody = z
  .strictObject({ holdsFrom: z.iso.date().describe('Today: at once') })
  .meta({ id: 'SettingsDraftDay' })

const value = z.union([z.int(), z.boolean(), z.string(), z.array(z.string())])
const DraftLineBody = z
  .object({
    id: z.uuid(),
    status: z.enum(SETTINGS_DRAFT_STATUSES),
    changes: z.array(z.object({ field: z.string(), from: value, to: value })),
    holdsFrom: z.iso.date().nullable(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    settledAt: z.iso.datetime().nullable().describe('When it came into force, or was discarded'),
    version: z.int(),
  })
  .meta({ id: 'SettingsDraftLine' })
export const DraftsBody = z.object({ items: z.array(DraftLineBody) }).meta({ id: 'SettingsDrafts' })

export const DraftBody = DraftLineBody.extend({
  touches: z.object({
    clocks: z.array(z.object({ target: z.string(), open: z.int() })),
    forms: z.int().describe('Begun and not sent'),
    groupsWithoutAgreement: z.int(),
    says: z.array(z.string()),
  }),
}).meta({ id: 'SettingsDraft' })

export const toDraftLineBody = (draft: Draft): z.infer<typeof DraftLineBody> => ({
  id: draft.id,
  status: draft.status,
  changes: draft.changes,
  holdsFrom: draft.holdsFrom,
  createdAt: draft.createdAt.toISOString(),
  createdBy: draft.createdBy,
  settledAt: draft.settledAt?.toISOString() ?? null,
  version: draft.version,
})
export const toDraftBody = ({ touches, ...draft }: DraftWithTouches): z.infer<typeof DraftBody> => ({
  ...toDraftLineBody(draft),
  touches,
})
