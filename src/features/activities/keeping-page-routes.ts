import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PageQuery } from '../../platform/http/paging.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { toActivityBody } from './contract.ts'
import { toEditRow, toSuggestionRow } from './directory-words.ts'
import { toEditBody, toSuggestionBody } from './keeping-contract.ts'
import { listingChoices } from './listing-choices.ts'
import { firstSchedule, firstTyped, listingForm, toNew, toPatch } from './listing-form.ts'
import { canEditActivitiesOf } from './policy.ts'
import { addActivity } from './use-cases/add-activity.ts'
import { amendActivity } from './use-cases/amend-activity.ts'
import { listProviders } from './use-cases/list-providers.ts'
import { listEdits, listSuggestions } from './use-cases/list-to-read.ts'
import { readActivity } from './use-cases/read-activity.ts'
import { setDirectory } from './use-cases/set-directory.ts'
import { refuseUnlessSuggestion, settleSuggestion } from './use-cases/settle-suggestion.ts'

const KEEPERS = { access: ['advisor', 'team-lead', 'administrator'] } as const
type OfActivity = { Params: { activityId: string } }
type OfSuggestion = { Params: { suggestionId: string } }
const FORM = 'features/activities/pages/listing-form.njk'

/** How the service and the administrator keep the directory: for groups without an account, and what groups would change. */
export async function keepingPageRoutes(app: FastifyInstance): Promise<void> {
  const showNew = async (request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) => {
    const { context } = request
    return reply.page(FORM, {
      title: 'Add an activity',
      back: { href: '/directory', text: 'Activities' },
      action: '/directory/new',
      choices: {
        ...listingChoices(await getScheme(context)),
        providers: [
          { value: '', text: '' },
          ...(await listProviders(context)).map(({ id, name }) => ({ value: id, text: name })),
        ],
      },
      typed: { entry: 'referral-needed', placesMode: 'counted', ...typed },
      faults,
    })
  }
  app.get('/directory/new', { config: KEEPERS }, (request, reply) => showNew(request, reply, {}, NO_FAULTS))
  app.post('/directory/new', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: listingForm(request.context.today()),
      act: (context, typed) => addActivity(context, toNew(typed)),
      to: ({ id }) => `/directory/${id}?done=added`,
      again: (typed, faults) => showNew(request, reply, typed, faults),
    }),
  )

  async function showChange(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const activity = await readActivity(context, params)
    if (!canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-found')
    const scheme = await getScheme(context)
    return reply.page(FORM, {
      title: `Change ${activity.name}`,
      back: { href: `/directory/${activity.id}`, text: activity.name },
      action: `/directory/${activity.id}/change`,
      choices: listingChoices(scheme),
      version: activity.version,
      isChange: true,
      keepsSchedule: activity.schedule.length > 0 && firstSchedule(activity.schedule) === undefined,
      typed: faults.list.length > 0 ? typed : firstTyped(toActivityBody(activity, scheme)),
      faults,
    })
  }
  app.get<OfActivity>('/directory/:activityId/change', { config: KEEPERS }, (request, reply) =>
    showChange(request, reply, {}, NO_FAULTS),
  )
  app.post<OfActivity>('/directory/:activityId/change', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: listingForm(request.context.today()),
      act: async (context, typed) =>
        amendActivity(context, {
          ...request.params,
          version: typed.version ?? 0,
          patch: toPatch(typed, await readActivity(context, request.params)),
        }),
      to: () => `/directory/${request.params.activityId}?done=saved`,
      again: (typed, faults) => showChange(request, reply, typed, faults),
    }),
  )

  async function showToRead(request: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { context } = request
    const { edits: afterEdit, suggestions: afterSuggestion, done } = request.query as Record<string, string | undefined>
    const page = (after: string | undefined) =>
      PageQuery.parse({ limit: 25, ...(after === undefined ? {} : { after }) })
    const [edits, suggestions] = [
      await listEdits(context, page(afterEdit)),
      await listSuggestions(context, page(afterSuggestion)),
    ]
    const more = (name: string, next: string | null) =>
      next === null ? undefined : `/directory/to-read?${new URLSearchParams({ [name]: next })}`
    return reply.page('features/activities/pages/to-read.njk', {
      title: 'What to read about the directory',
      back: { href: '/directory', text: 'Activities' },
      done: done === 'settled' ? 'It is settled.' : undefined,
      edits: edits.items.map((edit) => toEditRow(toEditBody(edit))),
      moreEdits: more('edits', edits.next),
      suggestions: suggestions.items.map((suggestion) => toSuggestionRow(toSuggestionBody(suggestion))),
      moreSuggestions: more('suggestions', suggestions.next),
      faults,
    })
  }
  app.get('/directory/to-read', { config: KEEPERS }, (request, reply) => showToRead(request, reply, NO_FAULTS))
  app.post<OfSuggestion>('/directory/suggestions/:suggestionId', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: z.object({
        outcome: z.string({ error: 'Enter what you did' }).trim().max(500, 'Write at most 500 characters'),
      }),
      act: (context, { outcome }) => settleSuggestion(context, { ...request.params, outcome }),
      to: () => '/directory/to-read?done=settled',
      again: async (_, faults) => {
        await refuseUnlessSuggestion(request.context, request.params)
        return showToRead(request, reply, faults)
      },
    }),
  )

  const OF_SCHEME = { access: ['administrator'] } as const
  const showSettings = async (request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) => {
    const { settings, version } = await getScheme(request.context)
    const { isPublic, editsWait, confirmEveryMonths } = settings.directory
    return reply.page('features/activities/pages/settings.njk', {
      title: 'How the directory is kept',
      back: { href: '/settings', text: 'Settings' },
      version,
      typed:
        faults.list.length > 0
          ? typed
          : {
              isPublic: isPublic ? 'yes' : '',
              editsWait: editsWait ? 'yes' : '',
              confirmEveryMonths: String(confirmEveryMonths),
            },
      faults,
    })
  }
  app.get('/settings/directory', { config: OF_SCHEME }, (request, reply) => showSettings(request, reply, {}, NO_FAULTS))
  app.post('/settings/directory', { config: OF_SCHEME }, (request, reply) =>
    answerForm(request, reply, {
      form: z.object({
        isPublic: z.literal('yes').optional(),
        editsWait: z.literal('yes').optional(),
        confirmEveryMonths: z.coerce
          .number('Enter a number of months')
          .int('Enter a number of months')
          .min(1, 'Enter 1 to 24 months')
          .max(24, 'Enter 1 to 24 months'),
        version: z.coerce.number().int(),
      }),
      act: (context, { version, isPublic, editsWait, confirmEveryMonths }) =>
        setDirectory(context, {
          version,
          directory: { isPublic: isPublic === 'yes', editsWait: editsWait === 'yes', confirmEveryMonths },
        }),
      to: () => '/settings',
      again: (typed, faults) => showSettings(request, reply, typed, faults),
    }),
  )
}
