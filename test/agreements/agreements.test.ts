import t from 'tap'
import { formWith, plainPng } from '../files/made-files.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp, type TestApp } from '../support/app.ts'

const SIGNED = { role: 'controller', assurance: 'small-group-checklist', signedBy: 'Cleo Chair' }

/** A group that has signed nothing, in a scheme that asks for it. */
async function startUnsigned(t: Parameters<typeof startApp>[0]) {
  const test = await startApp(t)
  const { given, as } = test
  await given.rows('update sharing_agreements set from_on = to_on')
  const { placement, answerToShare } = givePlacements(test)
  const { providerId } = given.town
  return {
    ...test,
    placement,
    answerToShare,
    sign: (days: { from: string; to: string; fileId?: string }) =>
      as(given.town.administrator).post(`/organisations/${providerId}/agreements`, { ...SIGNED, ...days }),
  }
}

const seenBy = async ({ as, given }: Pick<TestApp, 'as' | 'given'>, placementId: string) =>
  (await as(given.town.provider).get(`/placements/${placementId}`)).body

t.test('names go to no group that has signed nothing, and the service is told what to do', async (t) => {
  const test = await startUnsigned(t)
  const { given, as, placement, answerToShare, sign } = test
  const { id, referral } = await placement('accepted')
  await answerToShare(referral.personId, 'given')
  t.match(await seenBy(test, id), { disclosure: 'waiting-for-agreement', person: null })
  const list = await as(given.town.provider).get('/placements')
  t.notMatch(list.text, /Thornley/, 'nor on a list')
  const { body } = await as(given.town.advisor).get('/tasks')
  t.match(
    body.items.filter(({ kind }: { kind: string }) => kind === 'sign-agreement'),
    [{ subjectId: given.town.providerId, what: /get a sharing agreement signed/ }],
  )
  const signed = await sign({ from: '2026-03-02', to: '2027-03-01' })
  t.equal(signed.statusCode, 201, signed.text)
  t.match(await seenBy(test, id), { disclosure: 'shared', person: { familyName: 'Thornley' } })
  const after = await as(given.town.advisor).get('/tasks')
  t.notMatch(after.text, /sign-agreement/)

  await as(given.town.administrator).post(`/agreements/${signed.body.id}/end`, {
    reason: 'They left a list on the bus',
  })
  t.match(await seenBy(test, id), { disclosure: 'waiting-for-agreement' }, 'ended before its time: at once')
})

t.test('an agreement ends with its last day in England; running places keep names for a month more', async (t) => {
  const test = await startUnsigned(t)
  const { clock, placement, answerToShare, sign } = test
  await sign({ from: '2026-03-02', to: '2026-06-10' })
  const running = await placement('accepted')
  await answerToShare(running.referral.personId, 'given')
  clock.set('2026-06-10T22:59:00Z')
  const last = await placement('accepted')
  await answerToShare(last.referral.personId, 'given')
  t.match(await seenBy(test, last.id), { disclosure: 'shared' }, 'a minute to midnight in England')
  clock.set('2026-06-10T23:01:00Z')
  const late = await placement('accepted')
  await answerToShare(late.referral.personId, 'given')
  t.match(await seenBy(test, late.id), { disclosure: 'waiting-for-agreement' }, 'nobody new')
  t.match(await seenBy(test, running.id), { disclosure: 'shared' }, 'who comes already is known')
  clock.set('2026-07-10T22:59:00Z')
  t.match(await seenBy(test, running.id), { disclosure: 'shared' })
  clock.set('2026-07-10T23:01:00Z')
  t.match(await seenBy(test, running.id), { disclosure: 'waiting-for-agreement' }, 'the month is over')
})

t.test('a month before the end somebody owes a new one, unless it is signed already', async (t) => {
  const test = await startUnsigned(t)
  const { given, as, clock, runJobs, sign } = test
  await sign({ from: '2026-03-02', to: '2026-06-10' })
  const owed = async () => (await as(given.town.administrator).get('/tasks')).body.items
  clock.set('2026-05-10T09:00:00Z')
  await runJobs()
  t.same(await owed(), [], 'a day too early')
  clock.set('2026-05-11T09:00:00Z')
  await runJobs()
  t.match(await owed(), [{ kind: 'renew-agreement', subjectId: given.town.providerId, dueOn: '2026-06-10' }])
  await sign({ from: '2026-06-11', to: '2027-06-10' })
  t.same(await owed(), [])
  clock.set('2026-05-12T09:00:00Z')
  await runJobs()
  t.same(await owed(), [], 'nobody is asked again')
})

t.test('the signed paper is a file of this organisation, and its last day is not before its first', async (t) => {
  const { given, as, sign } = await startUnsigned(t)
  const { providerId, otherProviderId } = given.town
  const days = { from: '2026-03-02', to: '2027-03-01' }
  const picture = await plainPng()
  const paperOf = async (subjectId: string) =>
    (
      await as(given.town.administrator).post(
        '/files',
        formWith(picture, { subjectKind: 'sharing-agreement', subjectId }),
      )
    ).body.id
  t.match(await sign({ ...days, fileId: await paperOf(otherProviderId) }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/fileId' }] },
  })
  const fileId = await paperOf(providerId)
  t.match(await sign({ ...days, fileId }), { statusCode: 201, body: { fileId, signedBy: 'Cleo Chair' } })
  t.match(await sign({ from: '2026-03-02', to: '2026-03-01' }), { statusCode: 400 })
  const { body } = await as(given.town.advisor).get(`/organisations/${providerId}/agreements`)
  t.match(body.items[0], { fileId, role: 'controller', endedAt: null })
})

t.test('what shows that a group keeps names safe is looked at, whole and of this year', async (t) => {
  const { given, as } = await startUnsigned(t)
  const add = (body: object) =>
    as(given.town.administrator).post(`/organisations/${given.town.providerId}/agreements`, {
      ...SIGNED,
      from: '2026-03-02',
      to: '2027-03-01',
      ...body,
    })
  const points = ['named-person', 'only-who-needs', 'kept-locked', 'not-forwarded', 'gone-in-time', 'told-when-lost']
  t.match(await add({ checklist: { points: points.slice(1), goneThroughOn: '2026-03-02' } }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/checklist/points', detail: /Still open: One named person/ }] },
  })
  const dspt = { odsCode: 'y9001', standing: 'standards-met', publishedOn: '2024-06-30' }
  t.match(await add({ dspt }), { statusCode: 400 }, 'a group with a checklist has no toolkit')
  t.match(await add({ assurance: 'dspt', dspt }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/dspt/publishedOn', detail: /this year/ }] },
  })
  t.match(await add({ assurance: 'dspt', dspt: { ...dspt, publishedOn: '2025-06-30' } }), {
    statusCode: 201,
    body: { isAssured: true, dspt: { odsCode: 'Y9001' }, checklist: null },
  })
  t.match(await add({ checklist: { points, goneThroughOn: '2026-03-02' } }), {
    statusCode: 201,
    body: { isAssured: true, checklist: { points } },
  })
  t.match(await add({}), { statusCode: 201, body: { isAssured: false } }, 'signed, and to be looked at')
})
