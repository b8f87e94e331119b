import t from 'tap'
import { openLightLinks } from '../../src/platform/light-links.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp, TEST_LINK_SECRET } from '../support/app.ts'
import { giveFunding, made } from './given-funding.ts'

const FIRST_OF_APRIL = '2026-04-01T07:00:00Z'

async function start(t: Parameters<typeof startApp>[0]) {
  const test = await startApp(t)
  const { given, as, sent } = test
  const { town } = given
  const group = as(town.provider)
  const linkIn = (text: string | undefined) => /\/statement#(\S+)/.exec(text ?? '')?.[1] ?? 'no link'
  return {
    ...test,
    ...givePlacements(test),
    ...giveFunding(test),
    town,
    group,
    service: as(town.advisor),
    mails: () => sent.mail.filter(({ text }) => text.includes('/statement#')),
    tokenOf: (index = -1) => linkIn(sent.mail.filter(({ text }) => text.includes('/statement#')).at(index)?.text),
    statements: async () => made(await group.get('/funding-statements'), 200).items,
  }
}

/** A block and a grant in March: two places begun, one of them finished, one only kept; and the first of April. */
async function march(t: Parameters<typeof startApp>[0]) {
  const test = await start(t)
  const { agreement, placement, activity, service, clock, given, runJobs } = test
  const [lunch, walks] = [await activity(), await activity({ name: '=Walks' })]
  await agreement('block', { activityId: lunch })
  await agreement('grant', { activityId: walks })
  const { id } = await placement('started', { activityId: lunch })
  await placement('completed', { activityId: lunch })
  await placement('accepted', { activityId: lunch })
  await placement('started', { activityId: walks })
  for (const attended of ['yes', 'no'] as const)
    await service.post(`/placements/${id}/attendances`, { on: '2026-03-02', attended })
  await given.rows(`update placements set offered_at = '2026-02-27T10:00:00Z' where id = '${id}'`)
  await service.post(`/placements/${id}/attendances`, { on: '2026-03-01', attended: 'yes' })
  clock.set(FIRST_OF_APRIL)
  await runJobs()
  return { ...test, lunch }
}

t.test(
  'on the first of the month a group is sent what it did and what it is paid; a grant is not paid again',
  async (t) => {
    const { statements, mails, lead, runJobs, clock } = await march(t)
    const [statement, ...more] = await statements()
    t.same(more, [])
    t.match(statement, {
      month: '2026-03',
      status: 'sent',
      sessions: 1,
      places: 3,
      amountPence: 2_500,
      lines: [
        { activityName: '=Walks', kind: 'grant', started: 1, completed: 0, amountPence: 900 },
        { activityName: 'Tuesday lunch club', kind: 'block', started: 2, completed: 1, amountPence: 2_500 },
      ],
    })
    t.equal(mails().length, 1)
    t.notMatch(mails()[0]?.text, /Thornley/)
    clock.set('2026-04-02T07:00:00Z')
    await runJobs()
    t.equal((await statements()).length, 1, 'made once')
    t.equal(mails().length, 1, 'sent once')
    t.match((await lead.get('/funding-statements?month=2026-03')).body.items, [{ id: statement.id }])
  },
)

t.test('what is written down late stands on the next statement, once', async (t) => {
  const { statements, service, placement, lunch, clock, runJobs } = await march(t)
  const late = await placement('accepted', { activityId: lunch })
  made(await service.post(`/placements/${late.id}/start`, { on: '2026-03-31' }), 200)
  clock.set('2026-05-01T07:00:00Z')
  await runJobs()
  const [april, before, ...more] = await statements()
  t.match(april, { month: '2026-04', places: 1, amountPence: 1_250 })
  t.match(before, { month: '2026-03', places: 3, amountPence: 2_500 }, 'what was sent stays')
  t.same(more, [])
})

t.test('a link shows the statement, agrees to it once, and shows it afterwards', async (t) => {
  const { tokenOf, anybody, statements } = await march(t)
  const token = tokenOf()
  const post = (path: string, body: object = {}) => anybody.post(`/links/statement/${path}`, { token, ...body })
  for (let looked = 0; looked < 3; looked += 1)
    t.match(await post('look'), { statusCode: 200, body: { status: 'sent', amountPence: 2_500 } })
  const [one, other] = await Promise.all([post('agree'), post('agree')])
  t.same([one.statusCode, other.statusCode].sort(), [200, 409], 'of two at once one is late')
  t.match(await post('agree'), { statusCode: 409, body: { type: '/problems/already-done' } })
  t.match(await post('query', { words: 'There were five of them' }), { statusCode: 409 })
  t.match(await post('look'), { statusCode: 200, body: { status: 'agreed' } })
  t.match(await statements(), [{ status: 'agreed', wasAgreedByLink: true }])
})

