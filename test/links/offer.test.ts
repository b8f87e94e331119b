import t from 'tap'
import { startApp } from '../support/app.ts'
import { giveGroup, lightBrowser, linkIn } from './given-group.ts'

const test = await startApp(t)
const { given, as, clock, sent } = test
const { town } = given
const phone = lightBrowser(test)

/** A minute later, because the job that looks for offers runs once in each. */
async function runJobs(): Promise<void> {
  clock.forward(1 / 1_440)
  await test.runJobs()
}

const tasksAbout = (subjectId: string) =>
  given.rows<{ kind: string }>(
    `select kind from tasks where subject_id = '${subjectId}' and done_at is null order by id`,
  )
const stateOf = async (placementId: string) => (await as(town.advisor).get(`/placements/${placementId}`)).body

async function offerByLink(details: { email?: null } = {}, person: object = {}) {
  const group = await giveGroup(test, details)
  const first = {
    startsOn: '2026-03-10',
    comesWith: 'mentor',
    homeBy: 'The 22 bus to Mill Lane',
    answerBy: '2026-03-06',
  }
  const offer = await group.offer(
    { givenName: 'Ada', familyName: 'Aldous', ...person },
    { hopes: 'Company at lunch', ...first },
  )
  const before = [sent.mail.length, sent.text.length] as const
  await runJobs()
  const mail = sent.mail
    .slice(before[0])
    .filter(({ to, text }) => to === group.address && text.includes('/links/offer/'))
  const texts = sent.text.slice(before[1]).filter(({ text }) => text.includes('/links/offer/'))
  return { group, ...offer, mail, texts, url: linkIn(details.email === null ? texts : mail) }
}

t.test('a group without an account is sent the link of an offer, and reads no name', async (t) => {
  const { url, mail } = await offerByLink()
  t.equal(mail.length, 1)
  await runJobs()
  t.equal(sent.mail.filter(({ to, text }) => to === mail[0]?.to && text.includes('/links/offer/')).length, 1, 'once')
  const page = await phone.get(url)
  t.equal(page.statusCode, 200)
  t.match(page.body, /Company at lunch/)
  t.match(mail[0]?.text, /yes or no here by 6 March 2026,/)
  t.match(page.body, /Answer by:.*6 Mar/)
  t.match(page.body, /A mentor or volunteer/)
  t.notMatch(page.body, /Mill Lane/, 'how they get home says where they live')
  t.notMatch(page.body, /Ada|Aldous/)
  t.notMatch(page.body, / checked/)
  const style = /href="(\/assets\/light[^"]+)"/.exec(page.body)?.[1] ?? ''
  t.ok(page.body.length + (await phone.get(style)).body.length < 15_000, 'under 15 kB with its style')
})

t.test('an answer is taken once, is the same when it is said again, and may change until they begin', async (t) => {
  const { url, placementId, group } = await offerByLink()
  for (let round = 0; round < 50; round += 1) await phone.get(url)
  t.match(await stateOf(placementId), { status: 'offered' }, 'looking answers nothing')
  t.equal((await phone.post(url, { answer: 'yes' })).statusCode, 400, 'without the digits')
  t.equal((await phone.post(url, { answer: 'no', digits: '456' })).statusCode, 400, 'without why')

  const yes = { answer: 'yes', digits: '456' }
  t.match((await phone.post(url, yes)).headers.location, /done=accepted/)
  t.match((await phone.post(url, yes)).headers.location, /done=same/)
  const accepted = await stateOf(placementId)
  t.match(accepted, { status: 'accepted' })
  t.equal(accepted.events.at(-1).by.name, 'By link')
  t.match(await tasksAbout(placementId), [{ kind: 'ask-to-share' }])

  t.match((await phone.post(url, { answer: 'no', reason: 'full', digits: '456' })).headers.location, /done=declined/)
  t.match(await stateOf(placementId), { status: 'ended' })
  t.match(await tasksAbout(placementId), [{ kind: 'ask-to-share' }, { kind: 'offer-declined' }])
  t.match((await as(town.advisor).get(`/activities/${group.activityId}`)).body, { taken: 0 })
  const over = await phone.post(url, yes)
  t.equal(over.statusCode, 409)
})

