import type { Sql } from 'postgres'
import { PlainError } from '../plain-error.ts'

/**
 * Row-level security binds only a role that owns nothing and cannot step round it; without this check a wrong
 * connection string would quietly switch the last net off.
 */
export async function requireHarmlessRole(sql: Sql): Promise<void> {
  const [role] = await sql<{ name: string; isSuperuser: boolean; bypassesRls: boolean; ownsTables: boolean }[]>`
    select rolname as name, rolsuper as "isSuperuser", rolbypassrls as "bypassesRls",
      exists (select from pg_class where relowner = pg_roles.oid and relkind in ('r', 'p', 'v')) as "ownsTables"
    from pg_roles where rolname = current_user`
  if (role === undefined) throw new PlainError('The database does not say who we are connected as.')
  const faults = [
    role.isSuperuser && 'is a superuser',
    role.bypassesRls && 'bypasses row-level security',
    role.ownsTables && 'owns tables',
  ].filter((fault) => fault !== false)
  if (faults.length > 0) {
    throw new PlainError(
      `The database role ${role.name} ${faults.join(' and ')}. Run the service as a role that owns nothing.`,
    )
  }
}
