import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { addDays } from '../../platform/clock.ts'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange, versionToReplace } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  AbsenceBody,
  AbsenceId,
  AbsencePatch,
  AbsencesBody,
  AbsencesQuery,
  DutyBody,
  DutyId,
  DutyRotaBody,
  DutyRotaQuery,
  EndAbsenceBody,
  MembershipId,
  NewAbsenceBody,
  NewDutyBody,
  NewWorkingDaysBody,
  OnDutyBody,
  toAbsenceBody,
  toDutyBody,
  toOnDutyBody,
  toWorkingDaysBody,
  WorkingDaysBody,
} from './contract.ts'
import { amendAbsence, endAbsence, enterAbsence } from './use-cases/enter-absence.ts'
import { findDuty } from './use-cases/find-duty.ts'
import { listAbsences } from './use-cases/list-absences.ts'
import { readWorkingDays, setWorkingDays } from './use-cases/set-working-days.ts'
import { endDuty, listDuty, nameDuty } from './use-cases/write-duty-rota.ts'

const WORKERS: readonly Role[] = ['advisor', 'team-lead', 'safeguarding-lead']
const LEAD: readonly Role[] = ['team-lead']
const WHO_RINGS: readonly Role[] = ['referrer', 'advisor', 'team-lead', 'provider', 'safeguarding-lead']
const tags = ['Absence and duty']

export const absenceApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/memberships/:membershipId/working-days',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'getWorkingDays',
        tags,
        summary: 'On which weekdays a colleague works',
        params: MembershipId,
        response: { 200: WorkingDaysBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const days = await readWorkingDays(request.context, request.params)
      reply.header('etag', etag(days.version))
      return toWorkingDaysBody(days)
    },
  )

  app.put(
    '/memberships/:membershipId/working-days',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'setWorkingDays',
        tags,
        summary: 'Say on which weekdays somebody works, from a day on',
        params: MembershipId,
        body: NewWorkingDaysBody,
        response: { 200: WorkingDaysBody, ...refusals('not-found', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const version = versionToReplace(request)
      const days = await setWorkingDays(request.context, { ...request.params, ...request.body, version })
      reply.header('etag', etag(days.version))
      return toWorkingDaysBody(days)
    },
  )

  app.get(
    '/absences',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'listAbsences',
        tags,
        summary: 'Who is away, until when, and who stands in',
        querystring: AbsencesQuery,
        response: { 200: AbsencesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listAbsences(request.context, request.query)
      return {
        items: items.map((absence) => ({ ...toAbsenceBody(absence), name: absence.name, label: absence.label })),
        next,
      }
    },
  )

  app.post(
    '/absences',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'enterAbsence',
        tags,
        summary: 'Say that somebody is away, and who has their work meanwhile',
        body: NewAbsenceBody,
        response: { 201: AbsenceBody, ...refusals() },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => enterAbsence(context, request.body), {
        status: 201,
        toBody: toAbsenceBody,
      }),
  )

  app.patch(
    '/absences/:absenceId',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'amendAbsence',
        tags,
        summary: 'Another day or another cover',
        params: AbsenceId,
        body: AbsencePatch,
        response: {
          200: AbsenceBody,
          ...refusals('not-found', 'step-not-open', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const patch = Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== undefined))
      const input = { ...request.params, version: versionToChange(request), patch }
      const absence = await amendAbsence(request.context, input)
      reply.header('etag', etag(absence.version))
      return toAbsenceBody(absence)
    },
  )

  app.post(
    '/absences/:absenceId/end',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'endAbsence',
        tags,
        summary: 'Say that somebody is back',
        params: AbsenceId,
        body: EndAbsenceBody,
        response: { 200: AbsenceBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) => {
      const lastDay = request.body?.lastDay ?? addDays(request.context.today(), -1)
      return answerOnce(request, reply, (context) => endAbsence(context, { ...request.params, lastDay }), {
        toBody: toAbsenceBody,
      })
    },
  )

  app.get(
    '/duty',
    {
      config: { access: WHO_RINGS },
      schema: {
        operationId: 'getDuty',
        tags,
        summary: 'Who is on duty now, and their number',
        response: { 200: OnDutyBody, ...refusals() },
      },
    },
    async ({ context }) => toOnDutyBody(await findDuty(context.db, context)),
  )

  app.get(
    '/duty-rota',
    {
      config: { access: WORKERS },
      schema: {
        operationId: 'listDutyRota',
        tags,
        summary: 'The lines of the rota that say something of these days',
        querystring: DutyRotaQuery,
        response: { 200: DutyRotaBody, ...refusals() },
      },
    },
    async (request) => ({ items: (await listDuty(request.context, request.query)).map(toDutyBody) }),
  )

  app.post(
    '/duty-rota',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'nameDuty',
        tags,
        summary: 'Name who is on duty and who stands in, on one day or each week',
        body: NewDutyBody,
        response: { 201: DutyBody, ...refusals() },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => nameDuty(context, request.body), { status: 201, toBody: toDutyBody }),
  )

  app.post(
    '/duty-rota/:dutyId/end',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'endDuty',
        tags,
        summary: 'Take a line off the rota',
        params: DutyId,
        response: { 200: DutyBody, ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endDuty(context, request.params), { toBody: toDutyBody }),
  )
}
