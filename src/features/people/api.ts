import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  AddedPersonBody,
  AddPersonBody,
  IdentityBody,
  MatchBody,
  MatchQuery,
  MergeAnswer,
  MergeBody,
  MergeId,
  PeopleBody,
  PersonBody,
  PersonId,
  PersonPatch,
  RegistrationAnswer,
  RegistrationBody,
  SearchBody,
} from './contract.ts'
import { disclosureRoutes } from './disclosure-routes.ts'
import { reachRoutes } from './reach-routes.ts'
import { relatedPeopleRoutes } from './related-people-routes.ts'
import type { Merge } from './store/merges.ts'
import { textRoutes } from './text-routes.ts'
import { addPerson } from './use-cases/add-person.ts'
import { amendPerson } from './use-cases/amend-person.ts'
import { confirmIdentity } from './use-cases/confirm-identity.ts'
import { confirmRegistration } from './use-cases/confirm-registration.ts'
import { matchPeople } from './use-cases/match-people.ts'
import { mergePeople } from './use-cases/merge-people.ts'
import { readPerson } from './use-cases/read-person.ts'
import { searchPeople } from './use-cases/search-people.ts'
import { undoMerge } from './use-cases/undo-merge.ts'

const CARE: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const tags = ['People']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

export const personApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(relatedPeopleRoutes)
  await app.register(reachRoutes)
  await app.register(textRoutes)
  await app.register(disclosureRoutes)

  app.post(
    '/people',
    {
      config: { access: CARE },
      schema: {
        operationId: 'addPerson',
        tags,
        summary: 'Add a person; someone known already is answered blind',
        body: AddPersonBody,
        response: { 201: AddedPersonBody, ...refusals(...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => addPerson(context, { person: request.body.person, practiceId: request.body.practiceId }),
        { status: 201 },
      ),
  )

  app.post(
    '/people/search',
    {
      config: { access: CARE, changesNothing: true },
      schema: {
        operationId: 'searchPeople',
        tags,
        summary: 'People whose record I may see; details never stand in an address',
        body: SearchBody,
        response: { 200: PeopleBody, ...refusals() },
      },
    },
    async (request) => searchPeople(request.context, request.body),
  )

  app.post(
    '/people/matches',
    {
      config: { access: CARE, changesNothing: true },
      schema: {
        operationId: 'matchPeople',
        tags,
        summary: 'Whether someone with these details is known, answered blind',
        body: MatchQuery,
        response: { 200: MatchBody, ...refusals() },
      },
    },
    async (request) => matchPeople(request.context, request.body),
  )

  app.get(
    '/people/:personId',
    {
      config: { access: CARE },
      schema: {
        operationId: 'readPerson',
        tags,
        summary: "A person's record",
        params: PersonId,
        response: { 200: PersonBody, ...refusals('record-closed', 'not-found') },
      },
    },
    async (request, reply) => {
      const person = await readPerson(request.context, request.params)
      reply.header('etag', etag(person.version))
      return person
    },
  )

  app.patch(
    '/people/:personId',
    {
      config: { access: CARE },
      schema: {
        operationId: 'amendPerson',
        tags,
        summary: "Correct or complete a person's record",
        params: PersonId,
        body: PersonPatch,
        response: { 200: PersonBody, ...refusals('not-found', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      await amendPerson(request.context, { ...request.params, version: versionToChange(request), patch: request.body })
      const person = await readPerson(request.context, request.params)
      reply.header('etag', etag(person.version))
      return person
    },
  )

  app.post(
    '/people/:personId/identity-confirmations',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'confirmIdentity',
        tags,
        summary: 'Settle whose an NHS number is',
        params: PersonId,
        body: IdentityBody,
        response: { 200: z.object({ personId: z.uuid() }), ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => confirmIdentity(context, { ...request.params, ...request.body })),
  )

  app.post(
    '/people/:personId/merges',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'mergePeople',
        tags,
        summary: 'Say that another record is this person',
        params: PersonId,
        body: MergeBody,
        response: { 201: MergeAnswer, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => mergePeople(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toMergeAnswer,
      }),
  )

  app.post(
    '/people/:personId/merges/:mergeId/undo',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'undoMerge',
        tags,
        summary: 'Take a merge back',
        params: MergeId,
        response: { 200: MergeAnswer, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => undoMerge(context, request.params), { toBody: toMergeAnswer }),
  )

  app.post(
    '/people/:personId/registrations',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'confirmRegistration',
        tags,
        summary: 'Say with which practice the person is registered now: the old one keeps what it referred',
        params: PersonId,
        body: RegistrationBody,
        response: { 200: RegistrationAnswer, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => confirmRegistration(context, { ...request.params, ...request.body })),
  )
}

const toMergeAnswer = ({ id, survivorId, duplicateId, undoneAt }: Merge): z.infer<typeof MergeAnswer> => ({
  id,
  survivorId,
  duplicateId,
  undoneAt: undoneAt?.toISOString() ?? null,
})
