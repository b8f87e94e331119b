import { randomUUID } from 'node:crypto'
import type { TestApp } from '../support/app.ts'

/** What a telephone without an account does: it opens a link and sends a form. No cookie, no session. */
export function lightBrowser({ app }: Pick<TestApp, 'app'>) {
  const get = async (url: string, method: 'GET' | 'HEAD' = 'GET') => app.inject({ method, url })
  const post = async (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', ...headers },
      payload: new URLSearchParams(fields).toString(),
    })
  return { get, post }
}

/** A Tuesday club that nobody signs in for, with a mobile and what a test adds. */
export async function giveGroup(test: TestApp, details: { email?: null; phone?: null; isSigned?: boolean } = {}) {
  const { given, as } = test
  const { town } = given
  const providerId = randomUUID()
  const address = `club.${providerId.slice(0, 8)}@chapel.example`
  const email = details.email === null ? 'null' : `'${address}'`
  const phone =
    details.phone === null ? 'null' : `'07700 9${providerId.replaceAll(/\D/g, '').slice(0, 2).padEnd(2, '1')}456'`
  await given.rows(`insert into organisations (scheme_id, id, name, kinds, phone, email, created_at)
    values ('${town.schemeId}', '${providerId}', 'Chapel Hall Club ${providerId.slice(0, 4)}', '{provider}', ${phone}, ${email}, now())`)
  if (details.isSigned !== false)
    await given.rows(`insert into sharing_agreements (scheme_id, id, organisation_id, role, assurance, signed_by, from_on, to_on, added_at, added_by_id)
      values ('${town.schemeId}', '${randomUUID()}', '${providerId}', 'controller', 'small-group-checklist', 'Cleo Chair', '2026-01-05', '2035-12-31', now(), '${town.administrator.membershipId}')`)
  const service = as(town.advisor)
  const { body: activity } = await service.post('/activities', {
    providerId,
    name: 'Tuesday table',
    category: 'community-hub',
    description: 'A hot meal and company',
    locationKind: 'online',
    when: 'Tuesdays 12 to 2',
    capacity: 12,
  })
  await given.rows(
    `update activities set schedule = '[{"startsOn":"2026-01-06","startsAt":"12:00","endsAt":"14:00","rule":"FREQ=WEEKLY;BYDAY=TU","exceptOn":[]}]' where id = '${activity.id}'`,
  )
  async function offer(person: object = {}, more: object = {}): Promise<{ placementId: string; personId: string }> {
    const referral = await given.referral({ status: 'accepted', person: given.personDetails(person) })
    const { body } = await service.post(`/referrals/${referral.id}/placements`, { activityId: activity.id, ...more })
    return { placementId: body.id, personId: referral.personId }
  }
  async function place(person: object = {}): Promise<{ placementId: string; personId: string }> {
    const made = await offer(person)
    await service.post(`/placements/${made.placementId}/accept`)
    await service.post(`/people/${made.personId}/consents`, {
      purpose: 'share',
      answer: 'given',
      how: 'in-person',
      on: '2026-03-02',
    })
    return made
  }
  return { providerId, address, activityId: activity.id as string, offer, place, service }
}

/** The address in the newest message to a group, as a path. */
export function linkIn(sent: readonly { text: string }[]): string {
  const text = sent.at(-1)?.text ?? ''
  return /https:\/\/rother\.example(\/links\/\S+)/.exec(text)?.[1] ?? `no link in: ${text}`
}
