import t from 'tap'
import { SchemeSettings } from '../../src/features/schemes/settings.ts'
import { areStale, changesOf, withChanges } from '../../src/features/setup/changes.ts'
import { startApp, type TestApp } from '../support/app.ts'

const at = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
const SETTINGS = SchemeSettings.parse({ advisorServiceId: '00000000-0000-7000-8000-000000000000' })

async function startDrafting(t: Parameters<typeof startApp>[0]) {
  const test = await startApp(t)
  const administrator = () => test.as(test.given.town.administrator)
  const draft = async (changes: object) => {
    const answer = await administrator().post('/scheme/settings-drafts', changes)
    if (answer.statusCode !== 201) throw new Error(answer.text)
    return answer.body
  }
  const schedule = (draftId: string, holdsFrom: string, version = 1) =>
    administrator().put(`/scheme/settings-drafts/${draftId}/schedule`, { holdsFrom }, at(version))
  return { ...test, administrator, draft, schedule }
}
/** As the database has them now. */
const settingsIn = async ({ given }: Pick<TestApp, 'given'>) => {
  const [row] = await given.rows<{ settings: SchemeSettings; version: number }>(
    `select settings, version from scheme_settings where scheme_id = '${given.town.schemeId}'`,
  )
  if (row === undefined) throw new Error('A town has settings')
  return row
}

t.test('a change names only what becomes another, and what else was changed meanwhile stays', async (t) => {
  const changes = changesOf(SETTINGS, {
    targets: { triage: 3, answer: 9 },
    criteria: { riskTiers: [] },
    caseloadLimit: 40,
  })
  t.same(changes, [
    { field: 'targets.answer', from: 5, to: 9 },
    { field: 'caseloadLimit', from: 60, to: 40 },
  ])
  const meanwhile = { ...SETTINGS, secondFactor: 'required' as const }
  t.notOk(areStale(meanwhile, changes))
  t.match(withChanges(meanwhile, changes), {
    targets: { triage: 3, answer: 9 },
    caseloadLimit: 40,
    secondFactor: 'required',
  })
  t.ok(areStale({ ...SETTINGS, caseloadLimit: 50 }, changes))
})

t.test('a draft shows what it touches before anybody decides, and changes nothing', async (t) => {
  const { given, draft, administrator, ...test } = await startDrafting(t)
  await given.referral({ status: 'submitted' })
  await given.referral({ status: 'accepted' })
  await given.referral({ status: 'draft' })
  const before = await settingsIn({ given })
  const made = await draft({
    targets: { triage: 1, allocation: 4 },
    criteria: { minimumAge: 50 },
    requireAgreements: true,
  })
  t.match(made, {
    status: 'draft',
    changes: [
      { field: 'targets.triage', from: 3, to: 1 },
      { field: 'targets.allocation', from: 2, to: 4 },
      { field: 'criteria.minimumAge', from: 18, to: 50 },
    ],
    touches: {
      clocks: [
        { target: 'triage', open: 1 },
        { target: 'allocation', open: 1 },
      ],
      forms: 1,
      says: [/waiting for an answer to the referral: 1\. Their day stays/, /an advisor/, /Forms begun and not sent: 1/],
    },
  })
  t.same(await settingsIn({ given }), before)
  t.match(await administrator().post('/scheme/settings-drafts', { targets: { triage: 3 } }), { statusCode: 422 })
  t.match(await administrator().post('/scheme/settings-drafts', { safety: {} }), { statusCode: 400 })
  t.match(await test.as(given.town.teamLead).post('/scheme/settings-drafts', {}), { statusCode: 403 })
})

t.test('a change for today holds at once, and the audit says who, from what and to what', async (t) => {
  const test = await startDrafting(t)
  const { given, as, draft, schedule } = test
  const { id } = await draft({ targets: { triage: 1 } })
  t.match(await schedule(id, '2026-03-01'), { statusCode: 400, body: { errors: [{ pointer: '#/holdsFrom' }] } })
  const held = await schedule(id, '2026-03-02')
  t.match(held, { statusCode: 200, body: { status: 'in-force', settledAt: '2026-03-02T09:30:00.000Z' } }, held.text)
  t.match(await settingsIn(test), { version: 2, settings: { targets: { triage: 1, answer: 5 } } })
  const { body } = await as(given.town.advisor).get('/scheme')
  t.equal(body.targets.find(({ name }: { name: string }) => name === 'triage').workingDays, 1)
  const [audit] = await given.rows(
    `select membership_id, detail from audit_tail where action = 'scheme.settings-changed'`,
  )
  t.match(audit, {
    membership_id: given.town.administrator.membershipId,
    detail: { changes: [{ field: 'targets.triage', from: 3, to: 1 }] },
  })
  t.match(await schedule(id, '2026-03-02', 2), { statusCode: 409 }, 'once')
})

