import type { Context } from '../../../platform/context.ts'
import { mayReadRecordRaw } from '../../people/public.ts'
import type { DestructionAnswer } from '../kinds.ts'

export type ListedRequest = {
  id: string
  personId: string
  givenName: string
  familyName: string
  bornOn: string
  /** Whose copy it is: an organisation, or who asked from outside. */
  receiver: string
  openedAt: Date
  answer: DestructionAnswer | null
  answeredOn: string | null
  note: string | null
}

type Asked = {
  /** This one alone. */
  requestId?: string
  state: 'open' | 'answered'
  past: string | undefined
  limit: number
}

/**
 * Who was asked to destroy what they hold, across people, and the record of whom it was about, in one statement: open ones from
 * the oldest on, answered ones from the newest. The service lists those of people it may see, the privacy officer all.
 */
export async function listRequestsAcross(
  context: Context,
  { requestId, state, past, limit }: Asked,
): Promise<ListedRequest[]> {
  const { sql, schemeId, actor, newId, now } = context
  const mine =
    actor.role === 'privacy-officer'
      ? sql`true`
      : mayReadRecordRaw(sql, actor, { schemeId: 'request.scheme_id', id: 'request.person_id' })
  const isOpen = state === 'open'
  const key = isOpen ? sql`request.id > ${past ?? null}::uuid` : sql`request.id < ${past ?? null}::uuid`
  const order = isOpen ? sql`asc` : sql`desc`
  return sql<ListedRequest[]>`
    with page as (
      select request.* from destruction_requests as request
      where request.scheme_id = ${schemeId} and (recorded_at is null) = ${isOpen} and ${mine}
        and (${requestId ?? null}::uuid is null or request.id = ${requestId ?? null}::uuid) and (${past === undefined} or ${key})
      order by request.id ${order} limit ${limit + 1}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, detail)
      select ${schemeId}, ${newId()}, ${now()}, ${actor.membershipId}, 'destruction-requests.listed', 'destruction-request',
        jsonb_build_object('personIds', coalesce(jsonb_agg(distinct person_id), '[]'))
      from (select person_id from page order by id ${order} limit ${limit}) as shown
    )
    select page.id, page.person_id as "personId", given_name as "givenName", family_name as "familyName", born_on as "bornOn",
      coalesce(organisations.name, referrals.outside_referrer->>'name') as receiver, opened_at as "openedAt", answer,
      answered_on as "answeredOn", note
    from page
    join people on people.scheme_id = page.scheme_id and people.id = page.person_id
    left join organisations on organisations.scheme_id = page.scheme_id and organisations.id = page.organisation_id
    left join referrals on referrals.scheme_id = page.scheme_id and referrals.id = page.referral_id
    order by page.id ${order}`
}
