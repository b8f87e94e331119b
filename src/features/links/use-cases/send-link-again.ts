import type { SystemContext } from '../../../platform/context.ts'
import { NEW_LINK_AFTER_MS } from '../kinds.ts'
import { type FoundLink, findLinkForUpdate, findNewest, findOpenOffer, type GroupLink } from '../store/links.ts'
import { sendLink } from './send-link.ts'

/**
 * Somebody who holds a link that is over asks for a new one: it goes to the address on record, never to one that is typed, and one an
 * hour. A link that was revoked, or whose digits somebody tried, gives none, nor does an older one: the telephone may be lost, and the
 * service decides. They hear the same whatever happened.
 */
export async function sendLinkAgain(system: SystemContext, { link: { id } }: FoundLink): Promise<void> {
  await system.db.transaction(async (tx) => {
    const link = await findLinkForUpdate(tx, id)
    const newest = link === undefined ? undefined : await findNewest(tx, link)
    if (link === undefined || newest === undefined || wasClosed(link) || wasClosed(newest)) return
    if (system.now().getTime() - newest.madeAt.getTime() < NEW_LINK_AFTER_MS) return
    const { activityId, providerId, placementId } = link
    if (placementId !== null && (await findOpenOffer(tx, placementId)) === undefined) return
    await sendLink(tx, system, { activityId, providerId, placementId: placementId ?? undefined })
  })
}

const wasClosed = ({ endedBecause }: Pick<GroupLink, 'endedBecause'>): boolean =>
  endedBecause === 'revoked' || endedBecause === 'wrong-digits'
