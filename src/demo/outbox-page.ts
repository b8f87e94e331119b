import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Sql } from 'postgres'
import { fillIn } from '../features/messages/fill-in.ts'
import type { OutgoingLink } from '../features/messages/tables.ts'
import { PlainError } from '../platform/plain-error.ts'

/** The newest so many: enough to see what an afternoon of trying out has sent. */
const SHOWN = 200

type Row = {
  schemeId: string
  channel: string
  recipientKind: string
  recipient: string | null
  address: string | null
  subject: string
  body: string
  link: OutgoingLink | null
  status: string
  createdAt: Date
}

/** What would have been sent: the demo sends nothing, and shows here each mail, text, letter and call with its words. */
export function registerOutboxPage(
  app: FastifyInstance,
  { authSql, isProduction }: { authSql: Sql; isProduction: boolean },
): void {
  if (isProduction) throw new PlainError('The page of what would have been sent is for the demo alone')
  app.get('/demo/outbox', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    const schemes = await authSql<{ id: string }[]>`select id from schemes order by id`
    const perScheme = await Promise.all(schemes.map(({ id }) => readNewest(app, id)))
    const rows = perScheme.flat().sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .send(
        toPage(
          rows.slice(0, SHOWN).map((row) => ({
            ...row,
            body: fillIn(row, { links: app.links, publicUrl: app.publicUrl, schemeId: row.schemeId }),
          })),
        ),
      )
  })
}

async function readNewest(app: FastifyInstance, schemeId: string): Promise<Row[]> {
  const { sql } = await app.systemContext(schemeId)
  return sql<Row[]>`
    select sent.scheme_id as "schemeId", channel, recipient_kind as "recipientKind", address, subject, body, link, status, sent.created_at as "createdAt",
      coalesce(recipient_name, organisations.name, memberships.name) as recipient
    from outgoing_messages as sent
    left join memberships on memberships.scheme_id = sent.scheme_id and memberships.id = membership_id
    left join organisations on organisations.scheme_id = sent.scheme_id and organisations.id = sent.organisation_id
    order by sent.id desc limit ${SHOWN}`
}

const CHANNELS: Readonly<Record<string, string>> = { mail: 'Mail', text: 'Text', letter: 'Letter', call: 'Call' }
const RECIPIENTS: Readonly<Record<string, string>> = {
  member: 'colleague',
  account: 'account',
  organisation: 'shared mailbox',
  outside: 'outside',
  person: 'person',
}

const STYLE = `
:root { color-scheme: light; font: 17px/1.5 system-ui, sans-serif; color: #212b32; background: #f0f4f5 }
body { margin: 0 } header { background: #005eb8; color: #fff; padding: 1.25rem 1.5rem } h1 { margin: 0; font-size: 1.6rem }
header p { margin: .25rem 0 0 } main { max-width: 52rem; margin: 1.5rem auto; padding: 0 1rem }
article { background: #fff; border: 1px solid #d8dde0; border-left: .5rem solid #005eb8; padding: 1rem 1.25rem; margin: 0 0 1rem }
article.text { border-left-color: #007f3b } article.letter { border-left-color: #768692 } article.call { border-left-color: #ffb81c }
h2 { margin: 0 0 .25rem; font-size: 1.15rem } .facts { margin: 0; color: #4c6272; font-size: .9rem }
.tag { display: inline-block; background: #d8dde0; padding: 0 .5rem; margin-right: .5rem; font-weight: 600 }
.failed, .bounced { background: #fddbd5; color: #741d0c }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .75rem 0 0; padding: .75rem 0 0; border-top: 1px solid #d8dde0 }
`

/** No script, nothing from elsewhere, and no style but this one. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const toPage = (rows: readonly Row[]): string => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>What would have been sent</title><style>${STYLE}</style></head>
<body><header><h1>What would have been sent</h1><p>This is the demo: nothing leaves this machine. The newest stands on top; load the page again for more.</p></header>
<main>${rows.length === 0 ? '<p>Nothing yet. Refer somebody, or send a message to a practice, and look again.</p>' : rows.map(toArticle).join('\n')}</main></body></html>`

const toArticle = (row: Row): string => `<article class="${escapeHtml(row.channel)}"><h2>${escapeHtml(row.subject)}</h2>
<p class="facts"><span class="tag">${escapeHtml(CHANNELS[row.channel] ?? row.channel)}</span><span class="tag ${escapeHtml(row.status)}">${escapeHtml(row.status)}</span>
to ${escapeHtml(row.recipient ?? row.address ?? 'nobody')} (${escapeHtml(RECIPIENTS[row.recipientKind] ?? row.recipientKind)}${row.address === null ? '' : `, ${escapeHtml(row.address)}`}), <time>${escapeHtml(TIME.format(row.createdAt))}</time></p>
<pre>${escapeHtml(row.body)}</pre></article>`

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/London' })

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
