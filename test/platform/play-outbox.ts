import { signBody } from '../../src/platform/signature.ts'
import { TEST_REPORTS_SECRET, type TestApp } from '../support/app.ts'
import { at, type Count } from './count-round-trips.ts'

export const ROUND_TRIPS_OF_OUTBOX: Record<string, number> = {
  'GET /me/notices': 4,
  'PUT /me/notices': 7,
  'POST /organisations/:organisationId/mailbox-works': 9,
  'POST /me/test-mail': 9,
  'GET /outgoing': 4,
  'POST /outgoing/:outgoingId/send-again': 9,
  'GET /organisations/dead-mailboxes': 3,
  'GET /texts': 4,
  'POST /mail/bounces': 5,
  'POST /texts/reports': 4,
  'POST /texts/incoming': 5,
}

/** What left the building, and what servers say of it. */
export async function playOutbox({ given, as, anybody, clock, runJobs }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const lead = as(town.teamLead)
  await count(lead, 'PUT /me/notices', { body: { choices: [{ event: 'task', time: 'now' }] }, headers: at(1) })
  await count(lead, 'GET /me/notices')
  const { outgoingIds } = await count(lead, 'POST /me/test-mail')
  await runJobs()
  await given.rows(
    `update outgoing_messages set status = 'bounced', failed_at = now(), failure = 'smtp-550' where id = '${outgoingIds[0]}'`,
  )
  await count(lead, 'POST /outgoing/:outgoingId/send-again', { ids: { outgoingId: outgoingIds[0] } })
  await count(lead, 'GET /outgoing')
  await count(lead, 'GET /organisations/dead-mailboxes')
  await given.rows(`insert into dead_mailboxes (scheme_id, id, organisation_id, address, dead_at, failure)
    values ('${town.schemeId}', gen_random_uuid(), '${town.practiceId}', 'old@wharf-lane.example', now(), 'smtp-550')`)
  const organisation = { ids: { organisationId: town.practiceId } }
  await count(lead, 'POST /organisations/:organisationId/mailbox-works', organisation)
  await count(lead, 'GET /texts')

  await runJobs()
  const [job] = await given.rows<{ id: string }>(
    `select scheme_id || '.' || job_id as id from outgoing_messages where id = '${outgoingIds[0]}'`,
  )
  const tell = (route: string, body: object) => {
    const signature = signBody(TEST_REPORTS_SECRET, JSON.stringify(body), clock.now())
    return count(anybody, route, { body, headers: { 'rother-signature': signature } })
  }
  await tell('POST /mail/bounces', { messageId: job?.id, status: 'delivered' })
  await tell('POST /texts/reports', { id: job?.id, status: 'delivered' })
  const text = { schemeId: town.schemeId, id: '1', from: '+447700900123', text: 'STOP' }
  await tell('POST /texts/incoming', text)
}
