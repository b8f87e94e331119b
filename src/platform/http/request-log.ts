import type { FastifyInstance } from 'fastify'

/** One line for each answer: the route as it is declared, never the address, which may hold an id or what somebody typed. */
export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, id } = request
    const ms = Math.round(reply.elapsedTime * 10) / 10
    app.log.info({ reqId: id, method, route: routeOptions.url, status: reply.statusCode, ms }, 'answered')
  })
}
