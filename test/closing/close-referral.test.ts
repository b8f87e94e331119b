import t from 'tap'
import { addDays, sayDay } from '../../src/platform/clock.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import type { Answer, Client } from '../support/client.ts'

t.test('closing', async (t) => {
  const { given, as, clock, anybody } = await startApp(t)
  const { town } = given
  const worker = as(town.advisor)
  const today = (later = 0) => addDays(clock.now().toISOString().slice(0, 10), later)
  const accepted = (details: object = {}) =>
    given.referral({ status: 'accepted', allocatedTo: town.advisor, ...details })
  const closing = (details: object = {}) => ({
    reason: 'self-managing',
    summary: 'She manages well by herself.',
    ...details,
  })
  const close = (referralId: string, details: object = {}, client = worker) =>
    client.post(`/referrals/${referralId}/close`, closing(details))

  async function must(status: number, answer: Promise<Answer>) {
    const { statusCode, body, text } = await answer
    if (statusCode !== status) throw new Error(`Expected ${status}, got ${statusCode}: ${text}`)
    return body
  }

  const placements = givePlacements({ given, as })
  const takenOf = async (activityId: string) => (await worker.get(`/activities/${activityId}`)).body.taken

  const tried = (referralId: string, way: string, daysAgo: number, details: object = {}) =>
    must(
      201,
      worker.post(`/referrals/${referralId}/contacts`, {
        way,
        purpose: 'first-contact',
        happened: false,
        notHappenedBecause: 'not-reached',
        happenedOn: today(-daysAgo),
        ...details,
      }),
    )

  /** A plan with goals in the person's words; gives the ids of the goals. */
  async function plan(referralId: string, goals: { words: string; need?: string }[]): Promise<string[]> {
    const written = await worker.put(
      `/referrals/${referralId}/plan`,
      { goals: goals.map((goal) => ({ ...goal, proposedBy: 'person', agreedBy: ['person'] })) },
      { headers: { 'if-none-match': '*' } },
    )
    if (written.statusCode >= 300) throw new Error(`The plan was not written: ${written.text}`)
    return written.body.goals.map(({ id }: { id: string }) => id)
  }

  await t.test('a closed referral owes nothing and says how it ended', async (t) => {
    const { id } = await accepted()
    const leftToDo = [
      { what: 'Ask her about the stairs', forWhom: 'practice', by: today(14) },
      { what: 'Ring the club when she is ill', forWhom: 'carer' },
    ]
    const { statusCode, body } = await close(id, { leftToDo })
    t.equal(statusCode, 200)
    t.match(body, { id, status: 'closed', stage: null, nextStep: null, dueOn: null, holdUntil: null, overdue: false })
    t.same(body.nextSteps, ['reopen'])

    for (const member of [town.advisor, town.teamLead, town.referrer]) {
      const read = await as(member).get(`/referrals/${id}/closing`)
      t.equal(read.statusCode, 200)
      t.match(read.body, {
        referralId: id,
        reason: { code: 'self-managing', label: 'The person manages without us' },
        summary: 'She manages well by herself.',
        closedAt: clock.now().toISOString(),
        closedBy: { membershipId: town.advisor.membershipId, name: town.advisor.name },
        reopenedAt: null,
      })
      t.same(read.body.goalResults, [])
      t.same(read.body.leftToDo, [
        { what: 'Ask her about the stairs', forWhom: 'practice', by: today(14) },
        { what: 'Ring the club when she is ill', forWhom: 'carer', by: null },
      ])
    }
    const { body: referral } = await worker.get(`/referrals/${id}`)
    t.match(referral, { status: 'closed', endReason: 'self-managing', endedAt: clock.now().toISOString() })
    t.match(referral.events.at(-1), { step: 'close', toStatus: 'closed', reason: 'self-managing' })
  })

  await t.test('each goal of the plan gets its result, in the words of the person', async (t) => {
    const { id } = await accepted()
    const [eat = '', bus = '', safe = ''] = await plan(id, [
      { words: 'I want to eat in company', need: 'loneliness' },
      { words: 'I want to take the bus again' },
      { words: 'I want to leave him', need: 'domestic-abuse' },
    ])
    const result = (goalId: string, details: object = {}) => ({ goalId, result: 'achieved', ...details })
    const refused = async (goalResults: object[], pointer: string) => {
      const { statusCode, body } = await close(id, { goalResults })
      t.equal(statusCode, 400)
      t.equal(body.errors?.[0]?.pointer, pointer)
    }
    await refused([], '#/goalResults')
    await refused([result(eat)], '#/goalResults')
    await refused([result(eat), result(bus), result(safe), result(id)], '#/goalResults/3/goalId')
    await refused([result(eat), result(eat), result(bus), result(safe)], '#/goalResults/1/goalId')
    await refused([result(eat), { goalId: bus, result: 'nearly' }], '#/goalResults/1/result')
    t.equal((await worker.get(`/referrals/${id}`)).body.status, 'accepted', 'nothing was written')
    t.equal((await worker.get(`/referrals/${id}/closing`)).statusCode, 404)

    const goalResults = [result(bus, { result: 'partly', note: 'Once, with her neighbour' }), result(eat), result(safe)]
    t.equal((await close(id, { reason: 'self-managing', goalResults })).statusCode, 200)
    t.same((await worker.get(`/referrals/${id}/closing`)).body.goalResults, [
      { goalId: eat, words: 'I want to eat in company', result: 'achieved', note: null },
      { goalId: bus, words: 'I want to take the bus again', result: 'partly', note: 'Once, with her neighbour' },
      { goalId: safe, words: 'I want to leave him', result: 'achieved', note: null },
    ])
    const { body: inbox } = await as(town.referrer).get(`/messages?subjectId=${id}`)
    t.match(
      inbox.items[0].body,
      `- "I want to eat in company": achieved
- "I want to take the bus again": partly achieved
- A goal that stands in the record: achieved`,
    )
    t.notMatch(inbox.items[0].body, /leave him|abuse/)
  })

  await t.test(
    'the practice hears why, what is left for it, and who says so; sensitive needs are not named',
    async (t) => {
      const { id, reference } = await accepted({ needs: ['loneliness', 'domestic-abuse', 'alcohol-drugs'] })
      await close(id, { leftToDo: [{ what: 'Ask her about the stairs', forWhom: 'practice' }] })
      const { body: inbox } = await as(town.referrer).get(`/messages?subjectId=${id}`)
      const [message] = inbox.items
      t.match(message, { kind: 'referral-closed', title: `Referral ${reference} is closed` })
      t.equal(
        message.body,
        `NOT FOR ONLINE VIEWING: do not show this in the person’s online record. Somebody else may read it there.
Edith Thornley, born 17 May 1943. Referral ${reference}.
We have closed this referral. Reason: The person manages without us.
She manages well by herself.
Left for the practice: Ask her about the stairs

Ada Advisor, Advisor, Community Links, Millbridge. ${sayDay(today())}.`,
      )
    },
  )

  await t.test('placements end with the episode: places are free and the groups know no one any more', async (t) => {
    const activityId = await placements.activity()
    const offered = await placements.placement('offered', { activityId })
    const started = await placements.placement('started', { activityId })
    const withdrawn = await placements.placement('accepted', { activityId })
    const mistaken = await placements.placement('started', { activityId })
    t.equal(await takenOf(activityId), 4)

    await must(200, close(offered.referral.id))
    await must(200, close(started.referral.id))
    t.equal(await takenOf(activityId), 2)
    await must(200, as(town.referrer).post(`/referrals/${withdrawn.referral.id}/withdraw`, { reason: 'moved' }))
    t.equal(await takenOf(activityId), 1)
    await must(200, as(town.teamLead).post(`/referrals/${mistaken.referral.id}/enter-in-error`, { note: 'A double' }))
    t.equal(await takenOf(activityId), 0)

    const ends = await given.rows<{ id: string; status: string; reason: string | null }>(
      `select id, status, end_reason as reason from placements where activity_id = '${activityId}' order by id`,
    )
    t.same(
      [...ends],
      [
        { id: offered.id, status: 'cancelled', reason: 'self-managing' },
        { id: started.id, status: 'ended', reason: 'self-managing' },
        { id: withdrawn.id, status: 'cancelled', reason: 'moved' },
        { id: mistaken.id, status: 'ended', reason: 'entered-in-error' },
      ],
    )
    const open = await given.rows(
      `select id from care_relationships where kind = 'placement' and organisation_id = '${town.providerId}' and until_at is null`,
    )
    t.equal(open.length, 0)
  })

  await t.test('planned contacts are cancelled, and a hold ends', async (t) => {
    const { id } = await accepted()
    const visit = await must(
      201,
      worker.post(`/referrals/${id}/contacts`, {
        way: 'home-visit',
        purpose: 'review',
        plannedStart: `${today(3)}T10:00:00Z`,
        plannedEnd: `${today(3)}T11:00:00Z`,
      }),
    )
    await must(200, worker.post(`/referrals/${id}/hold`, { reason: 'in-hospital', until: today(20) }))
    const body = await must(200, close(id, { reason: 'care-home-or-hospital' }))
    t.match(body, { status: 'closed', holdUntil: null, nextStep: null })
    const list = await worker.get(`/referrals/${id}/contacts`)
    t.match(list.body.items, [{ id: visit.id, status: 'cancelled', notHappenedBecause: 'referral-ended' }])
    t.same(
      [...(await given.rows(`select ended_on::text as on from referral_holds where referral_id = '${id}'`))],
      [{ on: today() }],
    )
  })

  await t.test('a follow-up is still asked after the end, but not of someone who died', async (t) => {
    const owedAfter = async (reason: string) => {
      const { id } = await accepted()
      const answers = { companionship: 3, 'left-out': 2, isolated: 3, direct: 1 }
      const ucla = { instrument: 'ucla-3', mode: 'face-to-face', on: today(), answers }
      await must(201, worker.post(`/referrals/${id}/measurements`, ucla))
      await must(200, close(id, { reason }))
      const open = await given.rows(
        `select id from tasks where subject_id = '${id}' and kind = 'follow-up-measures' and done_at is null`,
      )
      clock.forward(90)
      const { statusCode, body } = await worker.post(`/referrals/${id}/measurements`, { ...ucla, on: today() })
      t.equal(statusCode, 201)
      t.equal(body.timepoint, 'follow-up')
      return open.length
    }
    t.equal(await owedAfter('self-managing'), 1)
  })

  await t.test('"died" is no reason before the death is recorded, which stops every letter', async (t) => {
    const { id } = await accepted()
    t.match(await close(id, { reason: 'died' }), { statusCode: 422, body: { detail: /Record the death first/ } })
    const withdrawn = await worker.post(`/referrals/${id}/withdraw`, { reason: 'died' })
    t.match(withdrawn, { statusCode: 422, body: { detail: /Record the death first/ } })
  })

  await t.test('a plan that was never agreed cannot be completed', async (t) => {
    const { id } = await accepted()
    for (const reason of ['goals-met', 'goals-partly-met'])
      t.match(await close(id, { reason }), {
        statusCode: 422,
        body: { type: '/problems/not-possible', detail: /No plan/ },
      })
    await must(200, close(id))
  })

  await t.test('unable to contact needs three tries on three days in two ways', async (t) => {
    const { id } = await accepted()
    clock.forward(10)
    const asUnable = () => close(id, { reason: 'unable-to-contact', summary: 'We could not reach her.' })
    const refused = async (why: string) => {
      const { statusCode, body } = await asUnable()
      t.equal(statusCode, 422, why)
      t.equal(body.type, '/problems/not-possible')
    }
    await refused('no tries')
    await tried(id, 'telephone', 9)
    await tried(id, 'telephone', 8)
    await tried(id, 'telephone', 7)
    await refused('one way')
    await tried(id, 'home-visit', 6, { notHappenedBecause: 'no-reply-at-door' })
    await refused('no reply at the door is a worry, not a try')
    const [worry] = (await worker.get('/no-replies')).body.items
    await must(
      200,
      worker.post(`/no-replies/${worry.id}/end`, { found: 'with-family-or-friends', words: 'At her son’s' }),
    )
    await refused('it is none when it has ended either')
    await tried(id, 'home-visit', 5, { notHappenedBecause: 'service-cancelled' })
    await refused('we cancelled')
    await must(
      201,
      worker.post(`/referrals/${id}/contacts`, {
        way: 'letter',
        purpose: 'first-contact',
        happened: true,
        happenedOn: today(-2),
      }),
    )
    t.equal((await asUnable()).statusCode, 200)
  })

  await t.test('tries before the person last took part do not count', async (t) => {
    const { id } = await accepted()
    clock.forward(10)
    await tried(id, 'telephone', 9)
    await tried(id, 'text', 8, { notHappenedBecause: 'message-left' })
    await tried(id, 'telephone', 7)
    await must(
      201,
      worker.post(`/referrals/${id}/contacts`, {
        way: 'telephone',
        purpose: 'first-contact',
        happened: true,
        attendance: 'attended',
        happenedOn: today(-3),
      }),
    )
    t.equal((await close(id, { reason: 'unable-to-contact' })).statusCode, 422)
    t.equal((await close(id, { reason: 'disengaged' })).statusCode, 200)
  })

  await t.test('what is missing or wrong is refused, with the place', async (t) => {
    const { id } = await accepted()
    const refused = async (details: object, pointer: string) => {
      const { statusCode, body } = await close(id, details)
      t.equal(statusCode, 400, pointer)
      t.equal(body.errors?.[0]?.pointer, pointer)
    }
    await refused({ reason: 'bored' }, '#/reason')
    await refused({ summary: '' }, '#/summary')
    await refused({ leftToDo: [{ what: 'Visit', forWhom: 'neighbour' }] }, '#/leftToDo/0/forWhom')
    await refused({ leftToDo: [{ what: '', forWhom: 'person' }] }, '#/leftToDo/0/what')
    await refused({ leftToDo: [{ what: 'Visit', forWhom: 'person', by: today(-1) }] }, '#/leftToDo/0/by')
    await refused({ goalResults: [{ goalId: id, result: 'achieved' }] }, '#/goalResults/0/goalId')
    t.equal((await worker.get(`/referrals/${id}/closing`)).statusCode, 404)
  })

  await t.test('two advisors close at the same moment: one wins, and the practice hears once', async (t) => {
    const { id } = await accepted()
    const answers = await Promise.all([close(id), close(id, { reason: 'moved' }, as(town.otherAdvisor))])
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
    t.equal((await given.rows(`select id from closings where referral_id = '${id}'`)).length, 1)
    const { body: inbox } = await as(town.referrer).get(`/messages?subjectId=${id}`)
    t.equal(inbox.items.filter(({ kind }: { kind: string }) => kind === 'referral-closed').length, 1)
  })

  await t.test('the same request with the same key closes once and answers the same', async (t) => {
    const { id } = await accepted()
    const send = () =>
      worker.post(`/referrals/${id}/close`, closing(), { headers: { 'idempotency-key': `close ${id}` } })
    const [first, again] = [await send(), await send()]
    t.equal(first.statusCode, 200)
    t.same(again.body, first.body)
    t.equal(again.headers['idempotency-replayed'], 'true')
  })

  await t.test(
    'reopened, the referral goes on, the closing stays to be read, and the next end has its own',
    async (t) => {
      const { id } = await accepted()
      await must(200, close(id))
      const open = await must(
        200,
        worker.post(`/referrals/${id}/reopen`, { note: 'She rang: she would like to go on' }),
      )
      t.match(open, { status: 'accepted', stage: 'to-contact', ownerId: town.advisor.membershipId })
      t.ok(open.nextStep)
      t.ok(open.dueOn)
      const { body: inbox } = await as(town.referrer).get(`/messages?subjectId=${id}`)
      t.match(
        inbox.items[0],
        { kind: 'referral-reopened', body: /She rang: she would like to go on/ },
        'the practice hears',
      )
      const read = async () => (await worker.get(`/referrals/${id}/closing`)).body
      t.match(await read(), { reason: { code: 'self-managing' }, reopenedAt: clock.now().toISOString() })
      await must(200, close(id, { reason: 'moved' }))
      t.match(await read(), { reason: { code: 'moved' }, reopenedAt: null })
      t.equal((await given.rows(`select id from closings where referral_id = '${id}'`)).length, 2)
    },
  )

  await t.test('only the service closes, and only the two sides read how it ended', async (t) => {
    const { id } = await accepted()
    for (const member of [town.referrer, town.otherReferrer, town.provider, town.commissioner, town.administrator])
      t.equal((await close(id, {}, as(member))).statusCode, 403, member.role)
    const elsewhere = await given.anotherTown()
    t.equal((await close(id, {}, as(elsewhere.teamLead))).statusCode, 404, 'another scheme')
    t.equal((await close(id, {}, anybody)).statusCode, 401)
    await must(200, close(id))

    const read = async (client: Client) => (await client.get(`/referrals/${id}/closing`)).statusCode
    t.equal(await read(as(town.otherReferrer)), 404, 'another practice')
    t.equal(await read(as(elsewhere.teamLead)), 404, 'another scheme')
    for (const member of [town.provider, town.commissioner, town.administrator]) t.equal(await read(as(member)), 403)
    t.equal(await read(anybody), 401)
  })

  await t.test('who closed and who read it is recorded, without what was said', async (t) => {
    const { id, personId } = await accepted()
    await must(200, close(id))
    await as(town.referrer).get(`/referrals/${id}/closing`)
    const rows = await given.rows<{ action: string; membership_id: string; detail: object | null }>(
      `select action, membership_id, detail from audit_tail
        where person_id = '${personId}' and action in ('referral.closed', 'closing.read') order by id`,
    )
    t.same(
      [...rows],
      [
        { action: 'referral.closed', membership_id: town.advisor.membershipId, detail: { reason: 'self-managing' } },
        { action: 'closing.read', membership_id: town.referrer.membershipId, detail: null },
      ],
    )
  })
})
