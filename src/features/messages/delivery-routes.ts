import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import { invalid, Refusal } from '../../platform/problems.ts'
import { isSigned } from '../../platform/signature.ts'
import { readBounce } from './bounce.ts'
import { IncomingTextBody, MailReportBody, TakenBody, TextReportBody } from './outgoing-contract.ts'
import { takeReport } from './use-cases/take-report.ts'
import { takeText } from './use-cases/take-text.ts'

const tags = ['Delivery']
/** The mail that came back may hang on its report, and ours are short. */
const MOST_OF_A_BOUNCE = 256 * 1024
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const DELIVERY_ID = new RegExp(`^<?(${UUID})\\.(${UUID})(?:@[^>]*)?>?$`)

/** What servers tell us of what they took. They have no session: each request is signed over its body, and only while it is fresh. */
export const reportsOfDelivery: FastifyPluginAsyncZod = async (app) => {
  const { secret, now } = app.reports
  const bodies = new WeakMap<FastifyRequest, string>()
  // The signature is over the bytes that were sent, so they are kept until it is checked.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    bodies.set(request, String(body))
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      done(invalid('#', 'Send JSON'))
    }
  })
  // A report as mail servers send it. It is checked before it is read: a stranger's mail is not taken apart.
  app.addContentTypeParser(
    'message/rfc822',
    { parseAs: 'buffer', bodyLimit: MOST_OF_A_BOUNCE },
    async (request: FastifyRequest, raw: Buffer) => {
      bodies.set(request, raw.toString('latin1'))
      requireSignature(request)
      const report = await readBounce(raw)
      if (report !== undefined) return report
      throw invalid('#', 'Send the report as it came: it must say what became of the mail, and which it was (RFC 3464)')
    },
  )
  app.addHook('preValidation', async (request) => requireSignature(request))

  function requireSignature(request: FastifyRequest): void {
    const signature = request.headers['rother-signature']
    if (secret === undefined || !isSigned(secret, bodies.get(request) ?? '', signature, now()))
      throw new Refusal('not-allowed', 'Sign the body, as docs/how-to/connect-a-text-service.md says')
  }

  type Report = { status: 'delivered' | 'failed' | 'bounced' | 'delayed'; code?: string | undefined }

  async function take(id: string, report: Report) {
    // What is late may still arrive.
    if (report.status === 'delayed') return { taken: false }
    const [, schemeId, jobId] = DELIVERY_ID.exec(id) ?? []
    if (schemeId === undefined || jobId === undefined) return { taken: false }
    const failure = `reported-${report.code ?? report.status}`.toLowerCase()
    const delivery =
      report.status === 'delivered'
        ? { is: 'delivered' as const }
        : { is: report.status === 'bounced' ? ('bounced' as const) : ('refused' as const), failure }
    return { taken: await takeReport(await app.systemContext(schemeId), { jobId, delivery }) }
  }

  app.post(
    '/mail/bounces',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'reportMail',
        tags,
        summary: 'A mail server says that a mail arrived or came back, in JSON or by the report as it came (RFC 3464)',
        consumes: ['application/json', 'message/rfc822'],
        body: MailReportBody,
        response: { 200: TakenBody, ...refusals('not-allowed') },
      },
    },
    (request) => take(request.body.messageId, request.body),
  )

  app.post(
    '/texts/reports',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'reportText',
        tags,
        summary: 'The text service says that a text arrived or failed',
        body: TextReportBody,
        response: { 200: TakenBody, ...refusals('not-allowed') },
      },
    },
    (request) => take(request.body.id, request.body),
  )

  app.post(
    '/texts/incoming',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'reportIncomingText',
        tags,
        summary: 'The text service hands over a text that somebody sent',
        body: IncomingTextBody,
        response: { 200: TakenBody, ...refusals('not-allowed') },
      },
    },
    async (request) => {
      const { schemeId, id, from, text } = request.body
      await takeText(await app.systemContext(schemeId), { providerId: id, number: from, body: text })
      return { taken: true }
    },
  )
}
