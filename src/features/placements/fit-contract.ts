import { z } from 'zod'
import { pageOf } from '../../platform/http/paging.ts'
import { ActivitiesQuery, ActivityBodySchema, PARTS_OF_WEEK, toActivityBody } from '../activities/public.ts'
import type { Scheme } from '../schemes/public.ts'
import type { FittingActivity } from './use-cases/find-fitting.ts'

const { limit, after, category, words, hasRoom, withinKm, access, language, mostPence } = ActivitiesQuery.shape

export const FittingQuery = z.strictObject({
  limit,
  after,
  category,
  words,
  hasRoom,
  withinKm: withinKm.describe('What they travel at most: further away speaks against it, and is shown'),
  access: access.describe('What they need there, with commas between: what a group has not said, it can be asked'),
  language: language.describe('The language they need spoken'),
  mostPence,
  times: z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(PARTS_OF_WEEK)))
    .optional()
    .describe('When in the week they can, with commas between: `tue-morning,thu-afternoon`'),
  everyKind: z.stringbool().default(false).describe('Not only the kinds that serve their needs'),
})

const ReasonBody = z.object({
  about: z.enum(['open', 'listed', 'need', 'age', 'area', 'distance', 'access', 'language', 'time', 'cost', 'room']),
  says: z.enum(['yes', 'no', 'never', 'ask']).describe('`ask`: nobody has said, and the group can'),
})

export const FittingActivitiesBody = pageOf(
  ActivityBodySchema.extend({
    verdict: z.enum(['fits', 'may-fit', 'does-not-fit']),
    reasons: z.array(ReasonBody).describe('Why it fits or does not'),
  }),
).meta({ id: 'FittingActivities' })

export const toFittingBody = (activity: FittingActivity, scheme: Scheme) => ({
  ...toActivityBody(activity, scheme),
  verdict: activity.verdict,
  reasons: activity.reasons,
})
export type FittingBody = ReturnType<typeof toFittingBody>
