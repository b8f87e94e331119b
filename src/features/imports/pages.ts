import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FORM_WITH_FILE, fileOf } from '../../platform/http/uploads.ts'
import { invalid } from '../../platform/problems.ts'
import {
  answerForm,
  type Faults,
  NO_FAULTS,
  NothingForm,
  readForm,
  type Typed,
  typedIn,
} from '../../platform/web/forms.ts'
import { toImportFacts, toProgressBody, toRowBody } from './contract.ts'
import { KindForm, mappingForm, UploadForm } from './forms.ts'
import { ROW_STATES } from './kinds.ts'
import { DIRECTORY_TAKERS, importsOf } from './policy.ts'
import { listImportedRows } from './use-cases/list-import-rows.ts'
import { listImports } from './use-cases/list-imports.ts'
import { mapColumns } from './use-cases/map-columns.ts'
import { readImport } from './use-cases/read-import.ts'
import { runImport } from './use-cases/run-import.ts'
import { takeBackImport } from './use-cases/take-back-import.ts'
import { tryImport } from './use-cases/try-import.ts'
import { uploadFile } from './use-cases/upload-file.ts'
import { writeDirectory } from './use-cases/write-directory.ts'
import { writeRowsToMend } from './use-cases/write-rows-to-mend.ts'
import { writeTemplate } from './use-cases/write-template.ts'
import { stateToShow, toImportPage, toImportsPage } from './view-models.ts'

const config = { access: ['administrator', 'team-lead'] } as const
const Shown = z.object({
  state: z.enum(ROW_STATES).optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
})
type Of = { Params: { importId: string } }

/** A spreadsheet is brought in steps: sent, its columns understood, tried without writing, run; and it can be taken back. */
export async function importPages(app: FastifyInstance): Promise<void> {
  async function showAll({ context, query }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { after } = query as { after?: unknown }
    const { items, next } = await listImports(context, {
      limit: 25,
      after: typeof after === 'string' ? after : undefined,
    })
    const page = toImportsPage({ items: items.map(toImportFacts), kinds: importsOf(context.actor).kinds, next })
    return reply.page('features/imports/pages/imports.njk', { ...page, typed, faults })
  }
  app.get('/imports', { config }, (request, reply) => showAll(request, reply, {}, NO_FAULTS))
  app.post('/imports', { config, ...FORM_WITH_FILE }, (request, reply) =>
    answerForm(request, reply, {
      form: UploadForm,
      act: (context, { kind }) => uploadFile(context, { kind, bytes: fileOf(request) }),
      to: ({ id }) => `/imports/${id}`,
      again: (typed, faults) => showAll(request, reply, typed, faults),
    }),
  )
  app.post('/imports/template', { config }, async (request, reply) => {
    const read = readForm(KindForm, typedIn(request))
    if (!read.isRight) throw invalid('#/kind', 'Select what the list holds')
    const { kind } = read.value
    return sendCsv(reply, `${kind}.csv`, writeTemplate(request.context, { kind }))
  })

  app.post('/activities/csv', { config: { access: DIRECTORY_TAKERS } }, async ({ context }, reply) =>
    sendCsv(reply, `directory-${context.today()}.csv`, await writeDirectory(context)),
  )

  async function show(request: FastifyRequest<Of>, reply: FastifyReply, faults: Faults) {
    const { context, params, query } = request
    const found = toProgressBody(await readImport(context, params))
    const { state = stateToShow(found), after } = Shown.parse(query)
    const rows = await listImportedRows(context, { ...params, state, limit: 50, after })
    const page = toImportPage({
      found,
      rows: rows.items.map((row) => toRowBody(rows.kind, row)),
      state,
      next: rows.next,
    })
    return reply.page('features/imports/pages/import.njk', { ...page, faults })
  }
  app.get<Of>('/imports/:importId', { config }, (request, reply) => show(request, reply, NO_FAULTS))

  app.post<Of>('/imports/:importId/mapping', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: mappingForm,
      act: (context, mapping) => mapColumns(context, { ...request.params, mapping }),
      to: () => `/imports/${request.params.importId}`,
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
  for (const { name, act } of [
    { name: 'dry-run', act: tryImport },
    { name: 'run', act: runImport },
    { name: 'take-back', act: takeBackImport },
  ])
    app.post<Of>(`/imports/:importId/${name}`, { config }, (request, reply) =>
      answerForm(request, reply, {
        form: NothingForm,
        act: async (context) => void (await act(context, request.params)),
        to: () => `/imports/${request.params.importId}`,
        again: (_typed, faults) => show(request, reply, faults),
      }),
    )
  app.post<Of>('/imports/:importId/errors', { config }, async (request, reply) =>
    sendCsv(reply, 'rows-to-mend.csv', await writeRowsToMend(request.context, request.params)),
  )
}

const sendCsv = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(text)
