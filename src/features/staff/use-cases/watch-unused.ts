import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import {
  countOtherAdministrators,
  DISABLE_AFTER_DAYS,
  listToDisable,
  listToWarn,
  saveMembershipDisabled,
  saveWarned,
  WARN_AFTER_DAYS,
} from '../../accounts/public.ts'
import { sendOut } from '../../messages/public.ts'
import { openTask } from '../../tasks/public.ts'
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
