import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { referralClosed } from '../../src/features/closing/letters.ts'
import {
  HEARD_LEVELS,
  heardOf,
  inFull,
  inSummary,
  NOT_FOR_ONLINE_VIEWING,
  strictest,
  toHeard,
  withoutSensitive,
  writeLetter,
} from '../../src/features/messages/heard.ts'
import { MESSAGE_KIND_FACTS, MESSAGE_KINDS } from '../../src/features/messages/kinds.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

const SECRET = 'Safe Harbour Circle'
const GOAL = 'I want to dance again'
const author = { name: 'Ada Advisor', role: 'Advisor', organisation: 'Community Links' }
const FIRST = { headers: { 'if-none-match': '*' } }
const said = { how: 'by-phone', on: '2026-03-02' }

t.test(
  'every kind of message at every level: what is needed is whole, and after a no only an end is told',
  async (t) => {
    for (const kind of MESSAGE_KINDS)
      for (const level of HEARD_LEVELS) {
        const { weight } = MESSAGE_KIND_FACTS[kind]
        const whole = weight === 'needed'
        t.equal(heardOf({ kind, isSameDay: false }, { level, saidNo: false }), whole ? 'everything' : level, kind)
        t.equal(heardOf({ kind, isSameDay: true }, { level, saidNo: true }), 'everything', `${kind}, same day`)
        t.equal(
          heardOf({ kind, isSameDay: false }, { level, saidNo: true }),
          whole ? 'everything' : weight === 'end' ? 'only-that-it-happened' : 'nothing',
          `${kind}, after a no`,
        )
      }
    t.equal(strictest(['everything', 'only-that-it-happened', 'summary']), 'only-that-it-happened')
    t.equal(strictest([]), undefined)
  },
)

t.test('a level leaves out what it does not carry, and the mark stands first', async (t) => {
  const letter = writeLetter(
    'A title',
    ['Her. Referral X.', inSummary('What happened.'), inFull(GOAL)],
    author,
    '2026-03-02',
  )
  const at = (level: (typeof HEARD_LEVELS)[number], notForOnlineViewing = false) =>
    toHeard(level, letter, { notForOnlineViewing, sensitive: [] }).body
  t.match(at('everything'), GOAL)
  t.notMatch(at('summary'), GOAL)
  t.match(at('summary'), 'What happened.')
  t.notMatch(at('only-that-it-happened'), 'What happened.')
  t.match(at('only-that-it-happened'), 'Ada Advisor, Advisor, Community Links. 2 March 2026.')
  t.ok(at('summary', true).startsWith(`${NOT_FOR_ONLINE_VIEWING}\nHer.`))
})

t.test('a sensitive name is taken out in any case and spacing, and no other word is touched', async (t) => {
  const words = [{ word: SECRET, is: 'activity' as const }]
  t.equal(withoutSensitive(`At SAFE  harbour circle.`, words), 'At a support service.')
  t.equal(withoutSensitive('A safe harbour', words), 'A safe harbour')
  t.equal(withoutSensitive(`${SECRET}s`, words), `${SECRET}s`)
})

t.test('the end at each level: goals are in full only, the fact is in all', async (t) => {
  const facts = { reference: 'K7PQ-3MTX', personName: 'Edith Thornley', bornOn: '1943-05-17', author, on: '2026-03-02' }
  const goals = [{ words: GOAL, isSensitive: false, result: 'achieved' as const }]
  const leftToDo = [{ what: 'Review her inhaler', forWhom: 'practice' as const, by: null }]
  const letter = referralClosed({ ...facts, reason: 'Moved', summary: 'She sang.', goals, leftToDo })
  const bodies = HEARD_LEVELS.map((level) => toHeard(level, letter, { notForOnlineViewing: false, sensitive: [] }).body)
  t.same(
    bodies.map((body) => [body.includes(GOAL), body.includes('She sang.'), body.includes('inhaler')]),
    [
      [true, true, true],
      [false, false, true],
      [false, false, false],
    ],
  )
  for (const body of bodies) t.match(body, 'We have closed this referral')
})

