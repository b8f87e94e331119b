import t from 'tap'
import { addWorkingHours } from '../../src/features/schemes/working-hours.ts'
import { startApp } from '../support/app.ts'

const FALL = { urgency: 'same-day', about: 'fall', text: 'She fell on the stairs last night and her wrist is swollen' }

t.test('working hours are those of England, over nights, weekends and bank holidays', async (t) => {
  const after = (at: string, hours = 2) => addWorkingHours(new Date(at), hours).toISOString()
  t.equal(after('2026-03-02T09:30:00Z'), '2026-03-02T11:30:00.000Z')
  t.equal(after('2026-03-02T07:00:00Z'), '2026-03-02T11:00:00.000Z', 'before nine counts from nine')
  t.equal(after('2026-03-06T16:00:00Z'), '2026-03-09T10:00:00.000Z', 'from Friday afternoon to Monday')
  t.equal(after('2026-03-07T12:00:00Z'), '2026-03-09T11:00:00.000Z', 'on a Saturday nobody is there')
  t.equal(after('2026-06-01T08:30:00Z'), '2026-06-01T10:30:00.000Z', 'half past nine in summer')
  t.equal(after('2026-03-27T16:30:00Z'), '2026-03-30T09:30:00.000Z', 'over the night in which the clocks change')
  t.equal(after('2026-12-24T16:00:00Z'), '2026-12-29T10:00:00.000Z', 'over Christmas and the day that stands in')
  t.equal(after('2026-03-02T09:00:00Z', 20), '2026-03-04T13:00:00.000Z', 'more than a day')
})

t.test('a fall on Friday afternoon: nobody answers, so the sender rings', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  clock.set('2026-03-06T15:30:00Z')
  const [advisor, practice] = [as(town.advisor), as(town.referrer)]
  const sent = await advisor.post(`/referrals/${referral.id}/messages`, FALL)
  t.match(sent, { statusCode: 201, body: { acknowledgeBy: '2026-03-09T09:30:00.000Z' } }, sent.text)
  const { messageId } = sent.body

  const [message] = (await practice.get('/messages?unread=true')).body.items
  t.match(message, { id: messageId, urgency: 'same-day', asks: true, title: /^Same day: please read and answer/ })
  t.notMatch(message.title, /Edith|Thornley|fell|stairs/, 'the title names nobody and nothing')
  t.match(message.body, /Edith Thornley.*\n.*fell on the stairs/)
  await practice.post(`/messages/${messageId}/read`)

  const tasksOf = async () => (await advisor.get('/tasks?mine=true')).body.items
  clock.set('2026-03-09T09:29:00Z')
  await runJobs()
  t.same(await tasksOf(), [], 'not before its time')
  clock.set('2026-03-09T09:31:00Z')
  await runJobs()
  await runJobs()
  t.match(await tasksOf(), [{ kind: 'ring-practice', subjectId: messageId }], 'that it was read is no answer')
  t.equal((await tasksOf()).length, 1, 'and one task is enough')
  t.match(
    (await as(town.teamLead).get('/messages/sent?unheard=true')).body.items,
    [{ id: messageId, readBy: 'Rina Referrer', acknowledgedAt: null }],
    'the lead sees it too',
  )

  const call = { spokeTo: 'Dr Hill, on call', outcome: 'She is seen today at two' }
  t.equal((await advisor.post(`/messages/${messageId}/rung`, call)).statusCode, 200)
  t.same(await tasksOf(), [], 'the task goes with the call')
  t.match(await advisor.post(`/messages/${messageId}/rung`, call), { statusCode: 409 })
  t.same((await advisor.get('/messages/sent?unheard=true')).body.items, [])
  t.match((await advisor.get(`/messages/sent?subjectId=${referral.id}`)).body.items.at(-1), {
    spokeTo: 'Dr Hill, on call',
  })
})

t.test('a named reader says what will be done, once', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const { body } = await as(town.advisor).post(`/referrals/${referral.id}/messages`, FALL)
  const path = `/messages/${body.messageId}/acknowledge`
  const answer = { whatWillBeDone: 'A nurse visits at four' }
  t.match(await as(town.otherReferrer).post(path, answer), { statusCode: 404 }, 'not another practice')
  t.match(await as(town.advisor).post(path, answer), { statusCode: 404 }, 'not who sent it')
  t.match(await as(town.referrer).post(path, { whatWillBeDone: ' ' }), { statusCode: 400 })
  const answers = await Promise.all([1, 2].map(() => as(town.referrer).post(path, answer)))
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
  t.match((await as(town.advisor).get('/messages/sent')).body.items.at(-1), {
    acknowledgedBy: 'Rina Referrer',
    whatWillBeDone: 'A nurse visits at four',
    readBy: 'Rina Referrer',
  })
  clock.forward(7)
  await runJobs()
  t.same(
    (await as(town.advisor).get('/tasks?mine=true')).body.items.filter(
      ({ kind }: { kind: string }) => kind === 'ring-practice',
    ),
    [],
    'nobody rings about what was answered',
  )
})

t.test('a routine word is read, not acknowledged; unread for three working days, it shows', async (t) => {
  const { given, as, clock } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const { body } = await as(town.advisor).post(`/referrals/${referral.id}/messages`, { ...FALL, urgency: 'routine' })
  t.equal(body.acknowledgeBy, null)
  t.match(await as(town.referrer).post(`/messages/${body.messageId}/acknowledge`, { whatWillBeDone: 'It' }), {
    statusCode: 422,
  })
  const unheard = async () => (await as(town.teamLead).get('/messages/sent?unheard=true')).body.items
  clock.set('2026-03-05T16:00:00Z')
  t.same(await unheard(), [], 'Thursday is the third working day')
  clock.set('2026-03-06T09:00:00Z')
  t.match(await unheard(), [{ id: body.messageId, organisationName: /Wharf Lane/ }])
  t.match(
    await as(town.referrer).post(`/referrals/${referral.id}/messages`, FALL),
    { statusCode: 403 },
    'the practice does not write to itself',
  )
})
