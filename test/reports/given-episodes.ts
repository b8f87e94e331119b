import postgres from 'postgres'
import { uuidv7 } from '../../src/platform/ids.ts'
import type { Town } from '../support/town.ts'

/** Days `YYYY-MM-DD`; instants where the hour decides in which month a day in England lies. */
export type Episode = {
  id: string
  status: 'draft' | 'submitted' | 'returned' | 'accepted' | 'declined' | 'withdrawn' | 'closed' | 'entered-in-error'
  submittedAt?: Date | undefined
  acceptedAt?: Date | undefined
  firstContactAt?: Date | undefined
  assessedAt?: Date | undefined
  planAgreedAt?: Date | undefined
  endedAt?: Date | undefined
  placementsStartedOn?: string[]
  holds?: { reason?: string; fromOn: string; untilOn: string; endedOn: string | null }[]
  /** Closings that were taken back. */
  reopened?: { closedAt: Date; reopenedAt: Date }[]
  measurements?: Measurement[]
}

export type Measurement = {
  id: string
  instrument: 'ucla-3' | 'lsns-6'
  instrumentVersion: number
  respondent: 'person' | 'proxy'
  status: 'unfinished' | 'finished' | 'entered-in-error'
  askedOn: string
  scores: Record<string, number>
}

export const noonOn = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** An episode that was sent and no more. */
export const sentOn = (day: string, details: Partial<Episode> = {}): Episode => ({
  id: uuidv7(),
  status: 'submitted',
  submittedAt: noonOn(day),
  ...details,
})

/** The same numbers for the same seed: mulberry32. */
export function seeded(seed: number) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const pick = <T>(choices: readonly [T, ...T[]]): T => choices[whole(0, choices.length - 1)] ?? choices[0]
  return { whole, pick, chance: (share: number) => random() < share }
}

/** Writes episodes straight into the tables, as the owner: hundreds in a moment, on any day of the past. */
export async function writeEpisodes(databaseUrl: string, town: Town, episodes: readonly Episode[]): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, transform: { undefined: null } })
  const { schemeId } = town
  const personId = uuidv7()
  const write = async (table: string, rows: readonly object[]) => {
    for (let first = 0; first < rows.length; first += 500)
      await sql`insert into ${sql(table)} ${sql(rows.slice(first, first + 500) as Record<string, never>[])}`
  }
  const rowsOf = (toRows: (episode: Episode) => object[]) =>
    episodes.flatMap((episode) => toRows(episode).map((row) => ({ scheme_id: schemeId, id: uuidv7(), ...row })))
  const partOf = (episode: Episode) => ({ person_id: personId, referral_id: episode.id })
  try {
    await sql`
      insert into people (scheme_id, id, no_nhs_number_because, given_name, family_name, surname_key, name_key, born_on, facts, created_at)
      values (${schemeId}, ${personId}, 'number-not-to-hand', 'Edith', 'Thornley', 'THORNLEY', 'THORNLEY EDITH', '1943-05-17', '{}', '2020-01-01')`
    await write(
      'referrals',
      episodes.map((episode) => toReferralRow(town, personId, episode)),
    )
    await write(
      'referral_holds',
      rowsOf(({ id, holds = [] }) =>
        holds.map(({ reason = 'away', fromOn, untilOn, endedOn }) => ({
          referral_id: id,
          reason,
          from_on: fromOn,
          until_on: untilOn,
          ended_on: endedOn,
        })),
      ),
    )
    await write(
      'closings',
      rowsOf((episode) =>
        (episode.reopened ?? []).map(({ closedAt, reopenedAt }) => ({
          ...partOf(episode),
          reason: 'goals-met',
          summary: 'Well again.',
          left_to_do: sql.json([]),
          closed_at: closedAt,
          closed_by_id: town.advisor.membershipId,
          reopened_at: reopenedAt,
        })),
      ),
    )
    await write('placements', await toPlacementRows())
    await write(
      'measurements',
      rowsOf((episode) =>
        (episode.measurements ?? []).map((row) => ({ ...partOf(episode), ...toMeasurementRow(row) })),
      ),
    )
    await write(
      'measurement_scores',
      rowsOf(({ measurements = [] }) =>
        measurements.flatMap(({ id, scores }) =>
          Object.entries(scores).map(([scoreId, value]) => ({ measurement_id: id, score_id: scoreId, value })),
        ),
      ),
    )
  } finally {
    await sql.end()
  }

  async function toPlacementRows(): Promise<object[]> {
    const rows = rowsOf((episode) =>
      (episode.placementsStartedOn ?? []).map((on) => ({ ...partOf(episode), started_on: on, ended_on: on })),
    )
    if (rows.length === 0) return []
    const activityId = uuidv7()
    await sql`
      insert into activities (scheme_id, id, provider_id, name, category, description, location_kind, postcode, when_held, access, capacity, created_at)
      values (${schemeId}, ${activityId}, ${town.providerId}, 'Lunch club', 'community-hub', 'A hot meal', 'venue', 'S60 1AA', 'Tuesdays', '{}', 12, now())`
    return rows.map((row) => ({
      ...row,
      activity_id: activityId,
      provider_id: town.providerId,
      status: 'completed',
      access_needs: '{}',
      offered_at: noonOn('2025-01-01'),
    }))
  }

  function toMeasurementRow({ id, instrument, instrumentVersion, respondent, status, askedOn }: Measurement) {
    const at = noonOn(askedOn)
    return {
      id,
      instrument,
      instrument_version: instrumentVersion,
      respondent,
      status,
      asked_on: askedOn,
      mode: 'telephone',
      language: 'en',
      asked_by_id: town.advisor.membershipId,
      asked_by_owner: true,
      answers: sql.json({}),
      recorded_at: at,
      finished_at: status === 'unfinished' ? null : at,
      scoring_version: status === 'unfinished' ? null : 1,
      entered_in_error_at: status === 'entered-in-error' ? at : null,
    }
  }
}

function toReferralRow(town: Town, personId: string, episode: Episode): object {
  const { id, status } = episode
  const isOpen = status === 'submitted' || status === 'returned' || status === 'accepted'
  return {
    scheme_id: town.schemeId,
    id,
    person_id: personId,
    reference: `T-${id}`,
    status,
    practice_id: town.practiceId,
    referrer_organisation_id: town.practiceId,
    advisor_service_id: town.serviceId,
    created_by_id: town.referrer.membershipId,
    created_at: episode.submittedAt ?? noonOn('2025-01-01'),
    source: 'practice',
    needs: '{loneliness}',
    reason: 'Alone since her husband died.',
    urgency: 'routine',
    home_visit_risk: 'none-known',
    submitted_at: episode.submittedAt,
    accepted_at: episode.acceptedAt,
    first_contact_at: episode.firstContactAt,
    assessed_at: episode.assessedAt,
    plan_agreed_at: episode.planAgreedAt,
    ended_at: episode.endedAt,
    owner_organisation_id: town.serviceId,
    next_step: isOpen ? 'triage' : null,
    due_on: isOpen ? '2026-03-05' : null,
  }
}
