import type { TestApp } from '../support/app.ts'
import { at, type Count } from './count-round-trips.ts'

/** The routes of the first day, each called once with success, in a town of its own. */
export const ROUND_TRIPS_OF_DAY_ONE: Record<string, number> = {
  'POST /audit/looks-at-person': 5,
  'GET /people/:personId/lookers': 5,
  'GET /audit/members/:membershipId/looks': 5,
  'GET /audit/bulk-looking': 4,
  'GET /audit/notable': 5,
  'POST /audit/members/:membershipId/own-record': 7,
  'PUT /scheme/privacy': 4,
  'GET /lone-working': 6,
  'POST /contacts/:contactId/running-late': 10,
  'POST /lone-working/:alarmId/take': 9,
  'POST /lone-working/:alarmId/end': 9,
  'GET /no-replies': 5,
  'POST /no-replies/:noReplyId/rungs': 10,
  'POST /no-replies/:noReplyId/end': 11,
  'POST /people/:personId/registrations': 14,
  'POST /people/:personId/death': 30,
  'POST /people/:personId/death/undo': 18,
  'POST /referrals/:referralId/messages': 9,
  'GET /messages/sent': 4,
  'POST /messages/:messageId/acknowledge': 8,
  'POST /messages/:messageId/rung': 8,
  'GET /scheme/readiness': 3,
  'PUT /scheme/safety': 5,
  'POST /concerns': 17,
  'GET /concerns': 5,
  'GET /concerns/:concernId': 6,
  'GET /people/:personId/concern-mark': 1,
  'GET /concerns/:concernId/takers': 9,
  'POST /concerns/:concernId/acknowledge': 12,
  'POST /concerns/:concernId/entries': 9,
  'POST /concerns/:concernId/hand-over': 14,
  'POST /concerns/:concernId/close': 10,
  'POST /concerns/:concernId/reopen': 19,
  'POST /placements/:placementId/concerns': 17,
}

/** Each feature's part stands by itself: it makes what it needs. */
export async function playDayOne(app: TestApp, count: Count): Promise<void> {
  await playPrivacy(app, count)
  await playConcerns(app, count)
  await playSameDay(app, count)
  await playDeath(app, count)
  await playNoReply(app, count)
  await playLoneWorking(app, count)
}

