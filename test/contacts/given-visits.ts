import type { TestApp } from '../support/app.ts'

const MOBILE = '07700 900123'
const EVERY_WAY = ['phone', 'text', 'email', 'letter']
export const ON_MONDAY_WEEK = { plannedStart: '2026-03-09T10:00:00Z', plannedEnd: '2026-03-09T11:00:00Z' }
export const ON_TUESDAY = { plannedStart: '2026-03-03T10:00:00Z', plannedEnd: '2026-03-03T11:00:00Z' }

type Out = { channel: string; status: string; subject: string; body: string; kind: string }

/** Edith with an accepted referral that Ada has, told of it; what goes to her from then on. */
export async function edith({ given, as, runJobs }: TestApp, details: object = {}) {
  const { town } = given
  const person = given.personDetails({
    phones: [{ number: MOBILE, label: 'mobile' }],
    safeContact: { channels: EVERY_WAY, voicemail: false },
    ...details,
  })
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  await runJobs()
  const ada = as(town.advisor)
  const plan = async (times: object) => {
    // Two people of one test may be visited at the same time.
    const body = { way: 'home-visit', purpose: 'first-contact', anyway: true, ...times }
    const answer = await ada.post(`/referrals/${referral.id}/contacts`, body)
    if (answer.statusCode !== 201) throw new Error(answer.text)
    return answer.body as { id: string; version: number }
  }
  const amend = async (contactId: string, patch: object) => {
    const { body } = await ada.get(`/referrals/${referral.id}/contacts`)
    const { version } = body.items.find(({ id }: { id: string }) => id === contactId)
    const answer = await ada.patch(`/contacts/${contactId}`, patch, { headers: { 'if-match': `"${version}"` } })
    if (answer.statusCode !== 200) throw new Error(answer.text)
  }
  const toHer = (about: string) =>
    given.rows<Out>(
      `select channel, status, subject, body, subject_kind as kind from outgoing_messages where recipient_kind = 'person' and subject_kind = '${about}' order by id`,
    )
  return { referral, plan, amend, visits: () => toHer('contact'), acknowledged: () => toHer('referral') }
}
export const reachTasks = async ({ given, as }: TestApp) =>
  (await as(given.town.teamLead).get('/tasks?limit=100')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'reach-another-way',
  )
