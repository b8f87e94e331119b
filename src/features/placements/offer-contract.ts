import { z } from 'zod'
import { ACCESS_FEATURE_CODES } from '../activities/public.ts'
import { COMES_WITH } from './kinds.ts'

const words = (most: number) => z.string().trim().min(1).max(most)

/** What an offer says of the person and of their first time; the same when it is made from a waiting list. */
export const offerFields = {
  hopes: words(1_000)
    .optional()
    .describe('What the person hopes for. The provider reads it before it may know who they are: no name, no address'),
  startsOn: z.iso
    .date()
    .optional()
    .describe('When it is meant to begin; not without who comes with them and how they get home'),
  comesWith: z.enum(COMES_WITH).optional().describe('Who comes along the first time'),
  homeBy: words(300).optional().describe('How the person gets home'),
  answerBy: z.iso.date().optional().describe('Last day for the answer of the group; five working days when left out'),
}
export const AccessNeeds = z.array(z.enum(ACCESS_FEATURE_CODES)).max(ACCESS_FEATURE_CODES.length).default([])

export const NewPlacementBody = z
  .strictObject({
    activityId: z.uuid(),
    accessNeeds: AccessNeeds,
    ...offerFields,
    cohortId: z.uuid().optional().describe('Which run, of an activity that has runs'),
    sessionOn: z.iso.date().optional().describe('Which session, of an activity whose places are those of each session'),
  })
  .meta({ id: 'NewPlacement' })
export type NewPlacementBody = z.infer<typeof NewPlacementBody>