t.test('how much is heard of whoever has not said changes with a draft, and the word of a person stands', async (t) => {
  const test = await startDrafting(t)
  const { given, as, draft, schedule } = test
  const { town } = given
  const advisor = as(town.advisor)
  const [unsaid, said] = [
    await given.referral({ status: 'accepted', allocatedTo: town.advisor }),
    await given.referral({ status: 'accepted', allocatedTo: town.advisor }),
  ]
  const dial = `/people/${said.personId}/disclosures/${town.practiceId}`
  const everything = { level: 'everything', how: 'by-phone', on: '2026-03-02' }
  t.equal((await advisor.put(dial, everything, { headers: { 'if-none-match': '*' } })).statusCode, 200)
  const heard = async ({ id }: { id: string }) => {
    await advisor.post(`/referrals/${id}/messages`, { urgency: 'routine', about: 'fall', text: 'She fell.' })
    const { items } = (await as(town.referrer).get(`/messages?subjectId=${id}`)).body
    return items[0].body.includes('She fell.')
  }
  t.equal(await heard(unsaid), true)
  const made = await draft({ hearsUnlessSaid: 'only-that-it-happened' })
  t.match(made, {
    changes: [{ field: 'hearsUnlessSaid', from: 'everything', to: 'only-that-it-happened' }],
    touches: { says: [/nobody wrote down how much is told, and who have an open referral: 1\./] },
  })
  t.match(await test.administrator().post('/scheme/settings-drafts', { hearsUnlessSaid: 'nothing' }), {
    statusCode: 400,
  })
  t.match(await schedule(made.id, '2026-03-02'), { statusCode: 200, body: { status: 'in-force' } })
  t.match(await settingsIn(test), { settings: { hearsUnlessSaid: 'only-that-it-happened' } })
  t.equal(await heard(unsaid), false)
  t.equal(await heard(said), true)
})

t.test('a change for a day to come waits, can be thrown away, and holds by itself on its day', async (t) => {
  const test = await startDrafting(t)
  const { given, clock, runJobs, draft, schedule, administrator } = test
  const discarded = await draft({ caseloadLimit: 30 })
  await schedule(discarded.id, '2026-03-04')
  t.match(await administrator().delete(`/scheme/settings-drafts/${discarded.id}`, at(2)), {
    statusCode: 200,
    body: { status: 'discarded' },
  })
  const { id } = await draft({ caseloadLimit: 40, targets: { plan: 12 } })
  t.match(await schedule(id, '2026-03-05'), { statusCode: 200, body: { status: 'scheduled', holdsFrom: '2026-03-05' } })
  // What has its own door changes meanwhile, and stays changed.
  await administrator().put('/scheme/safety', { phones: { crisisLine: '01632 960110' } }, at(1))
  clock.set('2026-03-04T23:30:00Z')
  await runJobs()
  t.match(await settingsIn(test), { settings: { caseloadLimit: 60 } }, 'not a day too early')
  clock.set('2026-03-05T00:10:00Z')
  await runJobs()
  t.match(await settingsIn(test), {
    version: 3,
    settings: { caseloadLimit: 40, targets: { plan: 12 }, safety: { phones: { crisisLine: '01632 960110' } } },
  })
  await runJobs()
  t.match(await settingsIn(test), { version: 3 }, 'and once')
  const [audit] = await given.rows<{ membership_id: string | null; detail: { scheduledById: string } }>(
    `select membership_id, detail from audit_tail where action = 'scheme.settings-changed'`,
  )
  t.match(audit, { membership_id: null, detail: { scheduledById: given.town.administrator.membershipId } })
})

t.test('two drafts of the same: one wins, and the other is told to look again', async (t) => {
  const test = await startDrafting(t)
  const { draft, schedule } = test
  const [one, other] = [await draft({ caseloadLimit: 30 }), await draft({ caseloadLimit: 40 })]
  const answers = await Promise.all([schedule(one.id, '2026-03-02'), schedule(other.id, '2026-03-02')])
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 412])
  const { settings, version } = await settingsIn(test)
  t.equal(version, 2)
  t.ok([30, 40].includes(settings.caseloadLimit))
})

t.test('one change waits at a time, and what was looked at is sent as If-Match', async (t) => {
  const { draft, schedule, administrator } = await startDrafting(t)
  const [one, other] = [await draft({ caseloadLimit: 30 }), await draft({ reviewAfterWeeks: 8 })]
  const answers = await Promise.all([schedule(one.id, '2026-03-09'), schedule(other.id, '2026-03-09')])
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
  const waiting = answers[0]?.statusCode === 200 ? one : other
  const path = `/scheme/settings-drafts/${waiting.id}`
  t.match(await administrator().delete(path, at(1)), { statusCode: 412 }, 'it was scheduled since')
  t.match(await administrator().delete(path), { statusCode: 428 })
  const read = await administrator().get(path)
  t.equal(read.headers.etag, '"2"')
  t.equal((await administrator().get('/scheme/settings-drafts')).body.items.length, 2)
})
