import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyContextConfig, FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { rolesOf } from './access.ts'
import { nameOnce } from './openapi-names.ts'
import { alsoRefusing } from './problem-answers.ts'

const TAGS = [
  ['Sessions', 'Signing in, staying signed in, signing out'],
  ['Scheme', 'What the scheme has settled'],
  ['Organisations', 'Practices, teams, the advisor service, providers'],
  ['People', 'The people who are referred; their details never stand in an address'],
  ['Referrals', 'The episode, from a referral to its close'],
  ['Contacts', 'Visits and calls'],
  ['Caseload', 'Open referrals as the spreadsheet had them, with one’s own words beside'],
  ['Plans', 'What matters to the person, goals and actions, agreed by the person'],
  ['Files', 'Papers and photographs beside a record'],
  ['Activities', 'What there is to take part in'],
  ['Funding', 'What groups are paid for places, and the statements of each month'],
  ['Placements', 'A person in an activity'],
  ['Waiting lists', 'Who waits for a place, whose turn it is, and what was looked for in vain'],
  ['Measures', 'Loneliness, isolation and well-being, before and after'],
  ['Messages', "An organisation's inbox"],
  ['Delivery', 'What leaves by mail and text, and what became of it'],
  ['Reaching people', 'Letters, calls and texts to the person, through one gate'],
  ['Enquiries', 'Somebody rang about a person who has not agreed yet'],
  ['Corrections', 'What stands on the wrong record'],
  ['Imports', 'What exists already, brought by CSV or XLSX'],
  ['Accounts', 'Invitations, passwords, second factors, members who leave'],
  ['Absence and duty', 'Who is away, who stands in, who is on duty'],
  ['Concerns', 'Somebody may be hurt: not for emergencies'],
  ['Tasks', 'What is owed besides the next steps of referrals'],
  ['Meetings', 'The monthly meeting of a practice about its people, and what it decides'],
  ['Privacy', 'Who looked at what, for the privacy officer'],
  ['Reports', 'Aggregates for commissioners, never a person'],
] as const

/** An answer may gain fields in a later version: only what comes in says that it takes no others (`strictObject`). */
const zodToJsonConfig: NonNullable<NonNullable<Parameters<typeof createJsonSchemaTransform>[0]>['zodToJsonConfig']> = {
  override: ({ zodSchema, jsonSchema }) => {
    const { def } = zodSchema._zod
    if (def.type === 'object' && def.catchall === undefined) delete jsonSchema.additionalProperties
  },
}
const toJsonSchema = createJsonSchemaTransform({ skipList: [], zodToJsonConfig })
const toNamedSchemas = createJsonSchemaTransformObject({ zodToJsonConfig })

const versionHeader = {
  type: 'object',
  properties: {
    'if-match': { type: 'string', description: 'The ETag that was read, which is the `version` in quotes: `"3"`' },
  },
  required: ['if-match'],
}

/** What a change may or must say in its headers, by method; the doors read them, not a schema. */
const HEADERS: Readonly<Record<string, object>> = {
  POST: {
    type: 'object',
    properties: {
      'idempotency-key': {
        type: 'string',
        maxLength: 255,
        description: 'Sent again with the same request, the first answer comes again and nothing is done twice',
      },
    },
  },
  PATCH: versionHeader,
  PUT: {
    type: 'object',
    properties: {
      ...versionHeader.properties,
      'if-none-match': { type: 'string', enum: ['*'], description: 'In place of If-Match when there is none yet' },
    },
  },
}

/** Whether a change of this route is done as often as it is sent: it takes no Idempotency-Key. */
const isKeyless = (config: FastifyContextConfig | undefined): boolean =>
  config?.changesNothing === true || config?.withoutKey === true || config?.access === 'public'

/** OpenAPI 3.1 from the zod contracts, with a page to browse it at /api/docs. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rother',
        version: '1',
        description:
          'Social prescribing referrals: a practice refers, an advisor visits and agrees a plan with the person, the person is placed with an activity, the practice hears what happened.\n\nRefusals are RFC 9457 problems. A POST with an `Idempotency-Key` is done once, however often it is sent. A PATCH or PUT needs `If-Match` with the ETag that was read, which is the `version` in quotes.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: TAGS.map(([name, description]) => ({ name, description })),
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ session: [] }],
    },
    transform: (route) => {
      const { config, method } = route.route
      const isKeyed = method === 'POST' && !isKeyless(config)
      const refusing = isKeyed
        ? {
            ...route.schema,
            response: alsoRefusing(route.schema?.response, 'request-in-flight', 'key-used-for-another-request'),
          }
        : route.schema
      const { schema, url } = toJsonSchema({ ...route, schema: refusing })
      const access = config?.access
      // Swagger's own pages and hidden routes aside, each operation says for whom it is.
      if (access === undefined || schema.hide === true) return { schema, url }
      const roles = access === 'public' ? ['public'] : [...rolesOf(access)]
      const headers = isKeyless(config) ? undefined : HEADERS[String(method)]
      return { schema: { ...schema, ...(headers === undefined ? {} : { headers }), 'x-roles': roles }, url }
    },
    transformObject: (document) => nameOnce(toNamedSchemas(document)),
  })
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' }
    })
    await docs.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: true,
      uiConfig: { docExpansion: 'list', deepLinking: true },
    })
  })
  app.get('/api/v1/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger())
}
