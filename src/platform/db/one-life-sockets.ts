import { connect, Socket } from 'node:net'

/** What postgres.js gives to whoever makes its sockets: for each of several servers a host and a port. */
type Target = { host: string[]; port: number[]; path?: string | false | null }

/**
 * Makes the sockets of one postgres.js client, as its option `socket`, until the first of them closes: from then on every
 * new one is refused, and whoever waits for it hears so at once. `onClose` is told when one fails or closes, before
 * postgres.js is: what it is asked between the two would never be answered.
 *
 * A connection of postgres.js (3.4.9) that connects again still holds what its last life left behind: bytes that were
 * never written (it hangs) and the count of rows half received (the next result begins with a hole: a session that is
 * there seems not to exist).
 */
export function oneLifeSockets(onClose: () => void) {
  const alive = new Set<Socket>()
  let isSpent = false
  let turn = 0

  function socket({ host, port, path }: Target): Socket {
    if (isSpent) return refusedSocket()
    const at = turn++ % host.length
    const made = path ? connect(path) : connect({ host: host[at], port: Number(port[at]) })
    // By this name the certificate is checked.
    Object.assign(made, { host: host[at] })
    alive.add(made)
    made.once('error', spend).once('close', () => {
      alive.delete(made)
      spend()
    })
    return made
  }

  function spend(): void {
    isSpent = true
    onClose()
  }

  return { socket, isSpent: () => isSpent, isAlive: () => alive.size > 0 }
}

/** Fails once its listeners are there, like a server that is away. */
function refusedSocket(): Socket {
  const refused = new Socket()
  setImmediate(() =>
    refused.destroy(Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_CLOSED' })),
  )
  return refused
}
