import type { SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type SettingsFile, toSettingsFile } from '../settings-file.ts'
import { findScheme } from '../store.ts'

/** What a scheme has settled, for another to begin with. Done from the command line, because it reads across schemes. */
export async function exportSettings({
  sql,
  schemeId,
}: Pick<SystemContext, 'sql' | 'schemeId'>): Promise<SettingsFile> {
  const scheme = await findScheme(sql, schemeId)
  if (scheme === undefined) throw new Refusal('not-found', 'There is no scheme with this id')
  return toSettingsFile(scheme)
}
