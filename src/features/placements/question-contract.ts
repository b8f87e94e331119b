import { z } from 'zod'
import type { QuestionAsked } from './store/questions.ts'

export const QuestionId = z.object({ placementId: z.uuid(), questionId: z.uuid() })

const words = z.string().trim().min(1).max(1_000)
export const NewQuestionBody = z.strictObject({ words }).meta({ id: 'NewPlacementQuestion' })
export const NewAnswerBody = z
  .strictObject({ answer: words.describe('Without the name of the person, until the group may know it') })
  .meta({ id: 'NewPlacementAnswer' })

export const QuestionBody = z
  .object({
    id: z.uuid(),
    words: z.string(),
    askedAt: z.iso.datetime(),
    answer: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    answeredBy: z.string().nullable().describe('The name of whoever answered; null where it is left out'),
  })
  .meta({ id: 'PlacementQuestion' })

export const toQuestionBody = (
  question: Omit<QuestionAsked, 'answeredByName'> & { answeredByName?: string | null },
): z.infer<typeof QuestionBody> => ({
  id: question.id,
  words: question.words,
  askedAt: question.askedAt.toISOString(),
  answer: question.answer,
  answeredAt: question.answeredAt?.toISOString() ?? null,
  answeredBy: question.answeredByName ?? null,
})
