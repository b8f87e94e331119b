import { z } from 'zod'
import type { Actor } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { MOST_PENCE } from '../../platform/money.ts'
import { FUNDING_KINDS, FUNDING_WARNINGS, PANEL_DECISIONS, UNPAID_REASONS } from './kinds.ts'
import { COMMITMENT_STATUSES } from './lifecycle.ts'
import { percentCommitted, warningsOf } from './rules.ts'
import type { FundingAgreementView } from './store/agreements.ts'
import type { PaidPlace } from './store/commitments.ts'

export const FundingAgreementId = z.object({ fundingAgreementId: z.uuid() })
export const CommitmentId = z.object({ commitmentId: z.uuid() })

export const Pence = z.int().min(0).max(MOST_PENCE)
const Places = z.int().min(1).max(100_000)
const Source = z.string().trim().min(1, 'Enter from which budget it comes').max(200)

export const NewFundingAgreementBody = z
  .strictObject({
    providerId: z.uuid(),
    kind: z.enum(FUNDING_KINDS),
    activityId: z.uuid().optional().describe('Left out: for whatever the group does'),
    places: Places.optional().describe('Of a block alone'),
    unitPricePence: Pence.describe('What a place costs, or is reckoned at in a grant'),
    valuePence: Pence.optional().describe('What it is worth in all; of a block its places times the price of one'),
    spotLimitPence: Pence.optional().describe('Of spot purchases alone: above it somebody says yes first'),
    startsOn: z.iso.date(),
    endsOn: z.iso.date().describe('The last day'),
    source: Source.describe('From which budget it comes'),
  })
  .meta({ id: 'NewFundingAgreement' })

/** A JSON merge patch: what is left out stays. */
export const FundingAgreementPatch = z
  .strictObject({
    places: Places.optional(),
    unitPricePence: Pence.optional(),
    valuePence: Pence.optional(),
    spotLimitPence: Pence.optional(),
    startsOn: z.iso.date().optional(),
    endsOn: z.iso.date().optional(),
    source: Source.optional(),
  })
  .meta({ id: 'FundingAgreementPatch' })
export type FundingAgreementPatch = z.infer<typeof FundingAgreementPatch>

export const PanelDecisionBody = z
  .strictObject({
    decision: z.enum(PANEL_DECISIONS),
    on: z.iso.date(),
    note: z.string().trim().min(1).max(1_000).optional(),
  })
  .meta({ id: 'PanelDecision' })

export const FundingAgreementsQuery = PageQuery.extend({
  providerId: z.uuid().optional(),
  isOver: z.stringbool().default(false).describe('Those that have ended as well'),
})

export const FundingAgreementBody = z
  .object({
    id: z.uuid(),
    provider: z.object({ id: z.uuid(), name: z.string() }),
    activity: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Null: for whatever the group does'),
    kind: z.enum(FUNDING_KINDS),
    places: z.int().nullable(),
    placesCommitted: z.int().describe('Promised or used'),
    placesUsed: z.int().describe('Somebody has begun'),
    placesLeft: z.int().nullable(),
    unitPricePence: z.int(),
    valuePence: z.int(),
    penceCommitted: z.int(),
    penceUsed: z.int(),
    penceLeft: z.int(),
    percentCommitted: z.int(),
    spotLimitPence: z.int().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    source: z.string(),
    panel: z
      .object({ decision: z.enum(PANEL_DECISIONS), on: z.iso.date(), note: z.string().nullable() })
      .nullable()
      .describe('What the independent panel said; a group does not read its note'),
    warnings: z.array(z.enum(FUNDING_WARNINGS)),
    version: z.int().describe('Of what was agreed; taking a place does not change it'),
  })
  .meta({ id: 'FundingAgreement' })
export type FundingAgreementBodyOf = z.infer<typeof FundingAgreementBody>
export const FundingAgreementsBody = pageOf(FundingAgreementBody).meta({ id: 'FundingAgreements' })

export const toFundingAgreementBody = (
  agreement: FundingAgreementView,
  { actor, today }: { actor: Actor; today: string },
): FundingAgreementBodyOf => {
  const { panelDecision, panelDecidedOn, panelNote, activityId, activityName, places } = agreement
  return {
    id: agreement.id,
    provider: { id: agreement.providerId, name: agreement.providerName },
    activity: activityId === null ? null : { id: activityId, name: activityName ?? '' },
    kind: agreement.kind,
    places,
    placesCommitted: agreement.placesCommitted,
    placesUsed: agreement.placesUsed,
    placesLeft: places === null ? null : places - agreement.placesCommitted,
    unitPricePence: agreement.unitPricePence,
    valuePence: agreement.valuePence,
    penceCommitted: agreement.penceCommitted,
    penceUsed: agreement.penceUsed,
    penceLeft: agreement.valuePence - agreement.penceCommitted,
    percentCommitted: percentCommitted(agreement),
    spotLimitPence: agreement.spotLimitPence,
    startsOn: agreement.startsOn,
    endsOn: agreement.endsOn,
    source: agreement.source,
    panel:
      panelDecision === null || panelDecidedOn === null
        ? null
        : { decision: panelDecision, on: panelDecidedOn, note: actor.role === 'provider' ? null : panelNote },
    warnings: warningsOf(agreement, today),
    version: agreement.version,
  }
}

export const PaidPlacesQuery = PageQuery
export const UnpaidPlacesQuery = PageQuery.extend({ because: z.enum(UNPAID_REASONS).optional() })

export const PaidPlaceBody = z
  .object({
    id: z.uuid(),
    placementId: z.uuid(),
    referral: z
      .object({ id: z.uuid(), reference: z.string() })
      .nullable()
      .describe('For the service alone: a group reads of its places what their pages say'),
    provider: z.object({ id: z.uuid(), name: z.string() }),
    activity: z.object({ id: z.uuid(), name: z.string() }),
    agreementId: z.uuid().nullable(),
    amountPence: z.int(),
    unpaidBecause: z.enum(UNPAID_REASONS).nullable(),
    status: z.enum(COMMITMENT_STATUSES),
    committedAt: z.iso.datetime(),
    startedOn: z.iso.date().nullable(),
    completedOn: z.iso.date().nullable(),
    isStated: z.boolean().describe('Whether it stands on a statement'),
  })
  .meta({ id: 'FundedPlace' })
export type PaidPlaceBodyOf = z.infer<typeof PaidPlaceBody>
export const PaidPlacesBody = pageOf(PaidPlaceBody).meta({ id: 'FundedPlaces' })

export const toPaidPlaceBody = (place: PaidPlace, { role }: Pick<Actor, 'role'>): PaidPlaceBodyOf => ({
  id: place.id,
  placementId: place.placementId,
  referral: role === 'provider' ? null : { id: place.referralId, reference: place.reference },
  provider: { id: place.providerId, name: place.providerName },
  activity: { id: place.activityId, name: place.activityName },
  agreementId: place.agreementId,
  amountPence: place.amountPence,
  unpaidBecause: place.unpaidBecause,
  status: place.status,
  committedAt: place.committedAt.toISOString(),
  startedOn: place.startedOn,
  completedOn: place.completedOn,
  isStated: place.statementId !== null,
})
