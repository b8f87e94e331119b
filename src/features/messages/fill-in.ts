import type { LightLinks } from '../../platform/light-links.ts'
import { LINK_PLACE } from './kinds.ts'
import { SITE_PLACE } from './notices.ts'
import type { OutgoingLink } from './tables.ts'

/** The text with its links: they are made now, and stand nowhere but in what is sent. */
export function fillIn(
  { body, link }: { body: string; link: OutgoingLink | null },
  { links, publicUrl, schemeId }: { links: LightLinks; publicUrl: string; schemeId: string },
): string {
  const text = body.replaceAll(SITE_PLACE, publicUrl)
  if (link === null) return text
  const { purpose, id, path, expiresAt } = link
  const token = links.make({ purpose, schemeId, id, expiresAt: new Date(expiresAt) })
  // After the #, which no server writes into its log; but in the path of a page that must work without a script.
  return text.replaceAll(LINK_PLACE, `${publicUrl}${path}${path.endsWith('/') ? '' : '#'}${token}`)
}
