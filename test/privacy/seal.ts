import { sealAudit } from '../../src/platform/audit/seal.ts'
import { connect } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import type { TestApp } from '../support/app.ts'
import { TEST_ROLES_SECRET } from '../support/database.ts'

/** What the sealer does each minute. */
export async function seal({ databaseUrl, given, clock }: TestApp): Promise<void> {
  const sql = connect({ databaseUrl, rolesSecret: TEST_ROLES_SECRET }, DATABASE_ROLES.sealer, 1)
  const log = { info: () => {} } as never
  await sealAudit({ sql, schemeId: given.town.schemeId, key: Buffer.from('a key of this test'), now: clock.now, log })
  await sql.end()
}
