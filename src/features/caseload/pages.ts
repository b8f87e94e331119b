import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { writeCsv } from '../../platform/spreadsheets/write-csv.ts'
import { answerForm, NO_FAULTS, readForm, typedIn } from '../../platform/web/forms.ts'
import { listMembersOf } from '../accounts/public.ts'
import { STAGES } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toCaseloadItem } from './contract.ts'
import { ownNoteForm, TakeOutForm } from './forms.ts'
import { GAPS } from './gaps.ts'
import { toGapsPage } from './gaps-view-model.ts'
import { ORDERS, SORTS } from './sorts.ts'
import { listCaseload } from './use-cases/list-caseload.ts'
import { listGaps } from './use-cases/list-gaps.ts'
import { takeCaseloadOut } from './use-cases/take-caseload-out.ts'
import { writeOwnNote } from './use-cases/write-own-note.ts'
import { type CaseloadState, caseloadHref, FIRST_STATE, toCaseloadPage, toCells } from './view-models.ts'

const config = { access: ['advisor', 'team-lead'] } as const

const State = z.object({
  owner: z.union([z.enum(['me', 'anyone', 'nobody']), z.uuid()]).catch(FIRST_STATE.owner),
  stage: z.enum(['', ...STAGES]).catch(''),
  gap: z.enum(['', ...GAPS]).catch(''),
  need: z.string().max(60).catch(''),
  practiceId: z.union([z.literal(''), z.uuid()]).catch(''),
  overdue: z.enum(['', 'true']).catch(''),
  sort: z.enum(SORTS).catch(FIRST_STATE.sort),
  order: z.enum(ORDERS).catch(FIRST_STATE.order),
  after: z.string().max(200).catch(''),
})

/** The caseload as the spreadsheet had it: sorted by any column, my own words in the row, what is seen is what is taken out. */
export async function caseloadPages(app: FastifyInstance): Promise<void> {
  type Again = Partial<Pick<Parameters<typeof toCaseloadPage>[0], 'mended' | 'taking'>>

  async function show(request: FastifyRequest, reply: FastifyReply, again: Again = {}) {
    const { context } = request
    const state: CaseloadState = State.parse(request.query)
    const [{ lists }, members, page] = await Promise.all([
      getScheme(context),
      listMembersOf(context.db, context.actor.organisationId),
      listCaseload(context, { ...toQuery(state), limit: 50, after: state.after || undefined }),
    ])
    return reply.page('features/caseload/pages/caseload.njk', {
      ...toCaseloadPage({
        items: page.items.map((line) => toCaseloadItem(line, context)),
        next: page.next,
        taking: { typed: {}, faults: NO_FAULTS },
        ...again,
        state,
        needs: lists.need.filter(({ retiredOn }) => retiredOn === null),
        workers: members.map(({ membershipId: id, label }) => ({ id, label })),
        today: context.today(),
        done: (request.query as { done?: string }).done,
      }),
    })
  }

  app.get('/caseload', { config }, (request, reply) => show(request, reply))

  app.get('/caseload/gaps', { config }, async ({ context }, reply) =>
    reply.page('features/caseload/pages/gaps.njk', toGapsPage(await listGaps(context), context.actor.role)),
  )

  app.post<{ Params: { referralId: string } }>('/caseload/:referralId', { config }, (request, reply) => {
    const { referralId } = request.params
    return answerForm(request, reply, {
      form: ownNoteForm(request.context.today()),
      act: (context, words) => writeOwnNote(context, { referralId, ...words }),
      to: () => caseloadHref(State.parse(request.query), { done: 'noted' }),
      again: (typed, faults) => show(request, reply, { mended: { id: referralId, typed, faults } }),
    })
  })

  app.post('/caseload/csv', { config }, async (request, reply) => {
    const { context } = request
    const typed = typedIn(request)
    const read = readForm(TakeOutForm, typed)
    if (!read.isRight) {
      reply.code(400)
      return show(request, reply, { taking: { typed, faults: read.faults } })
    }
    const lines = await takeCaseloadOut(context, { ...toQuery(State.parse(request.query)), ...read.value })
    const items = lines.map((line) => toCaseloadItem(line, context))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="caseload-${context.today()}.csv"`)
      .send(writeCsv(toCells(items, context.today())))
  })
}

const toQuery = ({ owner, stage, gap, need, practiceId, overdue, sort, order }: CaseloadState) => ({
  owner,
  stage: stage || undefined,
  gap: gap || undefined,
  need: need || undefined,
  practiceId: practiceId || undefined,
  overdue: overdue === 'true',
  sort,
  order,
})
