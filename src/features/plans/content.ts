import { z } from 'zod'
import { ACTION_OWNERS, PARTIES } from './kinds.ts'

const words = (most: number) => z.string().trim().min(1).max(most)
const ProposedBy = z.enum(PARTIES)
const AgreedBy = z.array(z.enum(PARTIES)).max(PARTIES.length).default([])

const action = {
  what: words(300),
  owner: z.enum(ACTION_OWNERS),
  byOn: z.iso.date().nullable().default(null),
  proposedBy: ProposedBy,
  agreedBy: AgreedBy,
}

const goal = {
  words: words(300).describe("The person's own words"),
  need: z.string().max(60).nullable().default(null).describe("A code of the scheme's list `need`"),
  proposedBy: ProposedBy,
  agreedBy: AgreedBy,
}

const plan = {
  whatMatters: words(2_000).nullable().default(null).describe('What matters to the person, in their words'),
  aGoodDay: words(2_000).nullable().default(null).describe('What a good day looks like'),
  reviewOn: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('Left out: some weeks after agreement, as the scheme has it'),
}

const MOST_GOALS = 12
const MOST_ACTIONS = 10

/** A line keeps its id from version to version; one without an id is new. */
const Id = z.uuid().optional().describe('Left out for a new line')

/** A whole plan, as it is written. */
export const PlanDraft = z.strictObject({
  ...plan,
  goals: z
    .array(
      z.strictObject({
        id: Id,
        ...goal,
        actions: z
          .array(z.strictObject({ id: Id, ...action }))
          .max(MOST_ACTIONS)
          .default([]),
      }),
    )
    .max(MOST_GOALS),
})
export type PlanDraft = z.infer<typeof PlanDraft>

/** A whole plan, as a version keeps it: every line has its id. */
export const PlanContent = z.object({
  ...plan,
  goals: z.array(z.object({ id: z.uuid(), ...goal, actions: z.array(z.object({ id: z.uuid(), ...action })) })),
})
export type PlanContent = z.infer<typeof PlanContent>
export type Goal = PlanContent['goals'][number]
