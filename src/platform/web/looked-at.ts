import type { FastifyRequest } from 'fastify'

/** Somebody opened it here: not a browser that reads ahead, and not a link on another site. */
export function isLookedAt({ method, headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  return method === 'GET' && headers['sec-purpose'] === undefined && (site === undefined || site !== 'cross-site')
}
