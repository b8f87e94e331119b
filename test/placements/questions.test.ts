import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { givePlacements } from './given-placements.ts'

const test = await startApp(t)
const { app, given, as } = test
const { town } = given
const { placement, answerToShare } = givePlacements(test)
const [advisor, group] = [as(town.advisor), as(town.provider)]
const STEPS = 'Can they manage four steps?'

const ask = (id: string, words = STEPS) => group.post(`/placements/${id}/questions`, { words })
const answer = (id: string, questionId: string, words: string) =>
  advisor.post(`/placements/${id}/questions/${questionId}/answer`, { answer: words })
const openTasks = (id: string) =>
  given.rows<{ kind: string }>(`select kind from tasks where subject_id = '${id}' and done_at is null`)

t.test('a group asks before its yes, the advisor has it as a task, and answers without a name', async (t) => {
  const { id, referral } = await placement('offered', { person: { givenName: 'Ottilie', familyName: 'Quarmby' } })
  const asked = await ask(id)
  t.match(asked, { statusCode: 201, body: { words: STEPS, answer: null, answeredAt: null } }, asked.text)
  t.same(await openTasks(id), [{ kind: 'answer-group-question' }])
  t.match((await ask(id, 'And the door?')).body, { type: '/problems/already-done' }, 'one question waits at a time')

  const { id: questionId } = asked.body
  const telling = await answer(id, questionId, 'Ottilie manages them with a rail')
  t.match(telling, { statusCode: 400, body: { errors: [{ pointer: '#/answer' }] } }, 'her name')
  t.equal((await answer(id, questionId, 'Ring 01709 555 0199')).statusCode, 400, 'a number')
  t.same(await openTasks(id), [{ kind: 'answer-group-question' }], 'what was refused answers nothing')
  t.equal((await answer(id, questionId, 'Yes, with a rail')).statusCode, 200)
  t.same(await openTasks(id), [])
  t.match((await answer(id, questionId, 'No')).body, { type: '/problems/already-done' })

  const read = (await group.get(`/placements/${id}`)).body
  t.match(read, { disclosure: 'before-yes', person: null, question: { words: STEPS, answer: 'Yes, with a rail' } })
  t.equal(read.questions.length, 1)
  t.equal((await ask(id, 'Is there somebody to bring them?')).statusCode, 201, 'an answered question makes room')

  await group.post(`/placements/${id}/accept`)
  await answerToShare(referral.personId, 'given')
  const [, second] = (await advisor.get(`/placements/${id}`)).body.questions
  t.equal((await answer(id, second.id, 'Ottilie comes by bus')).statusCode, 200, 'a group that knows her may read it')
  const seen = await as(town.referrer).get(`/placements?referralId=${referral.id}`)
  t.match(seen.body.items, [{ question: null }], 'the practice reads none of it')
})

t.test('whose question it is, and when it is over', async (t) => {
  const { id } = await placement('offered')
  const { id: other } = await placement('offered')
  const { body } = await ask(id)
  t.equal((await advisor.post(`/placements/${id}/questions`, { words: STEPS })).statusCode, 403)
  t.equal((await as(town.otherProvider).post(`/placements/${id}/questions`, { words: STEPS })).statusCode, 404)
  t.equal((await group.post(`/placements/${id}/questions/${body.id}/answer`, { answer: 'Yes' })).statusCode, 403)
  t.equal((await answer(other, body.id, 'With a rail')).statusCode, 409, 'a question of another place')
  t.same((await group.get(`/placements/${id}`)).body.questions[0].answer, null)

  await group.post(`/placements/${id}/decline`, { reason: 'area' })
  t.same(await openTasks(id), [{ kind: 'offer-declined' }], 'nobody is asked about what is over')
  t.match((await answer(id, body.id, 'With a rail')).body, { type: '/problems/step-not-open' })
  t.match((await ask(id)).body, { type: '/problems/step-not-open' })
})

t.test('two colleagues answer at once: one answer stands', async (t) => {
  const { id } = await placement('offered')
  const { body } = await ask(id)
  const lead = as(town.teamLead)
  const both = await Promise.all([
    answer(id, body.id, 'With a rail'),
    lead.post(`/placements/${id}/questions/${body.id}/answer`, { answer: 'Not at all' }),
  ])
  t.same(both.map(({ statusCode }) => statusCode).toSorted(), [200, 409])
})

t.test('on the pages: asked, answered beside what was typed wrong, and read', async (t) => {
  const { id, referral } = await placement('offered', { person: { givenName: 'Ottilie', familyName: 'Quarmby' } })
  const theirs = createBrowser(app)
  await theirs.signIn(town.provider)
  const path = `/group/places/${id}/ask`
  t.match(await theirs.send(path, path, {}), { statusCode: 400, text: 'Enter what you would like to know' })
  const asked = await theirs.send(path, path, { words: STEPS })
  t.match((await theirs.open(asked.location ?? '')).text, 'Your question is with the advisor')
  t.match((await theirs.get('/group')).text, 'The advisor has not answered yet')
  t.equal((await theirs.get(path)).statusCode, 409, 'it asked already')

  const ours = createBrowser(app)
  await ours.signIn(town.advisor)
  t.match((await ours.get('/tasks?show=all')).text, `href="/places/${id}"`)
  t.match((await ours.get(`/referrals/${referral.id}/placements`)).text, 'The group asks')
  const place = await ours.get(`/places/${id}`)
  const [, action = ''] = /action="([^"]+\/questions\/[^"]+)"/.exec(place.text) ?? []
  const wrong = await ours.sendShown(place, action, { answer: 'Ottilie does' })
  t.match(wrong, { statusCode: 400, title: /^Error: / })
  t.match(wrong.text, 'Ottilie does', 'what was typed stays')
  const answered = await ours.sendShown(wrong, action, { answer: 'With a rail' })
  t.match((await ours.open(answered.location ?? '')).text, 'The group reads your answer')
  t.match((await theirs.get('/group')).text, 'With a rail')
})
