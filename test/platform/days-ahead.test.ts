import t from 'tap'
import { addDays } from '../../src/platform/clock.ts'
import { faultOfFarDay, isTooFarAhead, MOST_DAYS_AHEAD } from '../../src/platform/days-ahead.ts'
import { startApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'

t.test('two years is far enough', async (t) => {
  const today = '2026-03-02'
  t.notOk(isTooFarAhead(addDays(today, MOST_DAYS_AHEAD), today))
  t.ok(isTooFarAhead(addDays(today, MOST_DAYS_AHEAD + 1), today))
  t.equal(faultOfFarDay(null, today, '#/on'), undefined)
  t.match(faultOfFarDay('9999-12-31', today, '#/on'), { pointer: '#/on', detail: /two years/ })
})

t.test('wherever a day is planned, the year 9999 is a slip of the hand', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const far = '9999-12-31'
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const [advisor, lead] = [as(town.advisor), as(town.teamLead)]
  const path = `/referrals/${id}`
  const first = { headers: { 'if-none-match': '*' } }
  const activity = await advisor.post('/activities', {
    providerId: town.providerId,
    name: 'Lunch on Mondays',
    category: 'community-hub',
    description: 'A hot lunch and a chat',
    locationKind: 'online',
    when: 'Mondays at noon',
    capacity: 20,
  })
  const visit = { way: 'telephone', purpose: 'support' }
  const planned = await advisor.post(`${path}/contacts`, { ...visit, plannedStart: '2026-03-05T10:00:00Z' })
  t.equal(planned.statusCode, 201, planned.text)
  const action = { what: 'Ring the club', owner: 'advisor', proposedBy: 'person', agreedBy: ['person'], byOn: far }
  const goal = { words: 'I want company at lunch', proposedBy: 'person', agreedBy: ['person'] }
  const held = { ...visit, purpose: 'review', happened: true, happenedOn: '2026-03-02', attendance: 'attended' }
  const away = { kind: 'leave', fromOn: '2027-03-09', untilOn: '2027-03-10', coverId: null }
  const absence = await advisor.post('/absences', away)
  t.equal(absence.statusCode, 201, absence.text)
  const duty = { membershipId: town.advisor.membershipId, startsAt: '09:00', endsAt: '17:00' }
  const asked: Record<string, Promise<Answer>> = {
    plannedStart: advisor.post(`${path}/contacts`, { ...visit, plannedStart: `${far}T10:00:00Z` }),
    'plannedStart moved': advisor.patch(
      `/contacts/${planned.body.id}`,
      { plannedStart: `${far}T10:00:00Z` },
      { headers: { 'if-match': '"1"' } },
    ),
    nextReviewOn: advisor.post(`${path}/contacts`, { ...held, nextReviewOn: far }),
    reviewOn: advisor.put(`${path}/plan`, { goals: [goal], reviewOn: far }, first),
    byOn: advisor.put(`${path}/plan`, { goals: [{ ...goal, actions: [action] }] }, first),
    'hold until': advisor.post(`${path}/hold`, { reason: 'away', until: far }),
    'absence fromOn': advisor.post('/absences', { ...away, fromOn: far, untilOn: null }),
    'absence untilOn': advisor.post('/absences', { ...away, untilOn: far }),
    'absence amended': advisor.patch(
      `/absences/${absence.body.id}`,
      { untilOn: far },
      { headers: { 'if-match': `"${absence.body.version}"` } },
    ),
    'absence lastDay': advisor.post(`/absences/${absence.body.id}/end`, { lastDay: far }),
    'working days': advisor.put(
      `/memberships/${town.advisor.membershipId}/working-days`,
      { fromOn: far, weekdays: ['monday'] },
      first,
    ),
    'duty onDay': lead.post('/duty-rota', { ...duty, onDay: far }),
    'duty untilOn': lead.post('/duty-rota', { ...duty, weekday: 'monday', untilOn: far }),
    startsOn: advisor.post(`${path}/placements`, { activityId: activity.body.id, startsOn: far }),
    'leftToDo by': advisor.post(`${path}/close`, {
      reason: 'self-managing',
      summary: 'She goes every week',
      leftToDo: [{ what: 'Ring the club', forWhom: 'person', by: far }],
    }),
  }
  for (const [name, answer] of Object.entries(asked)) {
    const { statusCode, body, text } = await answer
    t.equal(statusCode, 400, `${name}: ${text}`)
    t.match(
      body.errors,
      [{ pointer: /^#\/.*(Start|On|until|Day|by)$/, detail: /two years|days at most/ }],
      `${name}: ${text}`,
    )
  }
})
