import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { Refusal } from '../../../platform/problems.ts'
import { memberships } from '../../accounts/tables.ts'
import { placementQuestions, placements } from '../tables.ts'

export type Question = typeof placementQuestions.$inferSelect

/** The newest question of a placement, for lists of placements in one statement; null when the group asked nothing. */
export const latestQuestion = sql<{ id: string; words: string; answer: string | null } | null>`(
  select json_build_object('id', asked.id, 'words', asked.words, 'answer', asked.answer) from placement_questions as asked
  where asked.scheme_id = ${placements.schemeId} and asked.placement_id = ${placements.id}
  order by asked.id desc limit 1)`

export type QuestionAsked = Pick<Question, 'id' | 'words' | 'askedAt' | 'answer' | 'answeredAt'> & {
  answeredByName: string | null
}

/** Unscoped: the questions about a placement that the caller has found for its actor, the oldest first. */
export async function listQuestions(db: Db | Tx, placementId: string): Promise<QuestionAsked[]> {
  const { id, words, askedAt, answer, answeredAt } = placementQuestions
  return db
    .select({ id, words, askedAt, answer, answeredAt, answeredByName: memberships.name })
    .from(placementQuestions)
    .leftJoin(
      memberships,
      and(eq(memberships.schemeId, placementQuestions.schemeId), eq(memberships.id, placementQuestions.answeredById)),
    )
    .where(eq(placementQuestions.placementId, placementId))
    .orderBy(asc(placementQuestions.id))
}

export async function insertQuestion(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  question: { placementId: string; words: string },
): Promise<Question> {
  try {
    const [row] = await tx
      .insert(placementQuestions)
      .values({ schemeId, id: newId(), askedById: actor.membershipId, askedAt: now(), ...question })
      .returning()
    if (row === undefined) throw new Error('An insert returned no row')
    return row
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'placement_questions_open_key') throw error
    throw new Refusal('already-done', 'You asked something about this place already: wait for the answer, or ring')
  }
}

/** Writes the answer to a question that has none; undefined when it has one, or is none of this placement. The caller holds the placement. */
export async function saveAnswer(
  tx: Tx,
  { now, actor }: Context,
  { placementId, questionId, answer }: { placementId: string; questionId: string; answer: string },
): Promise<Question | undefined> {
  const [row] = await tx
    .update(placementQuestions)
    .set({ answer, answeredAt: now(), answeredById: actor.membershipId })
    .where(
      and(
        eq(placementQuestions.placementId, placementId),
        eq(placementQuestions.id, questionId),
        isNull(placementQuestions.answeredAt),
      ),
    )
    .returning()
  return row
}