t.test('no message to an organisation is sent round the dial', async (t) => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const callers = files.filter((path) => /\bsendMessage\(/.test(readFileSync(join('src', path), 'utf8')))
  t.same(callers.sort(), [
    'features/corrections/use-cases/tell-receivers.ts',
    'features/messages/store.ts',
    'features/referrals/use-cases/tell-organisation.ts',
  ])
})

t.test('an episode as a practice hears and reads it, at each level, with a sensitive activity in it', async (t) => {
  const app = await startApp(t)
  const { given, as } = app
  const { town } = given
  const [advisor, practice] = [as(town.advisor), as(town.referrer)]
  const { activity, placement } = givePlacements(app)
  const activityId = await activity({ name: SECRET, category: 'domestic-abuse-support' })

  for (const level of HEARD_LEVELS)
    await t.test(level, async (t) => {
      const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
      const dial = `/people/${referral.personId}/disclosures/${town.practiceId}`
      const set = await advisor.put(dial, { level, ...said }, FIRST)
      t.match(set, { statusCode: 200, body: { level, version: 1, organisation: { id: town.practiceId } } }, set.text)
      await placement('offered', { activityId, referral })
      const first = { way: 'telephone', purpose: 'first-contact', happened: true, attendance: 'attended' }
      await advisor.post(`/referrals/${referral.id}/contacts`, { ...first, happenedOn: '2026-03-02', note: SECRET })
      const by = { proposedBy: 'person', agreedBy: ['person'] }
      const action = { what: `Go to ${SECRET}`, owner: 'practice', ...by }
      const goals = [
        { words: GOAL, need: 'loneliness', ...by, actions: [action] },
        { words: `Away from him, with ${SECRET}`, need: 'domestic-abuse', ...by },
      ]
      const path = `/referrals/${referral.id}`
      const plan = await advisor.put(`${path}/plan`, { whatMatters: `The ${SECRET}`, goals }, FIRST)
      t.equal(plan.statusCode, 200, plan.text)
      await advisor.post(`${path}/plan/agreements`, { version: 1, how: 'in-person', on: '2026-03-02' })
      await advisor.post(`${path}/messages`, { urgency: 'routine', about: 'other', text: `She likes ${SECRET}` })
      const results = plan.body.goals.map((goal: { id: string }) => ({
        goalId: goal.id,
        result: 'achieved',
        note: SECRET,
      }))
      const end = { reason: 'goals-met', summary: `${SECRET} helped`, goalResults: results }
      const closed = await advisor.post(`${path}/close`, end)
      t.equal(closed.statusCode, 200, closed.text)

      const { items } = (await practice.get(`/messages?subjectId=${referral.id}`)).body
      const kinds = items.map(({ kind }: { kind: string }) => kind)
      t.same(kinds.filter((kind: string) => kind !== 'referral-received').sort(), [
        'first-contact-made',
        'plan-agreed',
        'referral-closed',
        'word-to-practice',
      ])
      for (const { body, notForOnlineViewing, kind } of items) {
        t.equal(notForOnlineViewing, true, `${kind}: there is something sensitive`)
        t.ok(body.startsWith(NOT_FOR_ONLINE_VIEWING), kind)
        if (level !== 'everything') t.notMatch(body, GOAL, kind)
      }
      const reads = [
        `/messages?subjectId=${referral.id}`,
        path,
        `/referrals?reference=${referral.reference}`,
        `${path}/plan`,
        `${path}/plan/versions`,
        `${path}/contacts`,
        `${path}/closing`,
        `/placements?referralId=${referral.id}`,
        '/tasks',
      ]
      for (const url of reads) {
        const { statusCode, text } = await practice.get(url)
        t.equal(statusCode, 200, url)
        t.notMatch(text, new RegExp(SECRET, 'i'), `${url} does not name it`)
        t.notMatch(text, /Away from him/, url)
        if (level !== 'everything') t.notMatch(text, GOAL, `${url} says no goal`)
      }
      t.match((await advisor.get(`${path}/plan`)).text, SECRET, 'the service reads its own words: the canary sings')
      t.match((await advisor.get(`/placements?referralId=${referral.id}`)).text, SECRET)
    })
})

