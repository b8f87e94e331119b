import { type SQL, sql, WithSubquery } from 'drizzle-orm'
import type { Context } from '../context.ts'

type Look = {
  action: string
  subjectKind: string
  subjectId?: SQL | string
  personId?: SQL | string
  detail?: SQL
  /** Rows of the same statement: a look is recorded for each of them. */
  from: SQL
}

/**
 * Records a look in the statement that reads, for drizzle's `with`: one round trip and one commit, and nothing is shown that is
 * not on record. What is said of the look is taken from rows of that statement.
 */
export function lookAt(
  context: Context,
  { action, subjectKind, subjectId, personId, detail, from }: Look,
): WithSubquery {
  const { schemeId, newId, now, actor } = context
  const insert = sql`
    insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id, detail)
    select ${schemeId}::uuid, ${newId()}::uuid, ${now().toISOString()}::timestamptz, ${actor.membershipId}::uuid, ${action}, ${subjectKind},
      ${subjectId ?? null}::uuid, ${personId ?? null}::uuid, ${detail ?? sql`null`}::jsonb
    from ${from}`
  return new WithSubquery(insert, {}, 'look', true)
}
