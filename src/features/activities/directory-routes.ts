import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Role } from '../../platform/context.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { listingPageOf, toWaiting } from './directory-words.ts'
import { toActivityRecordBody } from './keeping-contract.ts'
import { canEditActivitiesOf, canKeepDirectory } from './policy.ts'
import { toSearchPage } from './search-page.ts'
import { confirmActivity } from './use-cases/confirm-activity.ts'
import { decideEdit } from './use-cases/decide-edit.ts'
import { readActivity } from './use-cases/read-activity.ts'
import { readPhoto } from './use-cases/read-photo.ts'
import { suggestChange } from './use-cases/suggest-change.ts'

const READERS = { access: ['referrer', 'advisor', 'team-lead', 'administrator'] } as const
const PICTURES = { access: ['referrer', 'advisor', 'team-lead', 'administrator', 'provider'] } as const
const KEEPERS = { access: ['advisor', 'team-lead', 'administrator'] } as const
type OfActivity = { Params: { activityId: string } }
type OfEdit = { Params: { activityId: string; editId: string } }

const DONE: Record<string, string> = {
  confirmed: 'It is confirmed from today.',
  approved: 'The change is live.',
  refused: 'The group reads why.',
  suggested: 'Those who keep the directory will read it.',
  saved: 'It is saved.',
  added: 'It is added, and is found from now on.',
}
const sayDone = (query: unknown): string | undefined => DONE[(query as { done?: string }).done ?? '']

const isService = (role: Role): boolean => role === 'advisor' || role === 'team-lead'

/** The directory as those who place people read it. */
export async function directoryRoutes(app: FastifyInstance): Promise<void> {
  app.get('/directory', { config: READERS }, async (request, reply) => {
    const { context } = request
    const links = canKeepDirectory(context.actor)
      ? [
          { text: 'Add an activity', href: '/directory/new' },
          { text: 'To read', href: '/directory/to-read' },
        ]
      : []
    const model = await toSearchPage(context, request.query, { path: '/directory' })
    if (model.faults.list.length > 0) reply.code(400)
    return reply.page('features/activities/pages/directory.njk', {
      ...model,
      title: 'Activities',
      done: sayDone(request.query),
      links,
    })
  })

  async function show(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const record = toActivityRecordBody(await readActivity(context, params), await getScheme(context))
    const path = `/directory/${record.id}`
    // What comes from another directory is changed there.
    const mayEdit = record.source === null && canEditActivitiesOf(context.actor, record.provider.id)
    const waiting = toWaiting(record)
    return reply.page('features/activities/pages/listing.njk', {
      ...listingPageOf(record, context.today()),
      back: { href: '/directory', text: 'Activities' },
      done: sayDone(request.query),
      photo: record.photoShows === null ? undefined : { src: `${path}/photo`, shows: record.photoShows },
      change: mayEdit ? `${path}/change` : undefined,
      confirm: `${path}/confirm`,
      waiting,
      decide: waiting === undefined ? undefined : { action: `${path}/edits/${waiting.id}` },
      links: isService(context.actor.role)
        ? [
            { href: `/activities/${record.id}/waiting`, text: 'Who waits for a place' },
            { href: `${path}/week-link`, text: 'The link of its week' },
          ]
        : [],
      suggest: `${path}/suggestions`,
      typed,
      faults,
    })
  }
  app.get<OfActivity>('/directory/:activityId', { config: READERS }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )

  app.post<OfActivity>('/directory/:activityId/suggestions', { config: READERS }, (request, reply) =>
    answerForm(request, reply, {
      form: z.object({
        words: z.string({ error: 'Enter what is wrong' }).trim().max(1_000, 'Write at most 1,000 characters'),
      }),
      act: (context, { words }) => suggestChange(context, { ...request.params, words }),
      to: () => `/directory/${request.params.activityId}?done=suggested`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.post<OfActivity>('/directory/:activityId/confirm', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: z.object({}),
      act: (context) => confirmActivity(context, request.params),
      to: () => `/directory/${request.params.activityId}?done=confirmed`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.post<OfEdit>('/directory/:activityId/edits/:editId', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: z.object({
        decision: z.enum(['approved', 'refused'], { error: 'Select yes or no' }),
        why: z.string().trim().max(500, 'Write at most 500 characters').optional(),
      }),
      act: async (context, said) => {
        await decideEdit(context, { ...request.params, ...said })
        return said.decision
      },
      to: (decision) => `/directory/${request.params.activityId}?done=${decision}`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.get<OfActivity>('/directory/:activityId/photo', { config: PICTURES }, async (request, reply) =>
    reply.type('image/jpeg').send(await readPhoto(request.context, request.params)),
  )
}
