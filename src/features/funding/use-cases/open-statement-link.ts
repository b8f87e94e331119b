import type { SystemContext } from '../../../platform/context.ts'
import { type LightLinks, NEVER_OVER } from '../../../platform/light-links.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findStatementUnscoped, type StatementView } from '../store/statements.ts'

type Door = { links: LightLinks; systemContext: (schemeId: string) => Promise<SystemContext> }

/** What a link opens; it changes nothing, because whatever scans mail follows links too. Wrong in any way, it never was. */
export async function openStatementLink(
  { links, systemContext }: Door,
  token: string,
): Promise<{ system: SystemContext; statement: StatementView }> {
  const made = links.read('statement', token, NEVER_OVER)
  if (made === undefined) throw new Refusal('link-over')
  const system = await systemContext(made.schemeId)
  const isOpen = links.read('statement', token, system.now()) !== undefined
  const statement = isOpen ? await findStatementUnscoped(system.db, made.id) : undefined
  if (statement === undefined) throw new Refusal('link-over')
  return { system, statement }
}