t.test('who said no and would say yes is rung', async (t) => {
  const { url, placementId } = await offerByLink()
  const no = { answer: 'no', reason: 'full', digits: '456' }
  t.match((await phone.post(url, no)).headers.location, /done=declined/)
  t.match((await phone.post(url, no)).headers.location, /done=same/)
  t.notMatch((await phone.get(url)).body, /Company at lunch|Hopes|Area/, 'after the no nothing of them is read')
  t.match((await phone.post(url, { answer: 'yes', digits: '456' })).headers.location, /done=rings/)
  t.match(await stateOf(placementId), { status: 'declined' })
  t.match(await tasksAbout(placementId), [{ kind: 'offer-declined' }, { kind: 'ring-group' }])
})

t.test('after they began nothing is answered here', async (t) => {
  const { url, placementId, personId, group } = await offerByLink()
  await phone.post(url, { answer: 'yes', digits: '456' })
  await group.service.post(`/people/${personId}/consents`, {
    purpose: 'share',
    answer: 'given',
    how: 'in-person',
    on: '2026-03-02',
  })
  t.match((await phone.get(url)).body, /The 22 bus to Mill Lane/)
  await group.service.post(`/placements/${placementId}/start`, {})
  t.match((await phone.get(url)).body, /They come already/)
  t.equal((await phone.post(url, { answer: 'no', reason: 'full', digits: '456' })).statusCode, 409)
  t.match(await stateOf(placementId), { status: 'started' })
})

t.test('a group that nothing reaches is rung', async (t) => {
  const group = await giveGroup(test, { email: null })
  await given.rows(`update organisations set phone = '01709 555123' where id = '${group.providerId}'`)
  const { placementId } = await group.offer()
  await runJobs()
  t.match(await tasksAbout(placementId), [{ kind: 'ring-group' }])
})

t.test('a group with a mail address and no number could never answer: it is rung', async (t) => {
  const group = await giveGroup(test, { phone: null })
  const { placementId } = await group.offer()
  const before = sent.mail.length
  await runJobs()
  t.match(await tasksAbout(placementId), [{ kind: 'ring-group' }])
  t.same(
    sent.mail.slice(before).filter(({ to }) => to === group.address),
    [],
  )
  await given.rows(`update activities set phone = '01709 555321' where id = '${group.activityId}'`)
  const next = await group.offer()
  await runJobs()
  t.same(await tasksAbout(next.placementId), [], 'a number of the activity is a number')
})

t.test('YES and NO by text answer the one open offer; two, or other words, are read by somebody', async (t) => {
  const { takeText } = await import('../../src/features/messages/use-cases/take-text.ts')
  const group = await giveGroup(test, { email: null })
  const number = '+447700900777'
  await given.rows(`update organisations set phone = '07700 900 777' where id = '${group.providerId}'`)
  const system = await test.app.systemContext(town.schemeId)
  let received = 0
  const text = async (body: string) => {
    received += 1
    await takeText(system, { providerId: `text-${received}`, number, body })
    await runJobs()
  }
  const toRead = () => given.rows(`select id from tasks where kind = 'answered-by-text' and done_at is null`)

  const first = await group.offer()
  await runJobs()
  t.ok(sent.text.some(({ to, text }) => to === number && /answer YES, NO or CALL/.test(text)))
  await text('Yes please')
  t.match(await stateOf(first.placementId), { status: 'accepted' })
  const second = await group.offer()
  await runJobs()
  await text('NO')
  t.match(await stateOf(second.placementId), { status: 'declined', endReason: 'not-suitable' })
  t.same(await toRead(), [])

  const [third, fourth] = [await group.offer(), await group.offer()]
  await runJobs()
  await text('Yes')
  t.match(
    [await stateOf(third.placementId), await stateOf(fourth.placementId)],
    [{ status: 'offered' }, { status: 'offered' }],
  )
  t.equal((await toRead()).length, 1, 'which of the two is for somebody to ask')
  await text('who is it, and can they manage the stairs?')
  t.equal((await toRead()).length, 1, 'and not twice')
})
