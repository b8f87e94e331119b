import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  GiveNoticeBody,
  GivenBody,
  GivensBody,
  NewNoticeBody,
  NotGivenBody,
  NoticeBody,
  NoticeId,
  NoticesBody,
  PersonParam,
  toGivenBody,
  toNoticeBody,
} from './notice-contract.ts'
import { giveNotice } from './use-cases/give-notice.ts'
import { listGiven } from './use-cases/list-given.ts'
import { countNotGiven, listNotices } from './use-cases/list-notices.ts'
import { publishNotice } from './use-cases/publish-notice.ts'

const KEEPERS = ['administrator', 'privacy-officer'] as const
const CARE = ['referrer', 'advisor', 'team-lead'] as const
const tags = ['Privacy']

/** What people are told is done with what is written about them, and who was given which version. */
export const noticeRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/scheme/privacy-notices',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listPrivacyNotices',
        tags,
        summary: 'Every version of the privacy notice, the latest first',
        response: { 200: NoticesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, inForceId } = await listNotices(request.context)
      return { items: items.map((notice) => toNoticeBody(notice, notice.id === inForceId)) }
    },
  )

  app.post(
    '/scheme/privacy-notices',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'publishPrivacyNotice',
        tags,
        summary: 'Publish the next version of the privacy notice, with the day from which it holds',
        body: NewNoticeBody,
        response: { 201: NoticeBody, ...refusals('changed-by-someone-else') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => publishNotice(context, request.body), {
        status: 201,
        toBody: (notice) => toNoticeBody(notice, notice.holdsFrom <= request.context.today()),
      }),
  )

  app.get(
    '/scheme/privacy-notices/:noticeId/not-given',
    {
      config: { access: [...KEEPERS, 'team-lead'] },
      schema: {
        operationId: 'countPrivacyNoticeNotGiven',
        tags,
        summary: 'How many people who are cared for now were not given this version',
        params: NoticeId,
        response: { 200: NotGivenBody, ...refusals('not-found') },
      },
    },
    (request) => countNotGiven(request.context, request.params),
  )

  app.post(
    '/people/:personId/privacy-notices',
    {
      config: { access: CARE },
      schema: {
        operationId: 'givePrivacyNotice',
        tags,
        summary: 'Say that a person was given the privacy notice, on which day and how',
        params: PersonParam,
        body: GiveNoticeBody,
        response: { 201: GivenBody, ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => giveNotice(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toGivenBody,
      }),
  )

  app.get(
    '/people/:personId/privacy-notices',
    {
      config: { access: CARE },
      schema: {
        operationId: 'listPrivacyNoticesGiven',
        tags,
        summary: 'Which versions a person was given, the latest first',
        params: PersonParam,
        response: { 200: GivensBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, hasCurrent } = await listGiven(request.context, request.params)
      return { items: items.map(toGivenBody), hasCurrent }
    },
  )
}
