/** `id` is the key by which the other side knows a message again: it is the same however often it is sent. */
export type ToDeliver = { id: string; to: string; subject: string; text: string }

/** What became of it. What may be tried again is thrown. Codes only: a server's words may hold an address. */
export type Delivery = { is: 'accepted' } | { is: 'refused' | 'bounced'; failure: string }

export type DeliveryPort = { send: (message: ToDeliver) => Promise<Delivery>; close: () => void }

/** What leaves the building, and by what; a port that is not set up is undefined. */
export type Ports = { mail: DeliveryPort | undefined; text: DeliveryPort | undefined }

export type MailOptions = { smtpUrl: string; from: string; timeoutMs?: number }

/** Plain text over SMTP. The Message-ID is the id, so that a server that has it already need not take it twice. */
export function openMail({ smtpUrl, from, timeoutMs = 15_000 }: MailOptions): DeliveryPort {
  const times = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
  const connect = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({ url: smtpUrl, ...times, disableFileAccess: true, disableUrlAccess: true })
  }
  let transport: ReturnType<typeof connect> | undefined
  const domain = from.replace(/^.*@/s, '').replace(/>.*$/s, '')
  return {
    send: async ({ id, to, subject, text }) => {
      try {
        transport ??= connect()
        await (await transport).sendMail({
          from,
          to,
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          // No machine answers a machine.
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { is: 'accepted' }
      } catch (error) {
        const refusal = permanentRefusal(error)
        if (refusal !== undefined) return refusal
        throw new DeliveryFault(codeOf(error))
      }
    },
    close: () => void transport?.then((opened) => opened.close()),
  }
}

/** Why it may be tried again. */
export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault'
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** A recipient that is refused bounced; a text that is refused failed. A wrong password of ours is neither: it is mended and tried again. */
function permanentRefusal(error: unknown): Delivery | undefined {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return undefined
  const { responseCode, code } = error
  if (typeof responseCode !== 'number' || responseCode < 500) return undefined
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return undefined
  const isRecipient = 'command' in error && error.command === 'RCPT TO'
  return { is: isRecipient ? 'bounced' : 'refused', failure: `smtp-${responseCode}` }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('responseCode' in error && typeof error.responseCode === 'number') return `smtp-${error.responseCode}`
  return 'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? error.code : error.name
}

/** Keeps what would have been sent, and sends nothing: for the demo and for tests. */
export function recordingPort(): DeliveryPort & { sent: ToDeliver[] } {
  const sent: ToDeliver[] = []
  return {
    sent,
    send: async (message) => {
      sent.push(message)
      return { is: 'accepted' }
    },
    close: () => {},
  }
}
