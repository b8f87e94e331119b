import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { LISTS } from '../schemes/public.ts'
import { addListItem, changeListItem } from './use-cases/change-list.ts'

const config = { access: ['administrator'] } as const
const tags = ['Scheme']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

const label = z.string().trim().min(2, 'Enter the words that people choose').max(100, 'Enter fewer than 100 characters')
const isSensitive = z.boolean().default(false).describe('Its words are replaced for whoever is not placing the person')
const List = z.object({ list: z.string().max(60).describe('The name of a list, as the scheme has it') })
const Item = List.extend({ code: z.string().max(60) })
const NewItemBody = z.strictObject({ label, isSensitive }).meta({ id: 'NewListItem' })
const ItemChangeBody = z
  .strictObject({
    label,
    isSensitive,
    isRetired: z.boolean().default(false).describe('Nobody chooses it any more; what was chosen stays'),
  })
  .meta({ id: 'ListItemChange' })
const ItemBody = z
  .object({
    list: z.enum(LISTS),
    code: z.string(),
    label: z.string(),
    isSensitive: z.boolean(),
    retiredOn: z.iso.date().nullable(),
  })
  .meta({ id: 'ListItem' })

/** The lists that people choose from, in the words of the scheme. They are read with the scheme. */
export const listRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/scheme/lists/:list/items',
    {
      config,
      schema: {
        operationId: 'addListItem',
        tags,
        summary: 'Add words to a list that people choose from',
        params: List,
        body: NewItemBody,
        response: { 201: ItemBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => addListItem(context, { ...request.params, ...request.body }), {
        status: 201,
      }),
  )

  app.post(
    '/scheme/lists/:list/items/:code',
    {
      config,
      schema: {
        operationId: 'changeListItem',
        tags,
        summary: 'Name an item of a list anew, mark it sensitive, retire it or bring it back',
        params: Item,
        body: ItemChangeBody,
        response: { 200: ItemBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => changeListItem(context, { ...request.params, ...request.body })),
  )
}
