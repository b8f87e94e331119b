import type { FastifyInstance } from 'fastify'
import { sayInstant } from '../../platform/web/words.ts'
import { readPerson } from '../people/public.ts'
import { sayPerson } from '../referrals/public.ts'
import { LOOKERS_DAYS, listLookers } from './use-cases/list-lookers.ts'

/** Who looked at a person, for those who work with them. */
export async function lookersPageRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['advisor', 'team-lead'] } as const
  app.get<{ Params: { personId: string } }>('/people/:personId/lookers', { config }, async (request, reply) => {
    const { context, params } = request
    const [person, lookers] = await Promise.all([readPerson(context, params), listLookers(context, params)])
    return reply.page('features/privacy/pages/lookers.njk', {
      title: `Who looked at ${sayPerson(person)}`,
      back: { href: `/people/${params.personId}`, text: sayPerson(person) },
      days: LOOKERS_DAYS,
      rows: lookers.map(({ name, organisationName, lastAt, days }) => ({
        who: `${name}, ${organisationName}`,
        last: sayInstant(lastAt),
        days,
      })),
    })
  })
}
