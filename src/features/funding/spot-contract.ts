import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { MOST_PENCE } from '../../platform/money.ts'
import { SPOT_STATUSES } from './lifecycle.ts'
import type { SpotPurchaseView } from './store/spot-purchases.ts'

export const SpotPurchaseId = z.object({ spotPurchaseId: z.uuid() })
export const OfReferral = z.object({ referralId: z.uuid() })

export const NewSpotPurchaseBody = z
  .strictObject({
    activityId: z.uuid(),
    amountPence: z.int().min(1).max(MOST_PENCE),
    why: z.string().trim().min(1, 'Say why nobody who is paid anyway can take them').max(1_000),
  })
  .meta({ id: 'NewSpotPurchase' })

export const RefuseSpotBody = z
  .strictObject({ reason: z.string().trim().min(1, 'Say why not').max(500) })
  .meta({ id: 'SpotPurchaseRefusal' })

export const SpotPurchasesQuery = PageQuery.extend({ status: z.enum(SPOT_STATUSES).optional() })

export const SpotPurchaseBody = z
  .object({
    id: z.uuid(),
    referral: z.object({ id: z.uuid(), reference: z.string() }),
    provider: z.object({ id: z.uuid(), name: z.string() }),
    activity: z.object({ id: z.uuid(), name: z.string() }),
    agreementId: z.uuid(),
    placementId: z.uuid().nullable().describe('The place that it paid for'),
    amountPence: z.int(),
    why: z.string(),
    status: z.enum(SPOT_STATUSES),
    askedAt: z.iso.datetime(),
    askedBy: z.object({ id: z.uuid(), name: z.string() }),
    decidedAt: z.iso.datetime().nullable(),
    wasWithinLimit: z.boolean().describe('Nobody had to be asked'),
    refusedBecause: z.string().nullable(),
  })
  .meta({ id: 'SpotPurchase' })
export type SpotPurchaseBodyOf = z.infer<typeof SpotPurchaseBody>
export const SpotPurchasesBody = pageOf(SpotPurchaseBody).meta({ id: 'SpotPurchases' })

export const toSpotPurchaseBody = (purchase: SpotPurchaseView): SpotPurchaseBodyOf => ({
  id: purchase.id,
  referral: { id: purchase.referralId, reference: purchase.reference },
  provider: { id: purchase.providerId, name: purchase.providerName },
  activity: { id: purchase.activityId, name: purchase.activityName },
  agreementId: purchase.agreementId,
  placementId: purchase.placementId,
  amountPence: purchase.amountPence,
  why: purchase.why,
  status: purchase.status,
  askedAt: purchase.askedAt.toISOString(),
  askedBy: { id: purchase.askedById, name: purchase.askedByName },
  decidedAt: purchase.decidedAt?.toISOString() ?? null,
  wasWithinLimit: purchase.status === 'approved' && purchase.decidedById === null,
  refusedBecause: purchase.refusedBecause,
})
