import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerForm, type Faults, NO_FAULTS, NothingForm, readForm, typedIn } from '../../platform/web/forms.ts'
import { drawLetters } from './letter-pdf.ts'
import { toLettersPage } from './letters-view-models.ts'
import { toLetterItem } from './reach-contract.ts'
import { listLetters } from './use-cases/list-letters.ts'
import { postLetter } from './use-cases/post-letter.ts'
import { printAllLetters, readLetters } from './use-cases/print-letters.ts'

const config = { access: ['advisor', 'team-lead'] } as const
const AT_ONCE = 100

const SheetsForm = z.object({
  letterIds: z
    .union([z.uuid(), z.array(z.uuid())], { error: 'Print the letters first' })
    .transform((ids) => [ids].flat().slice(0, AT_ONCE)),
})
const PostedForm = z.object({ letterId: z.uuid('Open the list of letters again') })

/** Letters to people: what waits for the printer, what is printed and waits for the post box. */
export async function personPages(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { context } = request
    const [waiting, printed] = await Promise.all([
      listLetters(context, { status: 'waiting', limit: AT_ONCE }),
      listLetters(context, { status: 'printed', limit: AT_ONCE }),
    ])
    return reply.page(
      'features/people/pages/letters.njk',
      toLettersPage({
        waiting: waiting.items.map(toLetterItem),
        printed: printed.items.map(toLetterItem),
        faults,
        done: (request.query as { done?: string }).done,
      }),
    )
  }
  app.get('/letters', { config }, (request, reply) => show(request, reply, NO_FAULTS))

  app.post('/letters/print', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => printAllLetters(context),
      to: () => '/letters?done=printed',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )

  // A file with addresses is an answer to a form, never something that an address leads to.
  app.post('/letters/sheets', { config }, async (request, reply) => {
    const read = readForm(SheetsForm, typedIn(request))
    if (!read.isRight) {
      reply.code(400)
      return show(request, reply, read.faults)
    }
    const pdf = await drawLetters(await readLetters(request.context, read.value.letterIds))
    return reply
      .type('application/pdf')
      .header('content-disposition', 'attachment; filename="letters.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf)
  })

  app.post('/letters/posted', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: PostedForm,
      act: (context, { letterId }) => postLetter(context, { letterId, on: context.today() }),
      to: ({ status }) => `/letters?done=${status === 'stopped' ? 'stopped' : 'posted'}`,
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
}
