import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { NEVER_OVER } from '../../platform/light-links.ts'
import { Refusal } from '../../platform/problems.ts'
import { ContactId } from './contract.ts'
import { VISIT_PAGE } from './letters.ts'
import type { ContactRecord } from './store.ts'
import { checkIn } from './use-cases/check-in.ts'
import { checkOut } from './use-cases/check-out.ts'
import { sayLate } from './use-cases/say-late.ts'
import { sayTrouble, setPhrase } from './use-cases/say-trouble.ts'
import { lookAtVisit, makeVisitLink, openVisitLink } from './use-cases/visit-link.ts'
import {
  LookBody,
  MadeLinkBody,
  PhraseBody,
  PhraseSetBody,
  toVisitLinkBody,
  VisitLinkActBody,
  VisitLinkBody,
} from './visit-link-contract.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Contacts']
type Act = (context: Context, input: { contactId: string; say?: string | undefined }) => Promise<ContactRecord>

/** Checking in and out without signing in, by a link that is good for one visit of one worker. */
export const visitLinkRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/contacts/:contactId/link',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'makeVisitLink',
        tags,
        summary: 'Make a link with which the worker checks in and out of a visit; it ends the one before',
        params: ContactId,
        response: { 200: MadeLinkBody, ...refusals('not-found', 'step-not-open', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => makeVisitLink(context, request.params), {
        toBody: ({ schemeId, linkId, expiresAt }) => ({
          url: `${app.publicUrl}${VISIT_PAGE}#${app.links.make({ purpose: 'visit', schemeId, id: linkId, expiresAt })}`,
          expiresAt: expiresAt.toISOString(),
        }),
      }),
  )

  app.post(
    '/lone-working/phrase',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'setTroublePhrase',
        tags,
        summary: 'Agree on words that mean trouble; nobody reads them here again',
        body: PhraseBody,
        response: { 200: PhraseSetBody, ...refusals() },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => setPhrase(context, request.body)),
  )

  /** Whatever is wrong with a link, it is answered like one that never was. */
  const open = async (token: string) => {
    const made = app.links.read('visit', token, NEVER_OVER)
    if (made === undefined) throw new Refusal('not-found')
    const system = await app.systemContext(made.schemeId)
    if (app.links.read('visit', token, system.now()) === undefined) throw new Refusal('not-found')
    return openVisitLink(system, made.id)
  }

  app.post(
    '/links/visit/look',
    {
      config: { access: 'public', changesNothing: true },
      schema: {
        operationId: 'lookAtVisitByLink',
        tags,
        summary: 'What a link is for; it does nothing',
        body: LookBody,
        response: { 200: VisitLinkBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { context, contactId } = await open(request.body.token)
      return toVisitLinkBody(await lookAtVisit(context, { contactId }))
    },
  )

  const acts: { path: string; operationId: string; summary: string; act: Act }[] = [
    { path: 'check-in', operationId: 'checkInByLink', summary: 'Say by link that you went in', act: checkIn },
    { path: 'check-out', operationId: 'checkOutByLink', summary: 'Say by link that you came out', act: checkOut },
    {
      path: 'running-late',
      operationId: 'sayLateByLink',
      summary: 'Say by link that you are half an hour late',
      act: (context, input) => sayLate(context, { minutes: 30, ...input }),
    },
    {
      path: 'trouble',
      operationId: 'sayTroubleByLink',
      summary: 'Say in secret that you are in trouble: the answer shows nothing',
      act: sayTrouble,
    },
  ]
  for (const { path, operationId, summary, act } of acts) {
    app.post(
      `/links/visit/${path}`,
      {
        config: { access: 'public' },
        schema: {
          operationId,
          tags,
          summary,
          body: VisitLinkActBody,
          response: { 200: VisitLinkBody, ...refusals('not-found', 'step-not-open', 'already-done', 'not-possible') },
        },
      },
      async (request) => {
        const { token, say } = request.body as { token: string; say?: string } // parsed by the schema above
        const { context, contactId } = await open(token)
        return toVisitLinkBody(await act(context, { contactId, say }))
      },
    )
  }
}
