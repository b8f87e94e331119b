import type { SystemContext } from '../../../platform/context.ts'
import { NEW_LINK_AFTER_MS } from '../kinds.ts'
import { type FoundLink, findNewest } from '../store/links.ts'
import { sendLink } from './send-link.ts'

/**
 * Somebody who holds a link that is over asks for a new one: it goes to the address on record, never to one that is typed, and one an
 * hour. They hear the same whatever happened.
 */
export async function sendLinkAgain(system: SystemContext, { link }: FoundLink): Promise<void> {
  await system.db.transaction(async (tx) => {
    const newest = await findNewest(tx, link)
    if (newest !== undefined && system.now().getTime() - newest.getTime() < NEW_LINK_AFTER_MS) return
    const { activityId, providerId, placementId } = link
    await sendLink(tx, system, { activityId, providerId, placementId: placementId ?? undefined })
  })
}
