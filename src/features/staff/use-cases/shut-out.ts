import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import {
  canSeeMember,
  countOtherAdministrators,
  findMembershipForUpdate,
  saveMembershipDisabled,
} from '../../accounts/public.ts'
import { bringConcernsOn } from '../../safeguarding/public.ts'
import { forgetScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { canShutOut } from '../policy.ts'
import { hasOpenWork } from '../rules.ts'
import { countOpenWork } from './open-work.ts'

/**
 * In an emergency: access ends at once, whatever they have in hand. Concerns that they had climb in the same moment, by their
 * clocks; the rest is a task of their organisation for today.
 */
export async function shutOut(context: Context, { membershipId }: { membershipId: string }): Promise<void> {
  const { actor, now, today } = context
  forgetScheme(context.schemeId)
  await inTransaction(context, async (tx) => {
    const member = await findMembershipForUpdate(tx, membershipId)
    if (member === undefined || !canSeeMember(actor, member)) throw new Refusal('not-found')
    if (!canShutOut(actor, member)) throw new Refusal('not-allowed')
    if (member.endedAt !== null || member.disabledAt !== null)
      throw new Refusal('already-done', 'They cannot sign in any more')
    if (member.role === 'administrator' && (await countOtherAdministrators(tx, membershipId)) === 0)
      throw new Refusal('not-possible', 'They are the last administrator of the scheme: make another one first')

    const work = await countOpenWork(tx, context, membershipId)
    await saveMembershipDisabled(tx, membershipId, { at: now(), because: 'by-manager' })
    await bringConcernsOn(tx, context, membershipId)
    if (hasOpenWork({ ...work, concerns: 0 }))
      await openTask(tx, context, {
        kind: 'hand-over-work',
        subjectKind: 'membership',
        subjectId: membershipId,
        organisationId: member.organisationId,
        dueOn: today(),
      })
    await recordAudit(tx, context, {
      action: 'membership.shut-out',
      subjectKind: 'membership',
      subjectId: membershipId,
      detail: { work },
    })
  })
}
