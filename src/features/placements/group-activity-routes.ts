import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FORM_WITH_FILE } from '../../platform/http/uploads.ts'
import { invalid, Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import {
  addActivity,
  amendActivity,
  confirmActivity,
  firstSchedule,
  firstTyped,
  listActivities,
  listingChoices,
  listingForm,
  readActivity,
  sayConfirmed,
  setPhoto,
  toActivityBody,
  toActivityRecordBody,
  toDecided,
  toNew,
  toPatch,
  toWaiting,
} from '../activities/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toActivityRow } from './activity-words.ts'

const config = { access: ['provider'] } as const
type OfActivity = { Params: { activityId: string } }
const FORM = 'features/activities/pages/listing-form.njk'
const BACK = { href: '/group/activities', text: 'Your activities' }
const DONE: Record<string, string> = {
  saved: 'It is saved. What is read by the service first stands below until then.',
  confirmed: 'Thank you: it is confirmed from today.',
  photo: 'The picture stands beside your listing.',
}

/** What a group says of its own activities, as those who look for one read it. */
export async function groupActivityRoutes(app: FastifyInstance): Promise<void> {
  app.get('/group/activities', { config }, async (request, reply) => {
    const { context } = request
    const scheme = await getScheme(context)
    const { after } = request.query as { after?: string }
    const own = { providerId: context.actor.organisationId, withHidden: true, limit: 50, after }
    const { items, next } = await listActivities(context, own)
    return reply.page('features/placements/pages/activities.njk', {
      title: 'Your activities',
      rows: items.map((activity) => toActivityRow(toActivityBody(activity, scheme))),
      more: next === null ? undefined : `/group/activities?after=${encodeURIComponent(next)}`,
    })
  })

  const showNew = async (request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) =>
    reply.page(FORM, {
      title: 'Add an activity',
      back: BACK,
      action: '/group/activities/new',
      choices: listingChoices(await getScheme(request.context)),
      typed: { entry: 'referral-needed', placesMode: 'counted', ...typed },
      faults,
    })
  app.get('/group/activities/new', { config }, (request, reply) => showNew(request, reply, {}, NO_FAULTS))
  app.post('/group/activities/new', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: listingForm(request.context.today()),
      act: (context, typed) => addActivity(context, toNew(typed)),
      to: () => '/group/activities',
      again: (typed, faults) => showNew(request, reply, typed, faults),
    }),
  )

  async function show(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const activity = await readActivity(context, params)
    if (activity.providerId !== context.actor.organisationId) throw new Refusal('not-found')
    const scheme = await getScheme(context)
    const record = toActivityRecordBody(activity, scheme)
    const { done } = request.query as { done?: string }
    const path = `/group/activities/${activity.id}`
    return reply.page(FORM, {
      title: activity.name,
      back: BACK,
      done: DONE[done ?? ''],
      action: path,
      choices: listingChoices(scheme),
      version: activity.version,
      isChange: true,
      keepsSchedule: activity.schedule.length > 0 && firstSchedule(activity.schedule) === undefined,
      waiting: toWaiting(record),
      decided: toDecided(record),
      confirm: { action: `${path}/confirm`, said: sayConfirmed(record, context.today()), isHidden: record.isHidden },
      photo: { src: `/directory/${activity.id}/photo`, shows: record.photoShows, action: `${path}/photo` },
      typed: faults.list.length > 0 ? typed : firstTyped(record),
      faults,
    })
  }
  app.get<OfActivity>('/group/activities/:activityId', { config }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<OfActivity>('/group/activities/:activityId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: listingForm(request.context.today()),
      act: async (context, typed) =>
        amendActivity(context, {
          ...request.params,
          version: typed.version ?? 0,
          patch: toPatch(typed, await readActivity(context, request.params)),
        }),
      to: () => `/group/activities/${request.params.activityId}?done=saved`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.post<OfActivity>('/group/activities/:activityId/confirm', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => confirmActivity(context, request.params),
      to: () => `/group/activities/${request.params.activityId}?done=confirmed`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.post<OfActivity>('/group/activities/:activityId/photo', { config, ...FORM_WITH_FILE }, (request, reply) =>
    answerForm(request, reply, {
      form: PhotoForm,
      act: (context, { alternativeText }) =>
        setPhoto(context, { ...request.params, alternativeText, bytes: photoOf(request) }),
      to: () => `/group/activities/${request.params.activityId}?done=photo`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}

const PhotoForm = z.object({
  alternativeText: z.string({ error: 'Enter what the picture shows' }).trim().max(300, 'Write at most 300 characters'),
})

/** The picture that a form brought, or a refusal at its field. */
function photoOf({ upload }: FastifyRequest): Buffer {
  if (upload === undefined || upload.length === 0) throw invalid('#/file', 'Choose a photograph as JPEG or PNG')
  return upload
}
