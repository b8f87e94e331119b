import type { Sql } from 'postgres'
import { hashPassword } from '../src/features/accounts/password-hashes.ts'
import { DEFAULT_LISTS, LISTS } from '../src/features/schemes/lists.ts'
import { SchemeSettings } from '../src/features/schemes/settings.ts'
import { uuidv7 } from '../src/platform/ids.ts'

export const PASSWORD = 'plum harbour lantern 42'

export type BenchScheme = {
  schemeId: string
  practiceId: string
  serviceId: string
  /** Signs in, owns a caseload, reads. */
  advisor: { email: string; membershipId: string; accountId: string }
  referrer: { email: string; membershipId: string; accountId: string }
  referralIds: string[]
  /** An open one of the advisor's. */
  ownReferralId: string
}

const PRACTICES = 100
const ADVISORS = 100

/**
 * A scheme of so many referrals, skewed over practices (the tenth has about a tenth of the first, as Zipf has it), a tenth of
 * them open; written in SQL, so that it takes seconds. Run as the owner.
 */
export async function buildScheme(sql: Sql, referrals: number): Promise<BenchScheme> {
  const schemeId = uuidv7()
  const at = new Date()
  await sql`insert into schemes (id, name, created_at) values (${schemeId}, 'Bench', ${at})`
  for (const list of LISTS) {
    for (const [position, { code, label }] of DEFAULT_LISTS[list].entries()) {
      await sql`insert into scheme_list_items (scheme_id, id, list, code, label, position) values (${schemeId}, ${uuidv7()}, ${list}, ${code}, ${label}, ${position})`
    }
  }
  const organisation = async (kind: string, number: number) => {
    const id = uuidv7()
    await sql`insert into organisations (scheme_id, id, name, kinds, created_at) values (${schemeId}, ${id}, ${`Bench ${kind} ${number}`}, ${[kind]}, ${at})`
    return id
  }
  const serviceId = await organisation('advisor-service', 1)
  const practiceIds: string[] = []
  for (let number = 1; number <= PRACTICES; number++) practiceIds.push(await organisation('practice', number))
  await sql`insert into scheme_settings (scheme_id, settings, updated_at) values (${schemeId}, ${sql.json(SchemeSettings.parse({ advisorServiceId: serviceId }))}, ${at})`

  const hash = await hashPassword(PASSWORD)
  const member = async (role: string, organisationId: string, number: number) => {
    const [accountId, membershipId] = [uuidv7(), uuidv7()]
    const email = `${role}.${number}@bench.example`
    await sql`insert into accounts (id, email, name, password_hash, created_at) values (${accountId}, ${email}, ${`${role} ${number}`}, ${hash}, ${at})`
    await sql`insert into memberships (scheme_id, id, account_id, organisation_id, role, name, created_at) values (${schemeId}, ${membershipId}, ${accountId}, ${organisationId}, ${role}, ${`${role} ${number}`}, ${at})`
    return { email, membershipId, accountId }
  }
  const [practiceId = ''] = practiceIds
  const referrer = await member('referrer', practiceId, 1)
  const advisor = await member('advisor', serviceId, 1)
  const advisorIds = [advisor.membershipId]
  for (let number = 2; number <= ADVISORS; number++)
    advisorIds.push((await member('advisor', serviceId, number)).membershipId)

  await fillEpisodes(sql, {
    schemeId,
    serviceId,
    practiceIds,
    advisorIds,
    referrerId: referrer.membershipId,
    referrals,
  })
  const sample = await sql<
    { id: string }[]
  >`select id from referrals where scheme_id = ${schemeId} and status <> 'draft' order by md5(id::text) limit 1000`
  const [own] = await sql<{ id: string }[]>`
    select id from referrals where owner_id = ${advisor.membershipId} and status = 'accepted' limit 1`
  if (own === undefined) throw new Error('The advisor owns nothing')
  const referralIds = sample.map(({ id }) => id)
  return { schemeId, practiceId, serviceId, advisor, referrer, referralIds, ownReferralId: own.id }
}

type Filling = {
  schemeId: string
  serviceId: string
  practiceIds: string[]
  advisorIds: string[]
  referrerId: string
  referrals: number
}

async function fillEpisodes(
  sql: Sql,
  { schemeId, serviceId, practiceIds, advisorIds, referrerId, referrals }: Filling,
): Promise<void> {
  await sql`
    create temporary table plan as
    select n, gen_random_uuid() as person_id, gen_random_uuid() as referral_id, gen_random_uuid() as registration_id,
      (${practiceIds}::uuid[])[least(${practiceIds.length}, floor(${practiceIds.length}::numeric ^ random()))::integer] as practice_id,
      (${advisorIds}::uuid[])[1 + n % ${advisorIds.length}] as owner_id,
      case when n % 10 = 0 then 'accepted' else 'closed' end as status,
      now() - (n % 700) * interval '1 day' as submitted_at
    from generate_series(1, ${referrals}) as n`
  await sql`
    insert into people (scheme_id, id, no_nhs_number_because, given_name, family_name, surname_key, name_key, born_on, facts, created_at)
    select ${schemeId}, person_id, 'number-not-to-hand', 'Given' || n, 'Family' || n, 'FAMILY', 'FAMILY GIVEN', date '1940-01-01' + n % 9000, '{}', submitted_at from plan`
  await sql`insert into person_registrations (scheme_id, id, person_id, practice_id, from_on) select ${schemeId}, registration_id, person_id, practice_id, submitted_at::date from plan`
  await sql`
    insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
    select ${schemeId}::uuid, gen_random_uuid(), person_id, 'registration', 'record', practice_id, registration_id, submitted_at from plan
    union all select ${schemeId}::uuid, gen_random_uuid(), person_id, 'referral', 'record', ${serviceId}::uuid, referral_id, submitted_at from plan`
  await sql`
    insert into referrals (scheme_id, id, person_id, reference, status, practice_id, referrer_organisation_id, advisor_service_id, created_by_id, created_at,
      source, needs, reason, urgency, home_visit_risk, submitted_at, accepted_at, allocated_at, ended_at, end_reason, owner_organisation_id, owner_id, next_step, due_on)
    select ${schemeId}, referral_id, person_id, 'B-' || n, status, practice_id, practice_id, ${serviceId}, ${referrerId}, submitted_at,
      'practice', '{loneliness}', 'Alone, two long-term conditions, two admissions this winter.', 'routine', 'none-known', submitted_at, submitted_at, submitted_at,
      case when status = 'closed' then submitted_at + interval '90 days' end, case when status = 'closed' then 'goals-met' end, ${serviceId}, owner_id,
      case when status = 'accepted' then 'make-contact' end, case when status = 'accepted' then (submitted_at + interval '7 days')::date end
    from plan`
  await sql`
    insert into referral_events (scheme_id, id, referral_id, step, from_status, to_status, by_id, at)
    select ${schemeId}, gen_random_uuid(), referral_id, step, from_status, to_status, owner_id, submitted_at
    from plan cross join (values ('submit', 'draft', 'submitted'), ('accept', 'submitted', 'accepted'), ('allocate', 'accepted', 'accepted')) as steps (step, from_status, to_status)`
  await sql`drop table plan`
  await sql`vacuum analyze`
}
