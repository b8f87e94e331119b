import { and, eq, sql } from 'drizzle-orm'
import type { PendingQuery, Row } from 'postgres'
import type { Context, Tx } from '../../platform/context.ts'
import type { ContactWay } from '../contacts/public.ts'
import {
  listMatching,
  otherCaseloadMark,
  type ReferralFilter,
  type ReferralRow,
  referralColumnsRaw,
  STAGES,
} from '../referrals/public.ts'
import type { Gap } from './gaps.ts'
import type { Order, Sort } from './sorts.ts'
import { hasGap } from './store/gaps.ts'
import { caseloadNotes } from './tables.ts'

type CaseloadRow = ReferralRow & {
  /** When somebody of the service last reached the person, and when they next expect to. */
  lastContact: { day: string; way: ContactWay } | null
  nextContact: { at: string; way: ContactWay } | null
  ownNext: string | null
  ownNextOn: string | null
  ownNote: string | null
  /** By what the list is sorted, as a text. */
  key: string
}

/** With whose it is, when it is in the list of mine because I stand in for them. */
export type CaseloadLine = CaseloadRow & { coveredFor: string | null }

export type CaseloadFilter = {
  referrals: Omit<ReferralFilter, 'after' | 'limit'>
  need: string | undefined
  gap: Gap | undefined
  sort: Sort
  order: Order
  after: string[] | undefined
  limit: number
}

type Fragment = PendingQuery<Row[]>

/** One page of a caseload with the contacts around it and what the reader wrote beside it, and the record of who was shown. */
export async function listCaseloadRows(
  context: Context,
  filter: CaseloadFilter,
  auditId: string,
): Promise<CaseloadRow[]> {
  const { sql: raw, schemeId, actor, now } = context
  const { need, gap, order, after, limit } = filter
  const direction = order === 'asc' ? raw`asc` : raw`desc`
  const [key = '', id = ''] = after ?? []
  const beyond = order === 'asc' ? raw`(key, id) > (${key}, ${id}::uuid)` : raw`(key, id) < (${key}, ${id}::uuid)`
  return raw<CaseloadRow[]>`
    with sorted as (
      select referrals.*, coalesce(${keyOf(context, filter.sort)}, ${order === 'asc' ? '~' : ''}) collate "C" as key from referrals
      where ${listMatching(context, filter.referrals)} ${need === undefined ? raw`` : raw`and needs @> array[${need}]`} ${gap === undefined ? raw`` : raw`and ${hasGap(context, gap)}`}
    ), page as (
      select * from sorted ${after === undefined ? raw`` : raw`where ${beyond}`} order by key ${direction}, id ${direction} limit ${limit + 1}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, detail)
      select ${schemeId}, ${auditId}, ${now()}, ${actor.membershipId}, 'caseload.listed', 'referral', jsonb_build_object('referralIds', coalesce(jsonb_agg(id), '[]')) ${otherCaseloadMark(raw, actor, filter.referrals)} from page
    )
    select ${referralColumnsRaw(raw)}, page.key,
      (${contactsOf(context)} and contacts.happened order by contacts.day desc, contacts.id desc limit 1) as "lastContact",
      (${contactsOf(context)} and contacts.happened is null and contacts.planned_start > ${now()} order by contacts.planned_start limit 1) as "nextContact",
      own.next as "ownNext", own.next_on as "ownNextOn", own.note as "ownNote"
    from page
    join people on people.scheme_id = page.scheme_id and people.id = page.person_id
    join organisations as practice on practice.scheme_id = page.scheme_id and practice.id = page.practice_id
    left join memberships as owner on owner.scheme_id = page.scheme_id and owner.id = page.owner_id
    left join caseload_notes as own on own.scheme_id = page.scheme_id and own.referral_id = page.id and own.membership_id = ${actor.membershipId}
    order by page.key ${direction}, page.id ${direction}`
}

const contactsOf = ({ sql: raw }: Context): Fragment => raw`
  select jsonb_build_object('day', contacts.day, 'at', contacts.planned_start, 'way', contacts.way) from contacts
  where contacts.scheme_id = page.scheme_id and contacts.referral_id = page.id and contacts.corrected_at is null`

