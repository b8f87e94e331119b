import type { z } from 'zod'
import { type Day, todayInEngland } from '../../platform/clock.ts'
import { sayNearDay } from '../../platform/web/words.ts'
import type { QuestionBody } from './question-contract.ts'

const day = (at: string, today: Day): string => sayNearDay(todayInEngland(new Date(at)), today)

/** One question of a group and its answer, as both sides read it. */
export const toQuestionLine = ({ words, askedAt, answer, answeredAt }: z.infer<typeof QuestionBody>, today: Day) => ({
  words,
  asked: day(askedAt, today),
  answer,
  answered: answeredAt === null ? undefined : day(answeredAt, today),
})
