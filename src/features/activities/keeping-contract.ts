import { z } from 'zod'
import { pageOf } from '../../platform/http/paging.ts'
import type { Scheme } from '../schemes/public.ts'
import { ActivityBody, ActivityPatch, toActivityBody } from './contract.ts'
import { EDIT_DECISIONS } from './kinds.ts'
import type { ActivityEdit, WaitingEdit } from './store/edits.ts'
import type { Suggestion } from './store/suggestions.ts'
import type { ActivityRecord } from './use-cases/read-activity.ts'

export const EditId = z.object({ activityId: z.uuid(), editId: z.uuid() })
export const SuggestionId = z.object({ suggestionId: z.uuid() })

const words = (most: number) => z.string().trim().min(1).max(most)

const WaitingBody = z.object({ id: z.uuid(), patch: ActivityPatch, proposedAt: z.iso.datetime() })
const toWaiting = ({ id, patch, proposedAt }: ActivityEdit): z.infer<typeof WaitingBody> => ({
  id,
  patch,
  proposedAt: proposedAt.toISOString(),
})

export const ActivityRecordBody = ActivityBody.extend({
  photoShows: z.string().nullable().describe('What the picture shows; null when there is none'),
  waitingEdit: WaitingBody.nullable().describe('What would change when the service says yes; for those who keep it'),
  lastDecision: z
    .object({ decision: z.enum(EDIT_DECISIONS), why: z.string().nullable(), decidedAt: z.iso.datetime() })
    .nullable()
    .describe('The answer to the last change; for those who keep it'),
}).meta({ id: 'ActivityRecord' })

export type ActivityRecordBodyOf = z.infer<typeof ActivityRecordBody>

export function toActivityRecordBody(record: ActivityRecord, scheme: Scheme): z.infer<typeof ActivityRecordBody> {
  const { waitingEdit, lastDecision, photoShows } = record
  const isDecided = lastDecision !== null && lastDecision.decision !== null && lastDecision.decidedAt !== null
  return {
    ...toActivityBody(record, scheme),
    photoShows,
    waitingEdit: waitingEdit === null ? null : toWaiting(waitingEdit),
    lastDecision: isDecided
      ? {
          decision: lastDecision.decision ?? 'refused',
          why: lastDecision.why,
          decidedAt: lastDecision.decidedAt?.toISOString() ?? '',
        }
      : null,
  }
}

export const EditsBody = pageOf(
  WaitingBody.extend({
    activity: z.object({ id: z.uuid(), name: z.string(), providerName: z.string() }),
    proposedBy: z.string(),
  }),
).meta({ id: 'ActivityEdits' })

export const toEditBody = (edit: WaitingEdit) => ({
  ...toWaiting(edit),
  activity: { id: edit.activityId, name: edit.activityName, providerName: edit.providerName },
  proposedBy: edit.proposedBy,
})

export const DecideEditBody = z
  .strictObject({ decision: z.enum(EDIT_DECISIONS), why: words(500).optional().describe('Needed for a no') })
  .meta({ id: 'DecideActivityEdit' })

export const NewSuggestionBody = z
  .strictObject({
    activityId: z.uuid().optional().describe('Left out when something is missing from the directory'),
    words: words(1_000),
    contact: words(200).optional().describe('How to answer whoever says it'),
  })
  .meta({ id: 'NewSuggestion' })
export const SuggestionIdBody = z.object({ suggestionId: z.uuid() }).meta({ id: 'SuggestionMade' })
export const SettleSuggestionBody = z.strictObject({ outcome: words(500) }).meta({ id: 'SettleSuggestion' })

export const SuggestionsBody = pageOf(
  z.object({
    id: z.uuid(),
    activity: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    words: z.string(),
    contact: z.string().nullable(),
    saidAt: z.iso.datetime(),
  }),
).meta({ id: 'Suggestions' })

export const toSuggestionBody = (suggestion: Suggestion) => ({
  id: suggestion.id,
  activity: suggestion.activityId === null ? null : { id: suggestion.activityId, name: suggestion.activityName ?? '' },
  words: suggestion.words,
  contact: suggestion.contact,
  saidAt: suggestion.saidAt.toISOString(),
})

export const WalkInsBody = z
  .strictObject({ on: z.iso.date(), count: z.int().min(0).max(10_000) })
  .meta({ id: 'WalkInsOfADay' })
export const WalkInsListBody = z
  .object({ items: z.array(z.object({ on: z.iso.date(), count: z.int() })) })
  .meta({ id: 'WalkIns' })
export const CountedBody = z.object({ on: z.iso.date(), count: z.int() }).meta({ id: 'WalkInsCounted' })

export const PhotoForm = z
  .object({
    file: z.string().meta({ format: 'binary' }).describe('A JPEG or a PNG of at most 10 MB'),
    alternativeText: words(300).describe('What the picture shows, for whoever does not see it'),
  })
  .meta({ id: 'NewActivityPhoto' })
export const PhotoBody = z.object({ activityId: z.uuid(), alternativeText: z.string() }).meta({ id: 'ActivityPhoto' })
