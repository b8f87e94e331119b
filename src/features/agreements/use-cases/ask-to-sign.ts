import type { Context, Tx } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { hasAgreementOn } from '../store.ts'

/** When a group has a person to expect and has signed nothing, the service owes it the paper. */
export async function askToSign(
  tx: Tx,
  context: Context,
  { organisationId, advisorServiceId }: { organisationId: string; advisorServiceId: string },
): Promise<void> {
  const { settings } = await getScheme(context)
  if (!settings.requireAgreements || organisationId === advisorServiceId) return
  if (await hasAgreementOn(tx, organisationId, context.today())) return
  await openTask(tx, context, {
    kind: 'sign-agreement',
    subjectKind: 'organisation',
    subjectId: organisationId,
    organisationId: advisorServiceId,
    dueOn: context.today(),
  })
}
