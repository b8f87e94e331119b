import { and, eq } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { SystemContext, Tx } from '../../platform/context.ts'
import { DEFAULT_LISTS, forEachList, LISTS, type ListItem, type ListName } from './lists.ts'
import { SchemeSettings } from './settings.ts'
import { schemeListItems, schemeSettings, schemes } from './tables.ts'

export type Scheme = {
  id: string
  name: string
  isPractice: boolean
  /** Whether it takes referrals; a practice scheme always does. */
  isLive: boolean
  settings: SchemeSettings
  /** Of the settings. */
  version: number
  lists: Record<ListName, SchemeListItem[]>
}
export type SchemeListItem = Required<ListItem> & { retiredOn: string | null }

type SchemeRow = {
  id: string
  name: string
  isPractice: boolean
  isLive: boolean
  settings: unknown
  version: number
  items: (SchemeListItem & { list: ListName })[] | null
}

/** Everything the scheme has settled, in one statement. */
export async function findScheme(client: Sql, schemeId: string): Promise<Scheme | undefined> {
  const [row] = await client<SchemeRow[]>`
    select schemes.id, schemes.name, schemes.is_practice as "isPractice", is_practice or live_at is not null as "isLive", scheme_settings.settings, scheme_settings.version,
      (select jsonb_agg(jsonb_build_object('list', list, 'code', code, 'label', label, 'isSensitive', is_sensitive, 'retiredOn', retired_on) order by list, position)
        from scheme_list_items where scheme_id = ${schemeId}) as items
    from schemes join scheme_settings on scheme_settings.scheme_id = schemes.id
    where schemes.id = ${schemeId}`
  if (row === undefined) return undefined
  const { items, settings, ...scheme } = row
  const lists = forEachList((list) => (items ?? []).filter((item) => item.list === list))
  return { ...scheme, settings: SchemeSettings.parse(settings), lists }
}

export type SchemeHost = { id: string; host: string | null; isPractice: boolean }

/** Every scheme with the host name at which it is reached; for whoever reads without a session. */
export const listSchemeHostsUnscoped = (client: Sql): Promise<SchemeHost[]> =>
  client<SchemeHost[]>`select id, host, is_practice as "isPractice" from schemes`

export async function insertScheme(
  tx: Tx,
  scheme: {
    id: string
    name: string
    host?: string | undefined
    isPractice: boolean
    lists?: Record<ListName, readonly ListItem[]> | undefined
    at: Date
    newId: () => string
  },
): Promise<void> {
  const { id, name, host, isPractice, lists = DEFAULT_LISTS, at, newId } = scheme
  await tx.insert(schemes).values({ id, name, host: host ?? null, isPractice, createdAt: at, liveAt: null })
  await tx
    .insert(schemeListItems)
    .values(
      LISTS.flatMap((list) =>
        lists[list].map((item, position) => ({ schemeId: id, id: newId(), list, position, ...item })),
      ),
    )
}

/** The settings as they are now, held until the transaction ends, so that one change follows another. */
export async function findSettingsForUpdate(tx: Tx): Promise<{ settings: SchemeSettings; version: number }> {
  const [row] = await tx
    .select({ settings: schemeSettings.settings, version: schemeSettings.version })
    .from(schemeSettings)
    .for('update')
  if (row === undefined) throw new Error('A scheme has settings')
  return { settings: SchemeSettings.parse(row.settings), version: row.version }
}

/** Replaces the settings of this version; false when somebody else changed them since. */
export async function replaceSettings(
  tx: Tx,
  { schemeId, now }: Pick<SystemContext, 'schemeId' | 'now'>,
  { settings, version }: { settings: SchemeSettings; version: number },
): Promise<boolean> {
  const rows = await tx
    .update(schemeSettings)
    .set({ settings, version: version + 1, updatedAt: now() })
    .where(and(eq(schemeSettings.schemeId, schemeId), eq(schemeSettings.version, version)))
    .returning({ version: schemeSettings.version })
  return rows.length > 0
}

export async function saveSettings(tx: Tx, schemeId: string, settings: SchemeSettings, at: Date): Promise<void> {
  await tx
    .insert(schemeSettings)
    .values({ schemeId, settings, updatedAt: at })
    .onConflictDoUpdate({ target: schemeSettings.schemeId, set: { settings, updatedAt: at } })
}
