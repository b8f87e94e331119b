import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { canSeeMember, findMembership } from '../../accounts/public.ts'
import { canShutOut } from '../policy.ts'
import { sayWork } from '../rules.ts'
import { countOpenWork } from './open-work.ts'

/** What a member has in hand, in words and numbers alone: whoever decides who takes it may be nobody who reads it. */
export async function readOpenWork(context: Context, { membershipId }: { membershipId: string }): Promise<string[]> {
  const { actor, db } = context
  return db.transaction(async (tx) => {
    const member = await findMembership(tx, membershipId)
    if (member === undefined || !canSeeMember(actor, member)) throw new Refusal('not-found')
    if (actor.membershipId !== member.id && !canShutOut(actor, member)) throw new Refusal('not-allowed')
    const work = await countOpenWork(tx, context, membershipId)
    await recordAudit(tx, context, {
      action: 'membership.work-read',
      subjectKind: 'membership',
      subjectId: membershipId,
    })
    return sayWork(work)
  })
}