t.test('what cannot wait is said whole at every level; the mark comes by itself or by choice', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const [advisor, practice] = [as(town.advisor), as(town.referrer)]
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await advisor.put(
    `/people/${referral.personId}/disclosures/${town.practiceId}`,
    { level: 'only-that-it-happened', ...said },
    FIRST,
  )
  const send = async (word: object) => {
    const sent = await advisor.post(`/referrals/${referral.id}/messages`, { about: 'fall', text: 'She fell.', ...word })
    t.equal(sent.statusCode, 201, sent.text)
    const { items } = (await practice.get(`/messages?subjectId=${referral.id}`)).body
    return items.find(({ id }: { id: string }) => id === sent.body.messageId)
  }
  t.match((await send({ urgency: 'same-day' })).body, 'She fell.')
  const routine = await send({ urgency: 'routine' })
  t.notMatch(routine.body, 'She fell.')
  t.equal(routine.notForOnlineViewing, false)
  t.equal((await send({ urgency: 'routine', notForOnlineViewing: true })).notForOnlineViewing, true)

  const { body: him } = await advisor.post(`/people/${referral.personId}/related-people`, {
    kind: 'other',
    name: 'Him',
  })
  await advisor.put(
    `/people/${referral.personId}/safe-contact`,
    {
      safeContact: null,
      addressHidden: false,
      unsafeRelatedIds: [him.id],
    },
    { headers: { 'if-match': (await advisor.get(`/people/${referral.personId}`)).headers.etag as string } },
  )
  const after = await send({ urgency: 'routine' })
  t.equal(after.notForOnlineViewing, true, 'somebody unsafe may read over her shoulder')
  t.ok(after.body.startsWith(NOT_FOR_ONLINE_VIEWING))
})

t.test(
  'the dial keeps its history, refuses a stale change, and the strictest of two records that are one counts',
  async (t) => {
    const { given, as } = await startApp(t)
    const { town } = given
    const [advisor, lead, practice] = [as(town.advisor), as(town.teamLead), as(town.referrer)]
    const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const other = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const dial = (personId: string) => `/people/${personId}/disclosures/${town.practiceId}`
    const at = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
    await advisor.put(dial(referral.personId), { level: 'everything', ...said }, FIRST)
    t.equal((await advisor.put(dial(referral.personId), { level: 'summary', ...said }, FIRST)).statusCode, 412)
    const twice = await Promise.all(
      [advisor, lead].map((by) => by.put(dial(referral.personId), { level: 'everything', ...said }, at(1))),
    )
    t.same(twice.map(({ statusCode }) => statusCode).sort(), [200, 412], 'of two at once one changed it')
    const { body } = await advisor.get(`/people/${referral.personId}/disclosures`)
    t.match(body, { unlessSaid: 'everything', items: [{ version: 2 }], earlier: [{ version: 1 }] })

    await advisor.put(dial(other.personId), { level: 'only-that-it-happened', ...said }, FIRST)
    const merged = await advisor.post(`/people/${referral.personId}/merges`, {
      duplicateId: other.personId,
      reason: 'One woman, two records',
    })
    t.equal(merged.statusCode, 201, merged.text)
    await advisor.post(`/referrals/${referral.id}/messages`, { urgency: 'routine', about: 'fall', text: 'She fell.' })
    const { items } = (await practice.get(`/messages?subjectId=${referral.id}`)).body
    t.notMatch(items[0].body, 'She fell.', 'a merge does not open what one record had closed')
  },
)
