import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { type ListName, readScheme } from '../schemes/public.ts'
import { findList } from './list-rules.ts'
import { toItemPage, toListPage } from './list-words.ts'
import { addListItem, changeListItem } from './use-cases/change-list.ts'

const config = { access: ['administrator'] } as const
type OfList = { Params: { list: string } }
type OfItem = { Params: { list: string; code: string } }

const label = z
  .string({ error: 'Enter the words that people choose' })
  .trim()
  .min(2, 'Enter the words that people choose')
  .max(100, 'Enter fewer than 100 characters')
const isSensitive = z
  .literal('yes')
  .optional()
  .transform((ticked) => ticked === 'yes')
const NewItemForm = z.object({ label, isSensitive })
const ItemForm = NewItemForm.extend({
  isRetired: z.enum(['yes', 'no'], { error: 'Select whether it is chosen' }).transform((chosen) => chosen === 'yes'),
})

/** The lists that people choose from: what is on each, new words, other words, and what nobody chooses any more. */
export async function listPageRoutes(app: FastifyInstance): Promise<void> {
  async function showList(request: FastifyRequest<OfList>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const list = listNamed(request.params.list)
    const { lists } = await readScheme(request.context)
    const { done } = request.query as { done?: string }
    return reply.page('features/setup/pages/list.njk', { ...toListPage(list, lists[list], done), typed, faults })
  }
  app.get<OfList>('/settings/lists/:list', { config }, (request, reply) => showList(request, reply, {}, NO_FAULTS))
  app.post<OfList>('/settings/lists/:list', { config }, (request, reply) => {
    const list = listNamed(request.params.list)
    return answerForm(request, reply, {
      form: NewItemForm,
      act: (context, item) => addListItem(context, { list, ...item }),
      to: () => `/settings/lists/${list}?done=added`,
      again: (typed, faults) => showList(request, reply, typed, faults),
    })
  })

  async function showItem(request: FastifyRequest<OfItem>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const list = listNamed(request.params.list)
    const item = (await readScheme(request.context)).lists[list].find(({ code }) => code === request.params.code)
    if (item === undefined) throw new Refusal('not-found')
    const page = toItemPage(list, item)
    return reply.page('features/setup/pages/list-item.njk', {
      ...page,
      typed: faults.list.length > 0 ? typed : page.typed,
      faults,
    })
  }
  app.get<OfItem>('/settings/lists/:list/:code', { config }, (request, reply) =>
    showItem(request, reply, {}, NO_FAULTS),
  )
  app.post<OfItem>('/settings/lists/:list/:code', { config }, (request, reply) => {
    const list = listNamed(request.params.list)
    return answerForm(request, reply, {
      form: ItemForm,
      act: (context, change) => changeListItem(context, { list, code: request.params.code, ...change }),
      to: () => `/settings/lists/${list}?done=changed`,
      again: (typed, faults) => showItem(request, reply, typed, faults),
    })
  })
}

function listNamed(name: string): ListName {
  const list = findList(name)
  if (list === undefined) throw new Refusal('not-found')
  return list
}
