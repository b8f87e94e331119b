import { DeliveryFault, type DeliveryPort } from './mail.ts'

/** Busy or slow is no answer: it is asked again. */
const TRY_AGAIN = new Set([408, 425, 429])

/** Texts over HTTP, as docs/how-to/connect-a-text-service.md says. */
export function openText(options: { url: string; token: string; timeoutMs?: number }): DeliveryPort {
  const { url, token, timeoutMs = 10_000 } = options
  return {
    send: async ({ id, to, text }) => {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify({ id, to, text }),
      }).catch((error: unknown) => {
        throw new DeliveryFault(error instanceof Error ? error.name : 'unknown')
      })
      await answer.body?.cancel()
      if (answer.ok) return { is: 'accepted' }
      // 401 and 403 are our own token's fault: it is mended, and the text goes.
      const mayGoLater = answer.status >= 500 || TRY_AGAIN.has(answer.status) || [401, 403].includes(answer.status)
      if (mayGoLater) throw new DeliveryFault(`http-${answer.status}`)
      return { is: 'refused', failure: `http-${answer.status}` }
    },
    close: () => {},
  }
}
