import type { SystemContext } from '../../platform/context.ts'
import { listSchemeHostsUnscoped, type SchemeHost } from './store.ts'

const KEPT_FOR_MS = 5_000

/**
 * Finds the scheme whose pages and feed are read at a host name without a session. Where one scheme stands alone, practice
 * schemes aside, every host name is its own.
 */
export function findSchemesByHost(sql: SystemContext['sql']): (host: string) => Promise<string | undefined> {
  let kept: { schemes: Promise<SchemeHost[]>; until: number } | undefined
  return async (host) => {
    if (kept === undefined || kept.until < performance.now()) {
      const read = { schemes: listSchemeHostsUnscoped(sql), until: performance.now() + KEPT_FOR_MS }
      kept = read
      read.schemes.catch(() => {
        if (kept === read) kept = undefined
      })
    }
    const schemes = await kept.schemes
    const real = schemes.filter(({ isPractice }) => !isPractice)
    const named = schemes.find((scheme) => scheme.host === host.toLowerCase())
    return named?.id ?? (real.length === 1 ? real[0]?.id : undefined)
  }
}
