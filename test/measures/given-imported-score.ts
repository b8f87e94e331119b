import { randomUUID } from 'node:crypto'
import type { Given } from '../support/given.ts'

/** A total that came with an episode. */
export async function giveImportedScore(given: Given, referralId: string): Promise<string> {
  const id = randomUUID()
  await given.rows(`insert into imported_scores
      (scheme_id, id, person_id, referral_id, instrument, score_id, value, asked_on, recorded_at, recorded_by_id)
    select scheme_id, '${id}', person_id, referrals.id, 'ucla-3', 'total', 7, '2026-03-02', now(),
      (select id from memberships where scheme_id = referrals.scheme_id limit 1) from referrals where id = '${referralId}'`)
  return id
}
