/** What a report says of one mail: the `Message-ID` that it went out with, and what became of it. */
export type BounceReport = { messageId: string; status: 'delivered' | 'bounced' | 'delayed'; code?: string }

/** Actions of RFC 3464, 2.3.3. What was relayed or expanded is on its way, and not known to have arrived. */
const STATUS_OF: Readonly<Record<string, BounceReport['status']>> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delayed',
  expanded: 'delayed',
}

/**
 * Reads a report as mail servers send it (RFC 3464): the machine's part says what became of it, the mail that came back, or
 * its headers, says which it was. Undefined for any other mail, as an answer by hand or "I am on holiday".
 */
export async function readBounce(raw: Buffer): Promise<BounceReport | undefined> {
  const { simpleParser } = await import('mailparser')
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  })
  const part = (types: readonly string[]) =>
    mail.attachments.find(({ contentType }) => types.includes(contentType.toLowerCase()))?.content.toString('latin1')
  const report = part(['message/delivery-status', 'message/global-delivery-status'])
  const original = part(['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers'])
  if (report === undefined || original === undefined) return undefined
  const messageId = fieldOf(original, 'message-id')
  const status = STATUS_OF[fieldOf(report, 'action')?.toLowerCase() ?? '']
  if (messageId === undefined || status === undefined) return undefined
  const code = /^\d\.\d{1,3}\.\d{1,3}/.exec(fieldOf(report, 'status') ?? '')?.[0]
  return { messageId, status, ...(code === undefined ? {} : { code }) }
}

/** The first field of that name, its folded lines joined. */
const fieldOf = (headers: string, name: string): string | undefined =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(headers.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.trim()
