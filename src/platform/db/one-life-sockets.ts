import { connect, Socket } from 'node:net'

/** What postgres.js gives to whoever makes its sockets: for each of several servers a host and a port. */
type Target = { host: string[]; port: number[]; path?: string | false | null }

/**
 * Makes the sockets of one postgres.js client, as its option `socket`, until the first of them is lost: from then on every
 * new one is refused, and whoever waits for it hears so at once. `onClose` is told when one is lost, before postgres.js is:
 * what it is asked between the two would never be answered. One that postgres.js itself ends, because it was idle or has
 * grown old, is no loss: nothing was under way on it.
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
    const isLost = tellsLoss(made)
    made.once('error', spend).once('close', () => {
      alive.delete(made)
      if (isLost()) spend()
    })
    return made
  }

  function spend(): void {
    isSpent = true
    onClose()
  }

  return { socket, isSpent: () => isSpent, isAlive: () => alive.size > 0 }
}

/** Whether a socket that has closed was ended by the other side, or by nobody. */
function tellsLoss(made: Socket): () => boolean {
  const end = made.end
  let isOurs = false
  made.end = function endByUs(this: Socket, ...given: unknown[]) {
    // A socket ends itself when the other side has: by then it has read its end.
    isOurs ||= !made.readableEnded
    return Reflect.apply(end, this, given)
  } as Socket['end']
  return () => !isOurs
}

/** Fails once its listeners are there, like a server that is away. */
function refusedSocket(): Socket {
  const refused = new Socket()
  setImmediate(() =>
    refused.destroy(Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_CLOSED' })),
  )
  return refused
}
