import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SystemContext } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { type Faults, NO_FAULTS, readForm, type Typed, typedIn } from '../../platform/web/forms.ts'
import {
  listingPageOf,
  readPhoto,
  readPublicListing,
  suggestChangeUnnamed,
  toActivityBody,
  toSearchPage,
} from '../activities/public.ts'
import { getScheme } from '../schemes/public.ts'
import { readReplies } from './use-cases/read-replies.ts'

const PUBLIC = { access: 'public' } as const
/** Somebody who tells the directory what is wrong does not do it ten times a minute. */
const TELLING = { access: 'public', rateLimit: { max: 10, timeWindow: '1 minute' } } as const
type OfActivity = { Params: { activityId: string } }
const PATH = '/find-activities'
const isId = (text: string): boolean => z.uuid().safeParse(text).success

const SuggestionForm = z.object({
  words: z.string({ error: 'Enter what is wrong' }).trim().max(1_000, 'Write at most 1,000 characters'),
  contact: z.string().trim().max(200, 'Write at most 200 characters').optional(),
})

/** The directory for everybody, where the scheme says so: no account, no person in it. */
export async function publicDirectoryRoutes(app: FastifyInstance): Promise<void> {
  /** The scheme of the host name; nothing is there when it keeps its directory to itself. */
  async function open(request: FastifyRequest): Promise<SystemContext> {
    const schemeId = await app.schemeAt(request.hostname)
    const context = schemeId === undefined ? undefined : await app.systemContext(schemeId)
    if (context === undefined || !(await getScheme(context)).settings.directory.isPublic) throw new Refusal('not-found')
    return context
  }

  app.get(PATH, { config: PUBLIC }, async (request, reply) => {
    const context = await open(request)
    const { name } = await getScheme(context)
    const model = await toSearchPage(context, request.query, { path: PATH, isPublic: true })
    if (model.faults.list.length > 0) reply.code(400)
    return reply.page('features/activities/pages/directory.njk', {
      ...model,
      title: `Activities in ${name}`,
      links: [],
    })
  })

  async function show(
    request: FastifyRequest<OfActivity>,
    reply: FastifyReply,
    { typed, faults, done }: { typed: Typed; faults: Faults; done?: string },
  ): Promise<FastifyReply> {
    const context = await open(request)
    const { activityId } = request.params
    if (!isId(activityId)) throw new Refusal('not-found')
    const listing = await readPublicListing(context, { activityId })
    const replies = await readReplies(context, { activityId })
    return reply.page('features/activities/pages/listing.njk', {
      ...listingPageOf(toActivityBody(listing, await getScheme(context)), context.today(), { isPublic: true }),
      back: { href: PATH, text: 'Activities' },
      done,
      photo:
        listing.photoShows === null ? undefined : { src: `${PATH}/${activityId}/photo`, shows: listing.photoShows },
      replies: replies === undefined ? undefined : `${replies}.`,
      suggest: `${PATH}/${activityId}/suggestions`,
      asksContact: true,
      typed,
      faults,
    })
  }
  app.get<OfActivity>(`${PATH}/:activityId`, { config: PUBLIC }, (request, reply) =>
    show(request, reply, { typed: {}, faults: NO_FAULTS }),
  )

  app.post<OfActivity>(`${PATH}/:activityId/suggestions`, { config: TELLING }, async (request, reply) => {
    const context = await open(request)
    const { activityId } = request.params
    if (!isId(activityId)) throw new Refusal('not-found')
    await readPublicListing(context, { activityId })
    const typed = typedIn(request)
    const read = readForm(SuggestionForm, typed)
    if (!read.isRight) {
      reply.code(400)
      return show(request, reply, { typed, faults: read.faults })
    }
    await suggestChangeUnnamed(context, { activityId, ...read.value })
    return show(request, reply, {
      typed: {},
      faults: NO_FAULTS,
      done: 'Thank you. Those who keep the directory will read it.',
    })
  })

  app.get<OfActivity>(`${PATH}/:activityId/photo`, { config: PUBLIC }, async (request, reply) => {
    const context = await open(request)
    const { activityId } = request.params
    if (!isId(activityId)) throw new Refusal('not-found')
    const { photoShows } = await readPublicListing(context, { activityId })
    if (photoShows === null) throw new Refusal('not-found')
    return reply
      .type('image/jpeg')
      .header('cache-control', 'public, max-age=3600')
      .send(await readPhoto(context, { activityId }))
  })
}