t.test('a link that is forged, for something else, of another scheme or over opens nothing', async (t) => {
  const { tokenOf, anybody, clock, given, statements } = await march(t)
  const [{ id }] = await statements()
  const expiresAt = new Date('2026-12-31T00:00:00Z')
  const { schemeId } = given.town
  const links = openLightLinks(TEST_LINK_SECRET)
  const other = await given.anotherTown()
  const bad = {
    'of another secret': openLightLinks('another secret of somebody else').make({
      purpose: 'statement',
      schemeId,
      id,
      expiresAt,
    }),
    'for a visit': links.make({ purpose: 'visit', schemeId, id, expiresAt }),
    'of another scheme': links.make({ purpose: 'statement', schemeId: other.schemeId, id, expiresAt }),
    'of nothing': links.make({ purpose: 'statement', schemeId, id: schemeId, expiresAt }),
    'without a seal': tokenOf().slice(0, -43),
    'with another day': tokenOf().replace(/\.\d+\./, '.4102444800.'),
    empty: '.',
  }
  for (const [what, token] of Object.entries(bad))
    for (const path of ['look', 'agree'])
      t.match(await anybody.post(`/links/statement/${path}`, { token }), { statusCode: 410 }, `${path}: ${what}`)
  t.match(await statements(), [{ status: 'sent' }])
  const token = tokenOf()
  clock.set('2026-05-06T06:59:00Z')
  t.match(await anybody.post('/links/statement/look', { token }), { statusCode: 200 }, 'a minute before its end')
  clock.set('2026-05-06T07:30:00Z')
  t.match(await anybody.post('/links/statement/look', { token }), { statusCode: 410 })
  t.match(await anybody.post('/links/statement/agree', { token }), { statusCode: 410 })
})

t.test(
  'what a group asks is answered and sent again; only what is agreed is paid, once and with its day',
  async (t) => {
    const { group, lead, statements, tokenOf, anybody, mails } = await march(t)
    const [{ id }] = await statements()
    const of = `/funding-statements/${id}`
    const pay = (body: object = {}) => lead.post(`${of}/pay`, { on: '2026-04-01', reference: 'BACS 77', ...body })
    t.match(await pay(), { statusCode: 409 })
    t.match(await group.post(`${of}/query`, { words: 'There were three of them' }), {
      statusCode: 200,
      body: { status: 'queried', query: 'There were three of them' },
    })
    t.match(await pay(), { statusCode: 409 })
    t.match(await lead.post(`${of}/send-again`, {}), { statusCode: 400, body: { errors: [{ pointer: '#/answer' }] } })
    t.match(await lead.post(`${of}/send-again`, { answer: 'The third began in April' }), {
      statusCode: 200,
      body: { status: 'sent', answer: 'The third began in April' },
    })
    t.equal((await mails()).length, 1, 'the second mail is on its way')
    t.match(await anybody.post('/links/statement/agree', { token: tokenOf() }), { statusCode: 200 })
    t.match(await pay({ on: '2026-04-02' }), { statusCode: 400 }, 'not in the future')
    t.match(await pay(), {
      statusCode: 200,
      body: { status: 'paid', paidOn: '2026-04-01', paymentReference: 'BACS 77' },
    })
    t.match(await pay(), { statusCode: 409 })
    t.match(await group.post(`${of}/agree`), { statusCode: 409 })
  },
)

t.test('a group answers to its own statement and to no other, and nobody answers for it', async (t) => {
  const { statements, as, town } = await march(t)
  const [{ id }] = await statements()
  t.match(await as(town.otherProvider).get(`/funding-statements/${id}`), { statusCode: 404 })
  t.match(await as(town.otherProvider).post(`/funding-statements/${id}/agree`), { statusCode: 404 })
  t.match(await as(town.teamLead).post(`/funding-statements/${id}/agree`), { statusCode: 403 })
  t.match(await as(town.provider).post(`/funding-statements/${id}/pay`, { on: '2026-04-01', reference: 'x' }), {
    statusCode: 403,
  })
})

t.test('the payer’s table adds up and runs no formula', async (t) => {
  const { as, given, town } = await march(t)
  await given.rows(`update organisations set name = '=1+1' where id = '${town.providerId}'`)
  const { text, statusCode, headers } = await as(town.commissioner).get('/funding-statements/csv?month=2026-03')
  t.equal(statusCode, 200, text)
  t.match(headers['content-type'], /text\/csv/)
  t.match(text, /"March 2026","'=1\+1","sent","1","3","1","25\.00",""/)
})

t.test('a group with a mailbox and nobody who signs in is sent the link there', async (t) => {
  const { given, town, agreement, placement, clock, runJobs, mails } = await start(t)
  await given.rows(`update organisations set email = 'lunch@chapel.example' where id = '${town.providerId}'`)
  await agreement('block')
  await placement('started')
  await given.rows(`update memberships set ended_at = now() where id = '${town.provider.membershipId}'`)
  clock.set(FIRST_OF_APRIL)
  await runJobs()
  t.match(mails(), [{ to: 'lunch@chapel.example' }])
})
