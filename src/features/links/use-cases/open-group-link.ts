import type { Context, SystemContext } from '../../../platform/context.ts'
import { type LightLinks, NEVER_OVER } from '../../../platform/light-links.ts'
import type { GroupLinkPurpose } from '../kinds.ts'
import { type FoundLink, findGroupLink } from '../store/links.ts'

export type OpenedLink =
  | { is: 'open'; context: Context; found: FoundLink }
  /** Ours, and good no more: a new one may be asked for. */
  | { is: 'over'; system: SystemContext; found: FoundLink }
  | { is: 'unknown' }

/**
 * What the holder of an address may do by it: as the group, and nothing else. It only reads: whatever opens links before a human
 * does changes nothing.
 */
export async function openGroupLink(
  links: LightLinks,
  systemContext: (schemeId: string) => Promise<SystemContext>,
  { purpose, token }: { purpose: GroupLinkPurpose; token: string },
): Promise<OpenedLink> {
  const made = links.read(purpose, token, NEVER_OVER)
  if (made === undefined) return { is: 'unknown' }
  const system = await systemContext(made.schemeId)
  const found = await findGroupLink(system.db, { linkId: made.id, purpose })
  if (found === undefined || found.isClosed) return { is: 'unknown' }
  const { link } = found
  if (link.endedAt !== null || link.expiresAt <= system.now() || made.expiresAt <= system.now())
    return { is: 'over', system, found }
  return { is: 'open', found, context: actAs(system, found) }
}

/** The group, by link: nobody's session, and the membership that stands for whoever holds it. */
export function actAs(system: SystemContext, { link, providerName, accountId }: FoundLink): Context {
  const reportSql = async () => {
    throw new Error('A link reads no report')
  }
  return {
    ...system,
    reportSql,
    actor: {
      accountId,
      sessionId: link.id,
      membershipId: link.memberId,
      organisationId: link.providerId,
      organisationName: providerName,
      isAtPractice: false,
      isManager: false,
      role: 'provider',
      name: 'By link',
      askedAt: system.now(),
    },
  }
}
