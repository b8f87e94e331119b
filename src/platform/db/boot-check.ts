import type { Sql } from 'postgres'
import { PlainError } from '../plain-error.ts'
import { DATABASE_ROLES, LOGIN_ROLES } from './roles.ts'

/** Those the service signs in as. Backups read past the policies, and are not the service. */
const ROLES: readonly string[] = LOGIN_ROLES.filter((role) => role !== DATABASE_ROLES.backup)

/**
 * Row-level security binds only a role that owns nothing, cannot become who does, and cannot step round it; without this
 * check a wrong connection string or a hasty GRANT would quietly switch the last net off.
 */
export async function requireHarmlessRole(sql: Sql): Promise<void> {
  const roles = await sql<{ name: string; isSuperuser: boolean; bypassesRls: boolean; ownsTables: boolean }[]>`
    select rolname as name, rolsuper as "isSuperuser", rolbypassrls as "bypassesRls",
      exists (select from pg_class where pg_has_role(pg_roles.oid, relowner, 'member') and relkind in ('r', 'p', 'v')) as "ownsTables"
    from pg_roles where rolname = current_user or rolname = any(${ROLES})`
  for (const role of roles) {
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
}
