import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays, toDayNumber, weekdayOf } from '../../../platform/clock.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { sendOut, toBritishMobile } from '../../messages/public.ts'
import { hasDigits } from '../digits.ts'
import { OFFER_LINK_DAYS, WEEK_LINK_DAYS } from '../kinds.ts'
import { findOpenOffer, findReachUnscoped, insertGroupLink, type NewGroupLink, type Reach } from '../store/links.ts'

const DAY_MS = 86_400_000

export type LinkFor = { activityId: string; providerId: string; placementId?: string | undefined }

/**
 * Makes a link and sends it to the address that is on record, and to no other; false when the group has neither mail nor mobile, or no
 * number by whose digits it could answer.
 */
export async function sendLink(
  tx: Tx,
  context: Context | SystemContext,
  { activityId, providerId, placementId }: LinkFor,
): Promise<boolean> {
  const reach = await findReachUnscoped(tx, activityId)
  const channel = reach === undefined || reach.isClosed ? undefined : channelTo(reach)
  if (channel === undefined) return false
  const days = placementId === undefined ? WEEK_LINK_DAYS : OFFER_LINK_DAYS
  const expiresAt = new Date(context.now().getTime() + days * DAY_MS)
  const link: NewGroupLink =
    placementId === undefined
      ? { purpose: 'week', weekOf: mondayOf(context.today()), activityId, providerId, expiresAt }
      : { purpose: 'offer', placementId, activityId, providerId, expiresAt }
  const offer = placementId === undefined ? undefined : await findOpenOffer(tx, placementId)
  const { id } = await insertGroupLink(tx, context, link)
  const { purpose } = link
  await sendOut(tx, context, {
    channel,
    to: { kind: 'organisation', organisationId: providerId },
    event: `${purpose}-link`,
    about: { subjectKind: 'group-link', subjectId: id },
    answerBy: offer?.answerBy,
    link: { purpose, id, path: `/links/${purpose}/`, expiresAt },
  })
  await recordAudit(tx, context, {
    action: 'group-link.sent',
    subjectKind: 'group-link',
    subjectId: id,
    detail: { purpose, activityId, providerId, channel },
  })
  return true
}

function channelTo({ email, phone, activityPhone }: Reach): 'mail' | 'text' | undefined {
  if (!hasDigits([activityPhone ?? '', phone ?? ''])) return undefined
  return email !== null ? 'mail' : toBritishMobile(phone ?? '') === undefined ? undefined : 'text'
}

export const mondayOf = (day: string): string => addDays(day, -weekdayOf(toDayNumber(day)))
