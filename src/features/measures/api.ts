import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReferralId } from '../referrals/public.ts'
import {
  ErrorNoteBody,
  ImportedScoreBody,
  ImportedScoreId,
  InstrumentsBody,
  MeasurementBody,
  MeasurementId,
  MeasurementPatch,
  MeasurementsBody,
  MeasurementsQuery,
  NewMeasurementBody,
  toImportedScoreBody,
  toInstrumentBody,
  toMeasurementBody,
} from './contract.ts'
import { INSTRUMENTS } from './instruments.ts'
import { enterImportedScoreInError } from './use-cases/enter-imported-score-in-error.ts'
import { enterMeasurementInError } from './use-cases/enter-measurement-in-error.ts'
import { listMeasurements } from './use-cases/list-measurements.ts'
import { recordMeasurement } from './use-cases/record-measurement.ts'
import { takeUpMeasurement } from './use-cases/take-up-measurement.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const tags = ['Measures']

export const measureApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/measures',
    {
      config: { access: ['referrer', ...SERVICE] },
      schema: {
        operationId: 'listInstruments',
        tags,
        summary: 'The instruments: what is asked, how it is scored, on what licence',
        response: { 200: InstrumentsBody, ...refusals() },
      },
    },
    async () => ({ items: INSTRUMENTS.map(toInstrumentBody) }),
  )

  app.post(
    '/referrals/:referralId/measurements',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'recordMeasurement',
        tags,
        summary: 'Keep the answers to an instrument: all of them, or a part to go on with later',
        params: ReferralId,
        body: NewMeasurementBody,
        response: {
          201: MeasurementBody,
          ...refusals(
            'not-found',
            'step-not-open',
            'not-possible',
            'request-in-flight',
            'key-used-for-another-request',
          ),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordMeasurement(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toMeasurementBody,
      }),
  )

  app.get(
    '/referrals/:referralId/measurements',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listMeasurements',
        tags,
        summary: 'What was measured in an episode, and what changed since the baseline',
        params: ReferralId,
        querystring: MeasurementsQuery,
        response: { 200: MeasurementsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, imported, next } = await listMeasurements(request.context, { ...request.params, ...request.query })
      return { items: items.map(toMeasurementBody), imported: imported.map(toImportedScoreBody), next }
    },
  )

  app.patch(
    '/measurements/:measurementId',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'takeUpMeasurement',
        tags,
        summary: 'Go on with an instrument that was stopped, within 14 days',
        params: MeasurementId,
        body: MeasurementPatch,
        response: {
          200: MeasurementBody,
          ...refusals('not-found', 'step-not-open', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const measurement = await takeUpMeasurement(request.context, {
        ...request.params,
        version: versionToChange(request),
        patch: request.body,
      })
      reply.header('etag', etag(measurement.row.version))
      return toMeasurementBody(measurement)
    },
  )

  app.post(
    '/measurements/:measurementId/enter-in-error',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'enterMeasurementInError',
        tags,
        summary: 'Say that a measurement should never have been, or was typed wrongly',
        params: MeasurementId,
        body: ErrorNoteBody,
        response: {
          200: MeasurementBody,
          ...refusals('not-found', 'step-not-open', 'request-in-flight', 'key-used-for-another-request'),
        },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => enterMeasurementInError(context, { ...request.params, ...request.body }),
        { toBody: toMeasurementBody },
      ),
  )

  app.post(
    '/imported-scores/:importedScoreId/enter-in-error',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'enterImportedScoreInError',
        tags,
        summary: 'Say that a total of an earlier record was wrong, or somebody else’s',
        params: ImportedScoreId,
        body: ErrorNoteBody,
        response: {
          200: ImportedScoreBody,
          ...refusals('not-found', 'step-not-open', 'request-in-flight', 'key-used-for-another-request'),
        },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => enterImportedScoreInError(context, { ...request.params, ...request.body }),
        { toBody: toImportedScoreBody },
      ),
  )
}
