import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { endMembershipsOf, listMembersOf } from '../../accounts/public.ts'
import { forwardUnheard } from '../../messages/public.ts'
import { findOrganisationForUpdate, moveServedPractices, updateOrganisation } from '../../organisations/public.ts'
import { moveCareRelationshipsOf, moveRegistrationsOf } from '../../people/public.ts'
import { moveAlignments, moveOpenReferrals } from '../../referrals/public.ts'
import { moveOpenTasks } from '../../tasks/public.ts'
import type { ClosedOrganisationBody, CloseOrganisationBody } from '../contract.ts'
import { whyNotInto } from '../rules.ts'

type Input = { organisationId: string } & z.infer<typeof CloseOrganisationBody>
type Closed = z.infer<typeof ClosedOrganisationBody>

/**
 * An organisation closes into another: what is open moves in one transaction, what has ended still names the old one. Said
 * again with the same successor it moves what came in meanwhile, so that a repeat after a broken answer does no harm.
 */
export async function closeOrganisation(context: Context, input: Input): Promise<Closed> {
  const { organisationId, on, successorId, reason, endMembershipIds } = input
  if (on > context.today()) throw invalid('#/on', 'Enter a day that is not in the future')
  return inTransaction(context, async (tx) => {
    // Locked in order of id, so that two that close into each other at once wait, and the second is refused.
    const [first = '', second = ''] = [organisationId, successorId].sort()
    const locked = [await findOrganisationForUpdate(tx, first), await findOrganisationForUpdate(tx, second)]
    const organisation = locked.find((one) => one?.id === organisationId)
    if (organisation === undefined) throw new Refusal('not-found')
    const fault = whyNotInto(
      organisation,
      locked.find((one) => one?.id === successorId),
    )
    if (fault !== undefined) throw invalid(fault.pointer, fault.detail)
    const isAgain = organisation.successorId === successorId
    if (organisation.closedOn !== null && !isAgain)
      throw new Refusal('already-done', 'This organisation has closed already')

    const closedOn = organisation.closedOn ?? on
    if (!isAgain) await updateOrganisation(tx, organisation, { closedOn, successorId, closedBecause: reason })
    const moved = await moveWork(tx, context, { fromId: organisationId, toId: successorId, on: closedOn })
    if (endMembershipIds.length > 0)
      await endMembershipsOf(tx, { organisationId, membershipIds: endMembershipIds, at: context.now() })
    await recordAudit(tx, context, {
      action: 'organisation.closed',
      subjectKind: 'organisation',
      subjectId: organisationId,
      detail: { successorId, on: closedOn, moved, endMembershipIds },
    })
    return { organisationId, successorId, closedOn, moved, members: await listMembersOf(tx, organisationId) }
  })
}

/** Referrals first, then people, then what hangs on them: the order in which everybody locks. */
async function moveWork(
  tx: Tx,
  context: Context,
  succession: { fromId: string; toId: string; on: string },
): Promise<Closed['moved']> {
  return {
    referrals: await moveOpenReferrals(tx, context, { fromId: succession.fromId, toId: succession.toId }),
    registrations: await moveRegistrationsOf(tx, succession),
    careRelationships: await moveCareRelationshipsOf(tx, context, succession),
    messages: await forwardUnheard(tx, succession),
    tasks: await moveOpenTasks(tx, succession),
    servedPractices: await moveServedPractices(tx, succession),
    alignments: await moveAlignments(tx, succession),
  }
}
