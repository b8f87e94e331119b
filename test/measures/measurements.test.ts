import t from 'tap'
import {
  MEASUREMENT_STATUSES,
  MEASUREMENT_STEPS,
  type MeasurementStep,
  takeMeasurementStep,
} from '../../src/features/measures/lifecycle.ts'
import { addDays } from '../../src/platform/clock.ts'
import { startApp } from '../support/app.ts'
import type { Client } from '../support/client.ts'
import type { GivenReferral } from '../support/given.ts'

const UCLA = { companionship: 3, 'left-out': 2, isolated: 3, direct: 1 }
const ONS4 = { satisfaction: 4, worthwhile: 5, happiness: 3, anxiety: 8 }
const LSNS = {
  'relatives-contact': 1,
  'relatives-private-matters': 1,
  'relatives-help': 1,
  'friends-contact': 2,
  'friends-private-matters': 0,
  'friends-help': 0,
}

t.test('measurements', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const today = (later = 0) => addDays(clock.now().toISOString().slice(0, 10), later)

  async function accepted(): Promise<{ referral: GivenReferral; worker: Client; path: string }> {
    const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    return { referral, worker: as(town.advisor), path: `/referrals/${referral.id}/measurements` }
  }
  const asked = (details: object = {}) => ({
    instrument: 'ucla-3',
    mode: 'face-to-face',
    on: today(),
    answers: UCLA,
    ...details,
  })

  await t.test('the instruments are read as data, with their wording and licence', async (t) => {
    for (const member of [town.referrer, town.advisor, town.teamLead]) {
      const { statusCode, body } = await as(member).get('/measures')
      t.equal(statusCode, 200)
      t.same(
        body.items.map(({ code }: { code: string }) => code),
        ['ons4', 'ucla-3', 'lsns-6'],
      )
      const [ons4, ucla] = body.items
      t.same(ons4.respondents, ['person'])
      t.equal(ons4.items[0].wording, 'Overall, how satisfied are you with your life nowadays?')
      t.match(ons4.items[0].leadIn, /^Next I would like/)
      t.equal(ons4.items[1].leadIn, null)
      t.equal(ucla.scores[0].better, 'lower')
      t.equal(ucla.scores[0].bands.length, 2)
      t.same(ucla.categories, [{ id: 'direct', name: 'How often the person feels lonely', item: 'direct' }])
      for (const { licence } of body.items) t.ok(licence.notice)
    }
    for (const member of [town.provider, town.commissioner, town.administrator])
      t.equal((await as(member).get('/measures')).statusCode, 403)
    t.equal((await test.anybody.get('/measures')).statusCode, 401)
  })

  await t.test('a whole set of answers is scored at once and kept with the answers', async (t) => {
    const { referral, worker, path } = await accepted()
    const { statusCode, body } = await worker.post(path, asked())
    t.equal(statusCode, 201)
    t.match(body, {
      referralId: referral.id,
      personId: referral.personId,
      instrument: 'ucla-3',
      instrumentVersion: 1,
      status: 'finished',
      timepoint: 'baseline',
      respondent: 'person',
      language: 'en',
      on: today(),
      askedBy: { membershipId: town.advisor.membershipId, name: town.advisor.name },
      askedByOwner: true,
      answers: UCLA,
      notFinished: null,
      takeUpUntil: null,
      scoringVersion: 1,
      version: 1,
    })
    t.same(body.missing, [])
    t.same(body.scores, [
      {
        id: 'total',
        name: 'Loneliness (UCLA-3)',
        value: 8,
        band: { code: 'lonely', label: 'Lonely' },
        sinceBaseline: null,
      },
    ])
    t.same(body.categories, [{ id: 'direct', label: 'Often/always' }])
    const rows = await given.rows(
      `select score_id, value, band from measurement_scores where measurement_id = '${body.id}'`,
    )
    t.same([...rows], [{ score_id: 'total', value: 8, band: 'lonely' }])
  })

  await t.test('it is kept whether the one who asks is the advisor who helps', async (t) => {
    const { path } = await accepted()
    const { body } = await as(town.otherAdvisor).post(path, asked())
    t.equal(body.askedByOwner, false)
    t.equal(body.askedBy.name, town.otherAdvisor.name)
  })

  await t.test('stopped for tiredness and taken up days later, it is scored with the last answer', async (t) => {
    const { worker, path } = await accepted()
    const [askedOn, until] = [today(), today(14)]
    const part = { companionship: 2, 'left-out': 2 }
    const first = await worker.post(path, asked({ answers: part, notFinished: 'too-tired' }))
    t.equal(first.statusCode, 201)
    t.match(first.body, { status: 'unfinished', timepoint: null, notFinished: 'too-tired', takeUpUntil: until })
    t.same(first.body.missing, ['isolated', 'direct'])
    t.same(first.body.scores, [])
    t.same(first.body.categories, [])

    clock.forward(9)
    const one = await worker.patch(
      `/measurements/${first.body.id}`,
      { answers: { isolated: 1 }, notFinished: 'stopped' },
      { headers: { 'if-match': '"1"' } },
    )
    t.equal(one.statusCode, 200)
    t.match(one.body, { status: 'unfinished', notFinished: 'stopped', missing: ['direct'] })
    t.equal(one.headers.etag, '"2"')

    clock.forward(5)
    const rest = await worker.patch(
      `/measurements/${first.body.id}`,
      { answers: { isolated: 3, direct: 4 } },
      { headers: { 'if-match': '"2"' } },
    )
    t.equal(rest.statusCode, 200)
    t.match(rest.body, {
      status: 'finished',
      timepoint: 'baseline',
      on: askedOn,
      notFinished: null,
      takeUpUntil: null,
    })
    t.same(rest.body.answers, { ...part, isolated: 3, direct: 4 })
    t.equal(rest.body.scores[0].value, 7)
  })

  await t.test('an answer can be taken back while the set is unfinished', async (t) => {
    const { worker, path } = await accepted()
    const { body } = await worker.post(path, asked({ answers: { companionship: 2 } }))
    const answer = await worker.patch(
      `/measurements/${body.id}`,
      { answers: { companionship: null }, notFinished: 'declined' },
      { headers: { 'if-match': '"1"' } },
    )
    t.match(answer.body, { status: 'unfinished', notFinished: 'declined' })
    t.same(answer.body.answers, {})
  })

  await t.test('after 14 days, or when it is finished or out of date, it is not gone on with', async (t) => {
    const { worker, path } = await accepted()
    const until = today(14)
    const part = await worker.post(path, asked({ answers: { companionship: 2 } }))
    const patch = (id: string, version: string | undefined, body: object) =>
      worker.patch(`/measurements/${id}`, body, version === undefined ? {} : { headers: { 'if-match': version } })

    t.equal((await patch(part.body.id, undefined, { answers: {} })).statusCode, 428)
    t.equal((await patch(part.body.id, '"7"', { answers: { direct: 1 } })).statusCode, 412)
    const wrong = await patch(part.body.id, '"1"', { answers: { direct: 9, mood: 1 } })
    t.equal(wrong.statusCode, 400)
    t.same(
      wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer),
      ['#/answers/direct', '#/answers/mood'],
    )
    clock.forward(15)
    const late = await patch(part.body.id, '"1"', { answers: { direct: 1 } })
    t.equal(late.statusCode, 409)
    t.equal(late.body.type, '/problems/step-not-open')
    t.match(late.body.detail, until)

    const whole = await worker.post(path, asked())
    const change = await patch(whole.body.id, '"1"', { answers: { direct: 5 } })
    t.equal(change.statusCode, 409)
    t.equal(change.body.type, '/problems/step-not-open')
  })

  await t.test('two advisors who finish one set at once: one wins', async (t) => {
    const { worker, path } = await accepted()
    const { body } = await worker.post(path, asked({ answers: { companionship: 2, 'left-out': 2, isolated: 2 } }))
    const finish = (client: Client, direct: number) =>
      client.patch(`/measurements/${body.id}`, { answers: { direct } }, { headers: { 'if-match': '"1"' } })
    const answers = await Promise.all([finish(worker, 1), finish(as(town.otherAdvisor), 5)])
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
    const scores = await given.rows(`select id from measurement_scores where measurement_id = '${body.id}'`)
    t.equal(scores.length, 1)
  })

  await t.test('nobody answers ONS4 for somebody else', async (t) => {
    const { worker, path } = await accepted()
    const ons4 = asked({ instrument: 'ons4', answers: ONS4, respondent: 'proxy' })
    const { statusCode, body } = await worker.post(path, ons4)
    t.equal(statusCode, 422)
    t.equal(body.type, '/problems/not-possible')
    t.match(body.detail, /nobody can answer it for them/)
    t.equal((await worker.post(path, { ...ons4, respondent: 'person' })).statusCode, 201)
    t.equal((await worker.post(path, asked({ respondent: 'proxy' }))).statusCode, 201, 'UCLA-3 may be')
  })

  await t.test('what the instrument does not have is refused, with the place', async (t) => {
    const { worker, path } = await accepted()
    const refused = async (details: object, pointer: string) => {
      const { statusCode, body } = await worker.post(path, asked(details))
      t.equal(statusCode, 400, pointer)
      t.equal(body.errors?.[0]?.pointer, pointer)
    }
    await refused({ answers: { ...UCLA, isolated: 4 } }, '#/answers/isolated')
    await refused({ answers: { ...UCLA, isolated: 1.5 } }, '#/answers/isolated')
    await refused({ answers: { ...UCLA, mood: 1 } }, '#/answers/mood')
    await refused({ answers: { ...UCLA, 'a/b': 1 } }, '#/answers/a~1b')
    await refused({ on: today(1) }, '#/on')
    await refused({ instrumentVersion: 2 }, '#/instrumentVersion')
    await refused({ notFinished: 'too-tired' }, '#/notFinished')
    await refused({ answers: {} }, '#/answers')
    await refused({ instrument: 'pam-13' }, '#/instrument')
    await refused({ mode: 'guessed' }, '#/mode')
    await refused({ language: 'xx' }, '#/language')
    t.same((await worker.get(path)).body.items, [], 'nothing was kept')
  })

  await t.test('nothing answered is kept with the reason: declined is not too tired', async (t) => {
    const { worker, path } = await accepted()
    const { statusCode, body } = await worker.post(path, asked({ answers: {}, notFinished: 'declined' }))
    t.equal(statusCode, 201)
    t.match(body, { status: 'unfinished', notFinished: 'declined' })
  })

  await t.test('the list shows each with its bands and what changed since the baseline', async (t) => {
    const { worker, path } = await accepted()
    await worker.post(path, asked())
    await worker.post(path, asked({ instrument: 'lsns-6', answers: LSNS }))
    clock.forward(91)
    const later = { companionship: 2, 'left-out': 1, isolated: 2, direct: 3 }
    await worker.post(path, asked({ answers: later, mode: 'telephone' }))
    await worker.post(path, asked({ instrument: 'lsns-6', answers: { ...LSNS, 'friends-contact': 1 } }))
    await worker.post(path, asked({ respondent: 'proxy', answers: later }))

    const { statusCode, body } = await worker.get(path)
    t.equal(statusCode, 200)
    t.equal(body.next, null)
    const [proxy, isolation, loneliness, before] = body.items
    t.equal(proxy.scores[0].sinceBaseline, null, "a proxy's answers are not compared with the person's")
    t.match(loneliness, { timepoint: 'follow-up', on: today(), mode: 'telephone' })
    t.match(loneliness.scores[0], {
      value: 5,
      band: { code: 'not-lonely' },
      sinceBaseline: { from: 8, difference: -3, change: 'better' },
    })
    t.same(
      isolation.scores.map(({ id, sinceBaseline }: { id: string; sinceBaseline: { change: string } }) => [
        id,
        sinceBaseline.change,
      ]),
      [
        ['total', 'worse'],
        ['family', 'same'],
        ['friends', 'worse'],
      ],
    )
    t.equal(before.timepoint, 'baseline')

    const paged: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { body: { items: { id: string }[]; next: string | null } } = await worker.get(
        `${path}?limit=2${next === '' ? '' : `&after=${next}`}`,
      )
      t.ok(page.body.items.length <= 2)
      paged.push(...page.body.items.map(({ id }) => id))
      next = page.body.next
    }
    t.same(
      paged,
      body.items.map(({ id }: { id: string }) => id),
    )
  })

  await t.test('the follow-up is owed 12 weeks after the baseline, until it was asked', async (t) => {
    const { referral, worker, path } = await accepted()
    const owed = async () =>
      (
        await given.rows<{ due_on: string; done: boolean }>(
          `select due_on::text as due_on, done_at is not null as done from tasks where kind = 'follow-up-measures' and subject_id = '${referral.id}'`,
        )
      ).map((row) => ({ ...row }))
    const dueOn = today(84)
    await worker.post(path, asked({ answers: { direct: 1 } }))
    t.same(await owed(), [], 'an unfinished one is no baseline')
    await worker.post(path, asked())
    await worker.post(path, asked({ instrument: 'lsns-6', answers: LSNS }))
    t.same(await owed(), [{ due_on: dueOn, done: false }], 'once for all instruments')
    clock.forward(85)
    await worker.post(path, asked())
    t.same(await owed(), [{ due_on: dueOn, done: false }], 'one of two was asked again')
    await worker.post(path, asked({ instrument: 'lsns-6', answers: LSNS }))
    t.same(await owed(), [{ due_on: dueOn, done: true }])
  })

  await t.test('a finished measurement entered in error stays to be read and counts nowhere', async (t) => {
    const { worker, path } = await accepted()
    const wrong = await worker.post(path, asked())
    const right = await worker.post(path, asked({ answers: { ...UCLA, companionship: 1 } }))
    t.equal(right.body.timepoint, 'other')
    const errorPath = `/measurements/${wrong.body.id}/enter-in-error`
    t.equal((await worker.post(errorPath, {})).statusCode, 400)
    const { statusCode, body } = await worker.post(errorPath, { note: 'Typed for the neighbour' })
    t.equal(statusCode, 200)
    t.match(body, { status: 'entered-in-error', timepoint: null, enteredInErrorNote: 'Typed for the neighbour' })
    t.same(body.scores, [])
    t.equal((await worker.post(errorPath, { note: 'Once more' })).statusCode, 409)
    const list = await worker.get(path)
    t.same(
      list.body.items.map(({ timepoint }: { timepoint: string | null }) => timepoint),
      ['baseline', null],
    )
  })

  await t.test('the same request with the same key keeps one measurement', async (t) => {
    const { worker, path } = await accepted()
    const extra = { headers: { 'idempotency-key': 'ucla at the kitchen table' } }
    const [first, again] = [await worker.post(path, asked(), extra), await worker.post(path, asked(), extra)]
    t.same(again.body, first.body)
    t.equal(again.headers['idempotency-replayed'], 'true')
    t.equal((await worker.get(path)).body.items.length, 1)
  })

  await t.test('only an accepted or a closed episode is measured', async (t) => {
    for (const status of ['submitted', 'returned', 'declined', 'withdrawn', 'entered-in-error'] as const) {
      const { id } = await given.referral({ status })
      const { statusCode, body } = await as(town.advisor).post(`/referrals/${id}/measurements`, asked())
      t.equal(statusCode, 409, status)
      t.equal(body.type, '/problems/step-not-open')
    }
  })

  await t.test('nobody outside the service measures or reads what was measured', async (t) => {
    const { worker, path } = await accepted()
    const { body } = await worker.post(path, asked({ answers: { direct: 1 } }))
    const elsewhere = await given.anotherTown()
    const tries = (client: Client) =>
      Promise.all([
        client.get(path),
        client.post(path, asked()),
        client.patch(`/measurements/${body.id}`, { answers: {} }, { headers: { 'if-match': '"1"' } }),
        client.post(`/measurements/${body.id}/enter-in-error`, { note: 'Not mine to say' }),
      ])
    const codes = async (client: Client) => (await tries(client)).map(({ statusCode }) => statusCode)
    for (const member of [town.referrer, town.otherReferrer, town.provider, town.commissioner, town.administrator])
      t.same(await codes(as(member)), [403, 403, 403, 403], member.role)
    for (const member of [elsewhere.advisor, elsewhere.teamLead])
      t.same(await codes(as(member)), [404, 404, 404, 404], 'another scheme')
    t.same(await codes(test.anybody), [401, 401, 401, 401])
  })

  await t.test('who looked and who wrote is recorded, without an answer', async (t) => {
    const { referral, worker, path } = await accepted()
    await worker.post(path, asked())
    await worker.get(path)
    const rows = await given.rows<{ action: string; detail: object }>(
      `select action, detail from audit_tail where person_id = '${referral.personId}' and action like 'measurement%' order by id`,
    )
    t.same(
      rows.map(({ action }) => action),
      ['measurement.recorded', 'measurements.listed'],
    )
    t.same(rows[0]?.detail, { instrument: 'ucla-3', status: 'finished' })
  })
})

t.test('each status with each step is open or not, as the table says', async (t) => {
  const open: Record<MeasurementStep, string[]> = {
    'take-up': ['unfinished'],
    finish: ['unfinished'],
    'enter-in-error': ['unfinished', 'finished'],
  }
  for (const step of Object.keys(MEASUREMENT_STEPS) as MeasurementStep[])
    for (const status of MEASUREMENT_STATUSES)
      t.equal(takeMeasurementStep(status, step).allowed, open[step].includes(status), `${status}: ${step}`)
})