async function playPrivacy({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const officer = as(town.privacyOfficer)
  const days = { from: '2026-03-01', to: '2026-03-31' }
  const { reference, personId } = await given.referral()
  await count(as(town.teamLead), 'GET /people/:personId/lookers', { ids: { personId } })
  await count(officer, 'POST /audit/looks-at-person', { body: { reference, ...days } })
  const { membershipId } = town.advisor
  const query = `?from=${days.from}&to=${days.to}`
  await count(officer, 'GET /audit/members/:membershipId/looks', { ids: { membershipId }, query })
  await count(officer, 'GET /audit/bulk-looking', { query: '?on=2026-03-02' })
  await count(officer, 'GET /audit/notable', { query })
  const own = { ids: { membershipId }, body: { nhsNumber: null } }
  await count(officer, 'POST /audit/members/:membershipId/own-record', own)
  await count(officer, 'PUT /scheme/privacy', { body: { bulkLooksPerHour: 30, openForHours: 4 }, headers: at(1) })
}

async function playConcerns({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [advisor, lead] = [as(town.advisor), as(town.teamLead)]
  const { personId } = await given.referral()
  await count(lead, 'GET /scheme/readiness')
  const concern = {
    kind: 'safeguarding',
    content: 'Bruises',
    doneNow: [{ what: 'told-lead' }],
    wish: 'To be left alone',
  }
  const { id: concernId } = await count(advisor, 'POST /concerns', { body: { ...concern, personId } })
  const ids = { concernId }
  await count(lead, 'GET /concerns')
  await count(lead, 'GET /concerns/:concernId', { ids })
  await count(as(town.otherAdvisor), 'GET /people/:personId/concern-mark', { ids: { personId } })
  await count(lead, 'POST /concerns/:concernId/acknowledge', { ids })
  await count(lead, 'POST /concerns/:concernId/entries', { ids, body: { kind: 'action', words: 'Rang her' } })
  await count(lead, 'GET /concerns/:concernId/takers', { ids })
  const toLead = { membershipId: town.safeguardingLead.membershipId, words: 'Yours' }
  await count(lead, 'POST /concerns/:concernId/hand-over', { ids, body: toLead })
  await lead.post(`/concerns/${concernId}/acknowledge`)
  const end = { outcome: 'no-risk-found', words: 'A fall in the garden' }
  await count(lead, 'POST /concerns/:concernId/close', { ids, body: end })
  await count(lead, 'POST /concerns/:concernId/reopen', { ids, body: { words: 'Again' } })

  const held = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const listing = { name: 'Lunch', category: 'community-hub', description: 'A meal', locationKind: 'online' }
  const { body: activity } = await as(town.provider).post('/activities', { ...listing, when: 'Mondays', capacity: 9 })
  const { body: placement } = await advisor.post(`/referrals/${held.id}/placements`, { activityId: activity.id })
  const about = { ids: { placementId: placement.id }, body: concern }
  await count(as(town.provider), 'POST /placements/:placementId/concerns', about)
  const safety = { concernLadder: [town.teamLead.membershipId] }
  await count(as(town.administrator), 'PUT /scheme/safety', { body: safety, headers: at(2) })
}

async function playSameDay({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const advisor = as(town.advisor)
  const { id: referralId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const body = { urgency: 'same-day', about: 'fall', text: 'She fell last night' }
  const { messageId } = await count(advisor, 'POST /referrals/:referralId/messages', { ids: { referralId }, body })
  const ids = { messageId }
  await count(advisor, 'GET /messages/sent')
  const answer = { whatWillBeDone: 'A nurse visits at four' }
  await count(as(town.referrer), 'POST /messages/:messageId/acknowledge', { ids, body: answer })
  const call = { spokeTo: 'The duty doctor', outcome: 'Visits today' }
  await count(advisor, 'POST /messages/:messageId/rung', { ids, body: call })
}

async function playDeath({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const ids = { personId }
  const body = { on: '2026-02-28', toldBy: 'Her daughter' }
  const moved = { practiceId: town.otherPracticeId, from: '2026-03-01' }
  await given.rows(`update person_registrations set from_on = '2026-01-05' where person_id = '${personId}'`)
  await count(as(town.advisor), 'POST /people/:personId/registrations', { ids, body: moved })
  await count(as(town.advisor), 'POST /people/:personId/death', { ids, body })
  await count(as(town.teamLead), 'POST /people/:personId/death/undo', { ids, body: { reason: 'Her neighbour' } })
}

async function playNoReply({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const advisor = as(town.advisor)
  const { id: referralId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const visit = { way: 'home-visit', purpose: 'support', happened: false, happenedOn: '2026-03-02' }
  await advisor.post(`/referrals/${referralId}/contacts`, { ...visit, notHappenedBecause: 'no-reply-at-door' })
  const { items } = await count(advisor, 'GET /no-replies')
  const ids = { noReplyId: items[0].id }
  await count(advisor, 'POST /no-replies/:noReplyId/rungs', { ids, body: { rung: 'at-the-door', words: 'All dark' } })
  const found = { found: 'spoke-to-person', words: 'At her sister’s' }
  await count(advisor, 'POST /no-replies/:noReplyId/end', { ids, body: found })
}

async function playLoneWorking({ given, as, clock, runJobs }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const advisor = as(town.advisor)
  const { id: referralId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const visit = { way: 'home-visit', purpose: 'support', plannedStart: '2026-03-02T10:00:00Z' }
  const planned = await advisor.post(`/referrals/${referralId}/contacts`, {
    ...visit,
    plannedEnd: '2026-03-02T11:00:00Z',
  })
  const ids = { contactId: planned.body.id }
  await advisor.post(`/contacts/${planned.body.id}/check-in`)
  await count(advisor, 'POST /contacts/:contactId/running-late', { ids, body: { minutes: 30 } })
  clock.set('2026-03-02T13:00:00Z')
  await runJobs()
  const lead = as(town.teamLead)
  const { items } = await count(lead, 'GET /lone-working')
  const alarm = { alarmId: items[0].id }
  await count(lead, 'POST /lone-working/:alarmId/take', { ids: alarm })
  await count(lead, 'POST /lone-working/:alarmId/end', { ids: alarm, body: { found: 'safe', words: 'A flat battery' } })
}