/** As a text, so that one comparison serves every sort: days and instants are written so that they sort as they follow each other. */
function keyOf({ sql: raw, today, now, actor }: Context, sort: Sort): Fragment {
  const instant = raw`'YYYY-MM-DD"T"HH24:MI'`
  switch (sort) {
    case 'due':
      return raw`due_on::text`
    case 'name':
      return raw`(select lower(people.family_name || ' ' || people.given_name) from people where people.scheme_id = referrals.scheme_id and people.id = referrals.person_id)`
    case 'stage':
      return raw`array_position(${[...STAGES]}::text[], referral_stage(referrals, ${today()}::date))::text`
    case 'practice':
      return raw`(select lower(practice.name) from organisations as practice where practice.scheme_id = referrals.scheme_id and practice.id = referrals.practice_id)`
    case 'owner':
      return raw`(select lower(owner.name) from memberships as owner where owner.scheme_id = referrals.scheme_id and owner.id = referrals.owner_id)`
    case 'last-contact':
      return raw`coalesce((select max(contacts.day)::text from contacts where contacts.scheme_id = referrals.scheme_id and contacts.referral_id = referrals.id and contacts.happened and contacts.corrected_at is null), ' ')`
    case 'next-contact':
      return raw`(select to_char(min(contacts.planned_start), ${instant}) from contacts where contacts.scheme_id = referrals.scheme_id and contacts.referral_id = referrals.id and contacts.happened is null and contacts.planned_start > ${now()} and contacts.corrected_at is null)`
    case 'waiting':
      return raw`to_char(submitted_at, ${instant})`
    case 'own-next':
      return raw`(select own.next_on::text from caseload_notes as own where own.scheme_id = referrals.scheme_id and own.referral_id = referrals.id and own.membership_id = ${actor.membershipId})`
  }
}

export type TeamCounts = {
  open: number
  fresh: number
  toTriage: number
  toAllocate: number
  overdue: number
  newlyOverdue: number
}

/** How many open referrals of the service ask for somebody: figures without a name, in one statement. */
export async function countOpen(context: Context, since: string): Promise<TeamCounts> {
  const { sql: raw, today } = context
  const everybody = {
    status: 'open',
    stage: undefined,
    overdue: false,
    owner: 'anyone',
    practiceId: undefined,
    personId: undefined,
    reference: undefined,
  } as const
  const [counts] = await raw<TeamCounts[]>`
    select count(*)::int as open,
      (count(*) filter (where submitted_at >= ${since}::date))::int as fresh,
      (count(*) filter (where status = 'submitted'))::int as "toTriage",
      (count(*) filter (where status = 'accepted' and allocated_at is null))::int as "toAllocate",
      (count(*) filter (where due_on < ${today()}::date))::int as overdue,
      (count(*) filter (where due_on < ${today()}::date and due_on >= ${since}::date))::int as "newlyOverdue"
    from referrals where ${listMatching(context, everybody)}`
  if (counts === undefined) throw new Error('A count has a row')
  return counts
}

export type OwnNote = { next: string | null; nextOn: string | null; note: string | null }

/** Writes what stands beside a line, in the place of what stood there; nothing written at all takes the line away. */
export async function putOwnNote(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  referralId: string,
  words: OwnNote,
): Promise<void> {
  const { membershipId } = actor
  if (words.next === null && words.nextOn === null && words.note === null) {
    const own = and(eq(caseloadNotes.referralId, referralId), eq(caseloadNotes.membershipId, membershipId))
    await tx.delete(caseloadNotes).where(own)
    return
  }
  await tx
    .insert(caseloadNotes)
    .values({ schemeId, id: newId(), referralId, membershipId, writtenAt: now(), ...words })
    .onConflictDoUpdate({
      target: [caseloadNotes.schemeId, caseloadNotes.referralId, caseloadNotes.membershipId],
      set: { ...words, writtenAt: sql`excluded.written_at` },
    })
}
