import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import {
  countOtherAdministrators,
  DISABLE_AFTER_DAYS,
  findMembership,
  listToDisable,
  listToWarn,
  saveMembershipDisabled,
  saveWarned,
  WARN_AFTER_DAYS,
} from '../../accounts/public.ts'
import { sendOut } from '../../messages/public.ts'
import { closeTasksAbout, listOpenSubjects, openTask, type TaskKind } from '../../tasks/public.ts'
import { unusedWarning } from '../letters.ts'
import { hasOpenWork } from '../rules.ts'
import { countOpenWork } from './open-work.ts'

const AT_ONCE = 200
const DAY_MS = 86_400_000

/**
 * Memberships that nobody uses: warned after 76 days, disabled after 90, never without two weeks between. Who has open work
 * keeps it until somebody decides who takes it, and the last administrator is never shut out.
 */
export async function watchUnused(context: SystemContext, publicUrl: string): Promise<void> {
  const at = context.now().getTime()
  const daysAgo = (days: number) => new Date(at - days * DAY_MS)
  await context.db.transaction(async (tx) => {
    await closeSettled(tx, context, daysAgo(DISABLE_AFTER_DAYS))
    const since = { unused: daysAgo(DISABLE_AFTER_DAYS), warned: daysAgo(DISABLE_AFTER_DAYS - WARN_AFTER_DAYS) }
    for (const member of await listToDisable(tx, since, AT_ONCE)) await disableOrAsk(tx, context, member)
  })
  await context.db.transaction(async (tx) => {
    for (const { id } of await listToWarn(tx, daysAgo(WARN_AFTER_DAYS), AT_ONCE)) {
      await saveWarned(tx, id, context.now())
      await sendOut(tx, context, {
        channel: 'mail',
        to: { kind: 'member', membershipId: id },
        event: 'account-notice',
        ...unusedWarning(publicUrl),
        about: { subjectKind: 'membership', subjectId: id },
      })
      await recordAudit(tx, context, { action: 'membership.warned', subjectKind: 'membership', subjectId: id })
    }
  })
}

/** What was asked about somebody is settled once they have nothing in hand, sign in again, or do not work here any more. */
async function closeSettled(tx: Tx, context: SystemContext, unusedSince: Date): Promise<void> {
  const close = (kind: TaskKind, subjectId: string, outcome: string) =>
    closeTasksAbout(tx, context, { kind, subjectId, outcome })
  for (const { kind, subjectId } of await listOpenSubjects(tx, ['unused-with-work', 'hand-over-work'])) {
    const member = await findMembership(tx, subjectId)
    if (member === undefined || member.endedAt !== null) await close(kind, subjectId, 'left')
    else if (!hasOpenWork(await countOpenWork(tx, context, subjectId))) await close(kind, subjectId, 'handed-over')
    else if (kind === 'unused-with-work' && (member.lastSignedInAt ?? member.createdAt) > unusedSince)
      await close(kind, subjectId, 'signed-in')
  }
}

async function disableOrAsk(
  tx: Tx,
  context: SystemContext,
  { id, organisationId, role }: { id: string; organisationId: string; role: string },
): Promise<void> {
  if (role === 'administrator' && (await countOtherAdministrators(tx, id)) === 0) return
  if (hasOpenWork(await countOpenWork(tx, context, id))) {
    await openTask(tx, context, {
      kind: 'unused-with-work',
      subjectKind: 'membership',
      subjectId: id,
      organisationId,
      dueOn: context.today(),
    })
    return
  }
  await saveMembershipDisabled(tx, id, { at: context.now(), because: 'unused' })
  await recordAudit(tx, context, { action: 'membership.disabled', subjectKind: 'membership', subjectId: id })
}
