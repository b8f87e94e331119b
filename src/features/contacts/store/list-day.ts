import type { Context } from '../../../platform/context.ts'
import { referralVisibleToRaw } from '../../referrals/public.ts'
import type { Attendance, ContactPurpose, ContactWay, NotHappenedReason } from '../kinds.ts'

export type DayContact = {
  id: string
  referralId: string
  reference: string
  workerId: string
  personId: string
  givenName: string
  familyName: string
  preferredName: string | null
  bornOn: string
  postcode: string | null
  way: ContactWay
  purpose: ContactPurpose
  plannedStart: Date
  plannedEnd: Date | null
  happened: boolean | null
  notHappenedBecause: NotHappenedReason | null
  attendance: Attendance | null
  checkedInAt: Date | null
  checkedOutAt: Date | null
  version: number
}

type Filter = { workerIds: readonly string[]; on: string; after: string[] | undefined; limit: number }

/** What one worker, or several, have planned on one day in the order of the day, and the record of who was shown, in one statement. */
export async function listDayContacts(context: Context, filter: Filter, auditId: string): Promise<DayContact[]> {
  const { sql, schemeId, actor, now } = context
  const { workerIds, on, limit } = filter
  const [start, id] = filter.after ?? []
  const after =
    start === undefined || id === undefined
      ? sql``
      : sql`and (planned_start, contacts.id) > (${start}::timestamptz, ${id}::uuid)`
  return sql<DayContact[]>`
    with page as (
      select contacts.*, referrals.reference from contacts
      join referrals on referrals.scheme_id = contacts.scheme_id and referrals.id = contacts.referral_id
      where contacts.scheme_id = ${schemeId} and worker_id = any(${[...workerIds]}::uuid[]) and day = ${on}::date and planned_start is not null and corrected_at is null
        and referrals.advisor_service_id = ${actor.organisationId} and ${referralVisibleToRaw(sql, actor)} ${after}
      order by planned_start, contacts.id limit ${limit + 1}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, detail)
      select ${schemeId}, ${auditId}, ${now()}, ${actor.membershipId}, 'contacts.listed', 'contact',
        jsonb_build_object('workerIds', to_jsonb(${[...workerIds]}::uuid[]), 'on', ${on}::date, 'contactIds', coalesce(jsonb_agg(id), '[]')) from page
    )
    select page.id, referral_id as "referralId", reference, worker_id as "workerId", person_id as "personId", given_name as "givenName", family_name as "familyName",
      preferred_name as "preferredName", born_on as "bornOn", case when not is_address_hidden(people.scheme_id, people.id) then postcode end as postcode, way, purpose, planned_start as "plannedStart", planned_end as "plannedEnd", happened,
      not_happened_because as "notHappenedBecause", attendance, checked_in_at as "checkedInAt", checked_out_at as "checkedOutAt", page.version
    from page join people on people.scheme_id = page.scheme_id and people.id = page.person_id
    order by planned_start, page.id`
}
