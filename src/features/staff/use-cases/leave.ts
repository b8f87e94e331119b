import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import {
  canSeeMember,
  canTakeCareOf,
  countOtherAdministrators,
  endMembership as end,
  findMembershipForUpdate,
  saveMembershipDisabled,
} from '../../accounts/public.ts'
import { forgetScheme } from '../../schemes/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { canTakeOver, hasOpenWork, sayWork } from '../rules.ts'
import { countOpenWork, handOverWork } from './open-work.ts'

type Leaving = { membershipId: string; handTo?: string | undefined }

/** Somebody leaves: their membership ends, and with it every session in it, once a colleague has what they had in hand. */
export const endMembership = (context: Context, input: Leaving): Promise<void> =>
  leave(context, input, 'membership.ended', (tx) => end(tx, input.membershipId, context.now()))

/** Nobody signs in by the membership for now. */
export const disableMembership = (context: Context, input: Leaving): Promise<void> =>
  leave(context, input, 'membership.disabled', (tx) =>
    saveMembershipDisabled(tx, input.membershipId, { at: context.now(), because: 'by-manager' }),
  )

/** What asks for what is done here. */
const HAND_OVER_TASKS = ['unused-with-work', 'hand-over-work'] as const

async function leave(
  context: Context,
  { membershipId, handTo }: Leaving,
  action: string,
  stop: (tx: Tx) => Promise<void>,
): Promise<void> {
  forgetScheme(context.schemeId)
  await inTransaction(context, async (tx) => {
    const member = await findLookedAfter(tx, context, membershipId)
    if (member.role === 'administrator' && (await countOtherAdministrators(tx, membershipId)) === 0)
      throw new Refusal('not-possible', 'They are the last administrator of the scheme: make another one first')

    const work = await countOpenWork(tx, context, membershipId)
    // Whoever was shut out at once keeps their work until somebody says here who takes it.
    if (member.disabledAt !== null && action === 'membership.disabled' && !hasOpenWork(work))
      throw new Refusal('already-done')
    if (hasOpenWork(work)) {
      if (handTo === undefined)
        throw new Refusal(
          'has-open-work',
          'Say in handTo which colleague takes over what they have in hand',
          sayWork(work).map((detail) => ({ pointer: '#/handTo', detail })),
        )
      const successor = await findMembershipForUpdate(tx, handTo)
      if (successor === undefined || !canTakeOver(member, successor))
        throw invalid('#/handTo', 'Choose a colleague of the same organisation who can do this work and can sign in')
      await handOverWork(tx, context, { from: membershipId, to: handTo, work })
    }
    if (member.disabledAt === null || action !== 'membership.disabled') await stop(tx)
    for (const kind of HAND_OVER_TASKS)
      await closeTasksAbout(tx, context, { kind, subjectId: membershipId, outcome: 'handed-over' })
    await recordAudit(tx, context, {
      action,
      subjectKind: 'membership',
      subjectId: membershipId,
      detail: { work, handedTo: hasOpenWork(work) ? (handTo ?? null) : null },
    })
  })
  forgetScheme(context.schemeId)
}

/** Lets somebody sign in again; a membership that nobody uses is warned about anew the next day. */
export async function enableMembership(context: Context, { membershipId }: { membershipId: string }): Promise<void> {
  await inTransaction(context, async (tx) => {
    const member = await findLookedAfter(tx, context, membershipId)
    if (member.disabledAt === null) throw new Refusal('already-done', 'They can sign in')
    await saveMembershipDisabled(tx, membershipId, undefined)
    await closeTasksAbout(tx, context, { kind: 'hand-over-work', subjectId: membershipId, outcome: 'let-in-again' })
    await recordAudit(tx, context, {
      action: 'membership.enabled',
      subjectKind: 'membership',
      subjectId: membershipId,
    })
  })
}

async function findLookedAfter(tx: Tx, { actor }: Context, membershipId: string) {
  const member = await findMembershipForUpdate(tx, membershipId)
  if (member === undefined || !canSeeMember(actor, member)) throw new Refusal('not-found')
  if (!canTakeCareOf(actor, member)) throw new Refusal('not-allowed')
  if (member.endedAt !== null) throw new Refusal('already-done', 'The membership has ended')
  return member
}
