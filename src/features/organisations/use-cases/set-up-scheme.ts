import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { insertScheme, SchemeSettings, type SettingsFile, saveSettings } from '../../schemes/public.ts'
import { insertOrganisation } from '../store.ts'

type NewScheme = {
  name: string
  host: string | undefined
  isPractice: boolean
  advisorServiceName: string
  /** What another scheme has settled; the defaults for England when it is left out. */
  from?: SettingsFile | undefined
}
export type SetUpScheme = { schemeId: string; schemeOrganisationId: string; advisorServiceId: string }

/**
 * Makes a scheme that can be signed in to: the default lists and targets for England or another's, its own organisation and its advisor
 * service. Done from the command line on the owner's connection, because no role of the application may make a tenant.
 */
export async function setUpScheme(
  context: Omit<SystemContext, 'schemeId' | 'sql'>,
  input: NewScheme,
): Promise<SetUpScheme> {
  const { db, now, newId, log } = context
  const { name, host, isPractice, advisorServiceName, from } = input
  const [schemeId, schemeOrganisationId, advisorServiceId] = [newId(), newId(), newId()]
  const at = now()
  await db.transaction(async (tx) => {
    await insertScheme(tx, { id: schemeId, name, host, isPractice, lists: from?.lists, at, newId })
    await insertOrganisation(tx, schemeId, { id: schemeOrganisationId, name, kinds: ['scheme'], createdAt: at })
    await insertOrganisation(tx, schemeId, {
      id: advisorServiceId,
      name: advisorServiceName,
      kinds: ['advisor-service'],
      createdAt: at,
    })
    await saveSettings(tx, schemeId, SchemeSettings.parse({ ...from?.settings, advisorServiceId }), at)
    await recordAudit(
      tx,
      { ...context, schemeId },
      { action: 'scheme.set-up', subjectKind: 'scheme', subjectId: schemeId },
    )
  })
  log.info({ schemeId }, 'scheme set up')
  return { schemeId, schemeOrganisationId, advisorServiceId }
}
