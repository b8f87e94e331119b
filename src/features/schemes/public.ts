import { recordAudit } from '../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../platform/context.ts'
import { invalid, Refusal } from '../../platform/problems.ts'
import { inTransaction } from '../../platform/transaction.ts'
import type { ListName } from './lists.ts'
import type { SchemeSettings } from './settings.ts'
import { findScheme, replaceSettings, type Scheme, type SchemeListItem } from './store.ts'

export { SchemeBody, toSchemeBody } from './contract.ts'
export { findSchemesByHost } from './hosts.ts'
export { LISTS, type ListName, labelOf } from './lists.ts'
export {
  CONCERN_KINDS,
  type ConcernKind,
  DirectorySettings,
  NO_REPLY_RUNGS,
  PrivacySettings,
  SafetySettings,
  SchemeSettings,
  SECOND_FACTOR_RULES,
  type SecondFactorRule,
  TARGETS,
  type TargetName,
  type Targets,
  ToPersonSettings,
} from './settings.ts'
export { SettingsFile } from './settings-file.ts'
export type { Scheme, SchemeListItem } from './store.ts'
export { findSettingsForUpdate, insertScheme, replaceSettings, saveSettings } from './store.ts'
export { exportSettings } from './use-cases/export-settings.ts'
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'
export { addWorkingHours } from './working-hours.ts'

/** Settings change a few times a year and are needed in each request: they are kept for five seconds. */
const KEPT_FOR_MS = 5_000
const kept = new Map<string, { scheme: Promise<Scheme | undefined>; until: number }>()

export async function getScheme(context: Pick<SystemContext, 'sql' | 'schemeId'>): Promise<Scheme> {
  const { sql, schemeId } = context
  const known = kept.get(schemeId)
  const scheme = known !== undefined && known.until > performance.now() ? known.scheme : read(sql, schemeId)
  const found = await scheme
  if (found === undefined)
    throw new Refusal('not-possible', 'The scheme has no settings yet: an administrator must set it up first')
  return found
}

/** Refuses a referral before an administrator has said that the scheme is ready for it. */
export function requireLive({ isLive }: Scheme): void {
  if (!isLive)
    throw new Refusal('scheme-not-live', 'The scheme takes no referrals yet: its administrator must take it live first')
}

/** In a scheme for training nobody real is written down: only numbers that the NHS gives to nobody. The database refuses the others too. */
export function refuseRealNumber({ isPractice }: Scheme, nhsNumber: string | undefined, pointer: string): void {
  if (isPractice && nhsNumber !== undefined && !nhsNumber.startsWith('999'))
    throw invalid(pointer, 'This scheme is for training: use an invented NHS number, which begins 999')
}

/** As it is in the database now, whatever is kept. */
export function readScheme(context: Pick<SystemContext, 'sql' | 'schemeId'>): Promise<Scheme> {
  forgetScheme(context.schemeId)
  return getScheme(context)
}

function read(sql: SystemContext['sql'], schemeId: string): Promise<Scheme | undefined> {
  const scheme = findScheme(sql, schemeId)
  kept.set(schemeId, { scheme, until: performance.now() + KEPT_FOR_MS })
  scheme.catch(() => kept.delete(schemeId))
  return scheme
}

/** Read anew by whoever asks next in this process; others know of a change within five seconds. */
export const forgetScheme = (schemeId: string): void => void kept.delete(schemeId)

/** The item of a scheme's list, or a refusal that names the codes that are in use. */
export function getListItem(scheme: Scheme, list: ListName, code: string, pointer: string): SchemeListItem {
  const items = scheme.lists[list].filter((item) => item.retiredOn === null)
  const item = items.find((candidate) => candidate.code === code)
  if (item !== undefined) return item
  throw invalid(pointer, `Choose one of the scheme's list: ${items.map((candidate) => candidate.code).join(', ')}`)
}

/**
 * Replaces parts of the settings as a whole, against the version that was read. `before` refuses what only the database knows,
 * in the same transaction.
 */
export async function changeSettings(
  context: Context,
  {
    changes,
    version,
    ...audit
  }: { changes: Partial<SchemeSettings>; version: number; action: string; detail?: Record<string, unknown> },
  before: (tx: Tx) => Promise<void> = async () => {},
): Promise<Scheme> {
  const scheme = await readScheme(context)
  const settings = { ...scheme.settings, ...changes }
  await inTransaction(context, async (tx) => {
    await before(tx)
    if (!(await replaceSettings(tx, context, { settings, version }))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, { ...audit, subjectKind: 'scheme', subjectId: context.schemeId })
  })
  forgetScheme(context.schemeId)
  return { ...scheme, settings, version: version + 1 }
}
