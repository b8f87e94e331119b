import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { askToSign } from '../../agreements/public.ts'
import { findConsent, openCareRelationship } from '../../people/public.ts'
import type { OwnedPlacement } from '../store.ts'
import { readSharing, recordPlacementStep, startPlacementStep } from './take-placement-step.ts'
import { tellAdvisor } from './tell-advisor.ts'

/** The provider says yes. From now on it may know who comes, if the person agreed to share. */
export async function acceptPlacement(
  context: Context,
  input: { placementId: string },
): Promise<OwnedPlacement & { mayShare: boolean; isSigned: boolean }> {
  const { now, today } = context
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, input.placementId, 'accept')
    await openCareRelationship(tx, context, {
      personId: placement.personId,
      kind: 'placement',
      scope: 'placement',
      organisationId: placement.providerId,
      subjectId: placement.id,
    })
    const { personId, providerId, advisorServiceId } = placement
    await askToSign(tx, context, { organisationId: providerId, advisorServiceId })
    const answer = await findConsent(tx, { personId, purpose: 'share', recipientId: providerId })
    if (answer !== 'given') await tellAdvisor(tx, context, placement, 'ask-to-share')
    const step = { step: 'accept', on: today(), changes: { acceptedAt: now() } } as const
    const accepted = await recordPlacementStep(tx, context, { placement, status }, step)
    return { ...placement, ...accepted, ...(await readSharing(tx, context, placement.id)) }
  })
}
