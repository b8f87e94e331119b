import t from 'tap'
import { forgetScheme } from '../../src/features/schemes/public.ts'
import { startApp, type TestApp } from '../support/app.ts'

async function startPractising(t: Parameters<typeof startApp>[0]): Promise<TestApp> {
  const test = await startApp(t)
  await test.given.rows(`update schemes set is_practice = true where id = '${test.given.town.schemeId}'`)
  forgetScheme(test.given.town.schemeId)
  return test
}
/** Valid, and not one of those that are given to nobody. */
// Valid and not invented: written in parts, so that it stands nowhere as a number.
const REAL = ['943', '476', '5919'].join('')

t.test('a scheme for training says so wherever a page begins', async (t) => {
  const { given, as } = await startPractising(t)
  t.match((await as(given.town.advisor).get('/scheme')).body, { isPractice: true, isLive: true })
  t.match((await as(given.town.advisor).get('/me')).body, { scheme: { isPractice: true } })
})

t.test('nothing leaves a scheme for training but to those who train: it is kept and shown', async (t) => {
  const { given, as, runJobs, sent } = await startPractising(t)
  const { town } = given
  await given.rows(`update organisations set email = 'desk@wharf-lane.example' where id = '${town.practiceId}'`)
  const person = given.personDetails({ email: 'edith@home.example', phones: [{ number: '07700 900321' }] })
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  for (const preferred of ['email', 'text'])
    await as(town.advisor).post(`/people/${personId}/reach`, { purpose: 'answer', preferred })
  await as(town.administrator).post('/scheme/tests/mail')
  await runJobs()
  t.ok(sent.mail.length > 0, 'a test to oneself arrives')
  t.notOk(sent.mail.some(({ to }) => to === 'edith@home.example' || to === 'desk@wharf-lane.example'))
  t.same(sent.text, [])
  const { items } = (await as(town.teamLead).get('/outgoing')).body
  // A letter waits for somebody to print it, as those who train want to see.
  const kept = items.filter(
    ({ recipientKind, channel }: { recipientKind: string; channel: string }) =>
      recipientKind === 'person' && channel !== 'letter',
  )
  const stopped = { status: 'stopped', failure: 'practice-scheme' }
  t.match(kept, [
    { channel: 'text', ...stopped },
    { channel: 'mail', ...stopped },
  ])
  const [tasks] = await given.rows<{ count: number }>(
    `select count(*)::integer from tasks where kind = 'message-not-delivered'`,
  )
  t.equal(tasks?.count, 0, 'and nobody owes anything for it')
})

t.test('no number that could be somebody’s comes into a scheme for training, by whatever door', async (t) => {
  const { given, as } = await startPractising(t)
  const { town } = given
  const refused = { statusCode: 400, body: { errors: [{ pointer: /nhsNumber$/, detail: /begins 999/ }] } }
  const person = given.personDetails({ nhsNumber: REAL })
  t.match(await as(town.referrer).post('/people', { person }), refused)
  t.match(await as(town.referrer).post('/referrals', given.referralDetails({ person })), refused)
  const { personId } = await given.referral({ status: 'accepted' })
  const { version } = (await as(town.teamLead).get(`/people/${personId}`)).body
  const headers = { 'if-match': `"${version}"` }
  t.match(await as(town.teamLead).patch(`/people/${personId}`, { nhsNumber: REAL }, { headers }), refused)
  await t.rejects(
    given.rows(`update people set nhs_number = '${REAL}' where id = '${personId}'`),
    /invented numbers only/,
    'nor past the service',
  )
})

t.test('beside it the live scheme takes real numbers and sends', async (t) => {
  const { given, as } = await startPractising(t)
  const live = await given.anotherTown()
  const person = given.personDetails({ nhsNumber: REAL })
  t.match(await as(live.referrer).post('/referrals', given.referralDetails({ person })), { statusCode: 201 })
})
