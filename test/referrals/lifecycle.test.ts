import t from 'tap'
import {
  ALL_REFERRAL_STEPS,
  type AnyReferralStep,
  type ReferralStatus,
} from '../../src/features/referrals/lifecycle.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'
import { type GivenReferral, sendDraft } from '../support/given.ts'
import type { Member } from '../support/town.ts'

/*
 * Every point a referral can be at × everybody who works with it × every step. What is expected is written out here by
 * hand, so that a change of a table in the code is a change of this page too.
 */

const POINTS = {
  draft: { status: 'draft' },
  submitted: { status: 'submitted' },
  returned: { status: 'returned' },
  accepted: { status: 'accepted' },
  'accepted, with Ada': { status: 'accepted' },
  'accepted, on hold': { status: 'accepted' },
  declined: { status: 'declined' },
  withdrawn: { status: 'withdrawn' },
  closed: { status: 'closed' },
  'entered-in-error': { status: 'entered-in-error' },
} as const satisfies Record<string, { status: ReferralStatus }>
type Point = keyof typeof POINTS

const ACTORS = ['referrer', 'advisor', 'otherAdvisor', 'teamLead'] as const
type ActorName = (typeof ACTORS)[number]

const SERVICE = ['advisor', 'otherAdvisor', 'teamLead'] as const
const EVERYBODY = ACTORS
type Rule = { at: readonly Point[]; by: readonly ActorName[]; to?: ReferralStatus }

const ACCEPTED = ['accepted', 'accepted, with Ada', 'accepted, on hold'] as const
/** What is possible. A step that changes no status has no `to`. Closing has tests of its own. */
const POSSIBLE: Record<Exclude<AnyReferralStep, 'close'>, readonly Rule[]> = {
  submit: [{ at: ['draft'], by: ['referrer'], to: 'submitted' }],
  return: [{ at: ['submitted'], by: SERVICE, to: 'returned' }],
  resubmit: [{ at: ['returned'], by: ['referrer'], to: 'submitted' }],
  accept: [{ at: ['submitted'], by: SERVICE, to: 'accepted' }],
  decline: [{ at: ['submitted'], by: SERVICE, to: 'declined' }],
  withdraw: [{ at: ['submitted', 'returned', ...ACCEPTED], by: EVERYBODY, to: 'withdrawn' }],
  reopen: [{ at: ['closed'], by: SERVICE, to: 'accepted' }],
  'enter-in-error': [
    { at: ['draft'], by: ['referrer'], to: 'entered-in-error' },
    {
      at: ['submitted', 'returned', ...ACCEPTED, 'declined', 'withdrawn', 'closed'],
      by: ['teamLead'],
      to: 'entered-in-error',
    },
  ],
  hold: [{ at: ['accepted', 'accepted, with Ada'], by: SERVICE }],
  resume: [{ at: ['accepted, on hold'], by: SERVICE }],
  allocate: [
    { at: ['accepted', 'accepted, on hold'], by: SERVICE },
    { at: ['accepted, with Ada'], by: ['advisor', 'teamLead'] },
  ],
  amend: [
    { at: ['draft'], by: ['referrer'] },
    { at: ['submitted', 'returned', ...ACCEPTED], by: EVERYBODY },
  ],
}
const STEPS = ALL_REFERRAL_STEPS.filter((step): step is keyof typeof POSSIBLE => step !== 'close')

const ruleOf = (step: keyof typeof POSSIBLE, point: Point, actor: ActorName) =>
  POSSIBLE[step].find(({ at, by }) => at.includes(point) && by.includes(actor))

const isDraftOfOthers = (point: Point, actor: ActorName) => point === 'draft' && actor !== 'referrer'

/** A new referral at a point of its life; closing asks for a plan and more, so the table says it here. */
async function referralAt({ given, as }: TestApp, point: Point): Promise<GivenReferral> {
  const { town } = given
  if (point === 'closed') {
    const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    await given.rows(`update referrals set status = 'closed', ended_at = now(), next_step = null, due_on = null
      where id = '${referral.id}'`)
    return referral
  }
  const referral = await given.referral({
    status: POINTS[point].status,
    ...(point === 'accepted, with Ada' ? { allocatedTo: town.advisor } : {}),
  })
  if (point === 'accepted, on hold')
    await as(town.advisor).post(`/referrals/${referral.id}/hold`, { reason: 'away', until: '2026-03-20' })
  return referral
}

async function take(
  { given, as }: TestApp,
  step: AnyReferralStep,
  point: Point,
  by: ActorName,
  id: string,
): Promise<Answer> {
  const { town } = given
  const actor: Member = town[by]
  if (step === 'submit') return sendDraft(as(actor), id)
  if (step === 'amend') {
    const { body } = await as(actor).get(`/referrals/${id}`)
    const patch = { reason: 'Said better', why: { reason: 'more-known' } }
    return as(actor).patch(`/referrals/${id}`, patch, { headers: { 'if-match': `"${body?.version ?? 1}"` } })
  }
  const bodies: Partial<Record<AnyReferralStep, object>> = {
    return: { reason: 'insufficient-information', question: 'Does she have a phone?' },
    resubmit: { answer: 'She has one now.' },
    decline: { reason: 'capacity', advisedInstead: 'Ring the lunch club.' },
    withdraw: { reason: 'person-changed-mind' },
    reopen: { note: 'She asked for more' },
    'enter-in-error': { note: 'Made for the wrong person' },
    hold: { reason: 'away', until: '2026-03-20' },
    allocate: toWhom(),
  }
  return as(actor).post(`/referrals/${id}/${step}`, bodies[step])

  function toWhom(): object {
    if (point === 'accepted, with Ada')
      return { membershipId: town.otherAdvisor.membershipId, handoverNote: 'She likes a call before noon.' }
    return { membershipId: by === 'otherAdvisor' ? town.otherAdvisor.membershipId : town.advisor.membershipId }
  }
}

t.test('at every point of its life each step does what it should for each who works with the referral', async (t) => {
  const test = await startApp(t)
  for (const point of Object.keys(POINTS) as Point[]) {
    await t.test(point, async (t) => {
      const untouched = await referralAt(test, point)
      for (const actor of ACTORS) {
        const seen = await test.as(test.given.town[actor]).get(`/referrals/${untouched.id}`)
        t.equal(seen.statusCode, isDraftOfOthers(point, actor) ? 404 : 200, `${actor} reads it`)
        if (seen.statusCode === 200) {
          const possible = STEPS.filter((step) => ruleOf(step, point, actor) !== undefined)
          t.same(
            seen.body.nextSteps.filter((step: string) => step !== 'close').sort(),
            possible.sort(),
            `nextSteps of ${actor} are what is possible`,
          )
        }
        for (const step of STEPS) {
          const rule = ruleOf(step, point, actor)
          const isForOthers = !POSSIBLE[step].some(({ by }) => by.includes(actor))
          if (rule !== undefined) {
            const { id } = await referralAt(test, point)
            const answer = await take(test, step, point, actor, id)
            t.equal(answer.statusCode, 200, `${actor}: ${step} ${answer.text}`)
            t.equal(answer.body.status, rule.to ?? POINTS[point].status, `${actor}: ${step} leads there`)
            continue
          }
          const answer = await take(test, step, point, actor, untouched.id)
          if (isDraftOfOthers(point, actor)) t.ok([403, 404].includes(answer.statusCode), `${actor}: ${step} is hidden`)
          else if (answer.statusCode === 403) t.ok(isTheirsNever(step, point, actor), `${actor}: ${step} is not theirs`)
          else {
            t.notOk(isForOthers, `${actor}: ${step} is theirs at times`)
            t.match(answer, { statusCode: 409, body: { type: '/problems/step-not-open' } }, `${actor}: ${step}`)
          }
        }
      }
      const after = await test.as(test.given.town.referrer).get(`/referrals/${untouched.id}`)
      t.equal(after.body.status, POINTS[point].status, 'what was refused changed nothing')
    })
  }
})

/** Not theirs whatever the status: the step belongs to the other side, or, for a draft's error, to its writer. */
function isTheirsNever(step: keyof typeof POSSIBLE, point: Point, actor: ActorName): boolean {
  if (step === 'enter-in-error') return actor !== 'teamLead' || point === 'draft'
  return !POSSIBLE[step].some(({ by }) => by.includes(actor))
}

t.test('answering', async (t) => {
  const { given, as, clock } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const advisor = as(town.advisor)

  await t.test('a decline says what is advised instead, in the events and in the practice’s inbox', async (t) => {
    const { id } = await given.referral()
    const silent = await advisor.post(`/referrals/${id}/decline`, { reason: 'capacity' })
    t.match(silent, { statusCode: 400, body: { errors: [{ pointer: '#/advisedInstead' }] } })
    const unknown = await advisor.post(`/referrals/${id}/decline`, {
      reason: 'because',
      advisedInstead: 'Try us again',
    })
    t.match(unknown, { statusCode: 400, body: { errors: [{ pointer: '#/reason' }] } })

    const body = { reason: 'capacity', advisedInstead: 'Ring the lunch club on Tuesdays.' }
    const declined = await advisor.post(`/referrals/${id}/decline`, body)
    t.match(declined, { statusCode: 200, body: { status: 'declined', stage: null, nextStep: null, dueOn: null } })
    t.same(declined.body.nextSteps, [])
    const { body: seen } = await practice.get(`/referrals/${id}`)
    t.match(seen.events.at(-1), { step: 'decline', reason: 'capacity', note: 'Ring the lunch club on Tuesdays.' })
    t.match(seen, { endReason: 'capacity', endedAt: clock.now().toISOString() })
    const inbox = await practice.get(`/messages?subjectId=${id}`)
    t.match(inbox.body.items, [
      { kind: 'referral-declined', body: /The service is full[\s\S]*Ring the lunch club on Tuesdays\./ },
    ])
    t.match(inbox.body.items[0].body, /Ada Advisor, Advisor, Community Links, Millbridge\. 2 March 2026\.$/)
  })

  await t.test('a returned referral is the practice’s to answer, and goes round as often as it must', async (t) => {
    const { id } = await given.referral()
    for (const [question, answer] of [
      ['Does she have a phone?', 'Yes, her son’s.'],
      ['Does she use stairs?', 'With a stick.'],
    ]) {
      const returned = await advisor.post(`/referrals/${id}/return`, { reason: 'insufficient-information', question })
      t.match(returned, {
        statusCode: 200,
        body: { status: 'returned', nextStep: { code: 'answer-question' }, ownerId: null },
      })
      t.equal(returned.body.dueOn, '2026-03-09', 'five working days to answer')
      t.equal((await practice.get(`/referrals/${id}`)).body.owner.organisationId, town.practiceId)
      t.match(await practice.post(`/referrals/${id}/resubmit`, { answer }), {
        statusCode: 200,
        body: { status: 'submitted', nextStep: { code: 'triage' }, dueOn: '2026-03-05' },
      })
      t.equal((await practice.get(`/referrals/${id}`)).body.owner.organisationId, town.serviceId)
    }
    const { body } = await advisor.get(`/referrals/${id}`)
    t.same(
      body.events.map((event: { step: string; note: string | null }) => [event.step, event.note]),
      [
        ['submit', 'Another need'],
        ['return', 'Does she have a phone?'],
        ['resubmit', 'Yes, her son’s.'],
        ['return', 'Does she use stairs?'],
        ['resubmit', 'With a stick.'],
      ],
    )
    t.equal((await practice.get(`/messages?subjectId=${id}`)).body.items.length, 2, 'each question is in the inbox')
  })

  await t.test('two advisors accept at the same moment: one wins', async (t) => {
    const { id } = await given.referral()
    const answers = await Promise.all(
      [town.advisor, town.otherAdvisor, town.teamLead].map((one) => as(one).post(`/referrals/${id}/accept`)),
    )
    t.same(answers.map((answer) => answer.statusCode).sort(), [200, 409, 409])
    const { body } = await advisor.get(`/referrals/${id}`)
    t.equal(body.events.filter((event: { step: string }) => event.step === 'accept').length, 1)
  })

  await t.test('one accepts while another declines: one answer stands, and one message says so', async (t) => {
    const { id } = await given.referral()
    const answers = await Promise.all([
      advisor.post(`/referrals/${id}/accept`),
      as(town.otherAdvisor).post(`/referrals/${id}/decline`, { reason: 'capacity', advisedInstead: 'Ring us in May.' }),
    ])
    t.same(answers.map((answer) => answer.statusCode).sort(), [200, 409])
    const { body } = await advisor.get(`/referrals/${id}`)
    const told = await practice.get(`/messages?subjectId=${id}`)
    t.equal(told.body.items.length, body.status === 'declined' ? 1 : 0)
  })
})

t.test('on hold', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  const advisor = as(town.advisor)
  const hold = (id: string, until: string) => advisor.post(`/referrals/${id}/hold`, { reason: 'in-hospital', until })

  await t.test('a hold says why and until when, at most half a year', async (t) => {
    const { id } = await given.referral({ status: 'accepted' })
    t.equal((await advisor.post(`/referrals/${id}/hold`, { reason: 'in-hospital' })).statusCode, 400)
    t.equal((await advisor.post(`/referrals/${id}/hold`, { until: '2026-03-20' })).statusCode, 400)
    t.match((await advisor.post(`/referrals/${id}/hold`, { reason: 'tired', until: '2026-03-20' })).body.errors, [
      { pointer: '#/reason' },
    ])
    for (const until of ['2026-03-02', '2026-02-27', '2026-08-30', '2026-02-30'])
      t.match(await hold(id, until), { statusCode: 400, body: { errors: [{ pointer: '#/until' }] } }, until)
    t.equal((await hold(id, '2026-08-29')).statusCode, 200)
  })

  await t.test(
    'it wakes by itself with the working days it had left, due or overdue, and the owner is told',
    async (t) => {
      const early = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
      const resumed = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
      const unowned = await given.referral({ status: 'accepted' })
      const late = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
      clock.set('2026-03-04T09:00:00Z')
      // The first contact is due on Monday the 9th: three working days are left.
      t.match(await hold(early.id, '2026-03-14'), {
        statusCode: 200,
        body: { holdUntil: '2026-03-14', nextStep: { code: 'resume' }, dueOn: '2026-03-14', overdue: false },
      })
      await hold(resumed.id, '2026-03-14')
      // The choice of an advisor is due today: nothing is left.
      await hold(unowned.id, '2026-03-14')
      clock.set('2026-03-11T09:00:00Z')
      // The first contact is two working days overdue.
      await hold(late.id, '2026-03-14')
      t.match(await advisor.post(`/referrals/${resumed.id}/resume`), {
        statusCode: 200,
        body: { holdUntil: null, nextStep: { code: 'make-contact' }, dueOn: '2026-03-16' },
      })

      clock.set('2026-03-13T12:00:00Z')
      await runJobs()
      t.equal((await advisor.get(`/referrals/${early.id}`)).body.holdUntil, '2026-03-14', 'not a day too soon')

      // A Saturday, as it happens: it wakes, and what is owed is owed on working days.
      clock.set('2026-03-14T12:00:00Z')
      await runJobs()
      await runJobs()
      const read = async (id: string) => (await advisor.get(`/referrals/${id}`)).body
      t.match(await read(early.id), {
        holdUntil: null,
        stage: 'to-contact',
        nextStep: { code: 'make-contact' },
        dueOn: '2026-03-18',
        overdue: false,
      })
      t.match(await read(unowned.id), { stage: 'to-allocate', nextStep: { code: 'allocate' }, dueOn: '2026-03-16' })
      t.match(await read(late.id), { nextStep: { code: 'make-contact' }, dueOn: '2026-03-12', overdue: true })
      const [woken] = (await read(early.id)).events.slice(-1)
      t.match(woken, { step: 'resume', by: null, toStatus: 'accepted' })

      const { body } = await advisor.get('/tasks?mine=true')
      const told = body.items.filter((task: { kind: string }) => task.kind === 'hold-ended')
      t.same(told.map((task: { subjectId: string }) => task.subjectId).sort(), [early.id, unowned.id, late.id].sort())
      t.match(
        told.find((task: { subjectId: string }) => task.subjectId === early.id),
        {
          membershipId: town.advisor.membershipId,
          dueOn: '2026-03-18',
        },
      )
    },
  )

  await t.test('a milestone that is reached on hold counts, and the new step wakes with all its days', async (t) => {
    clock.set('2026-03-16T09:00:00Z')
    const { id } = await given.referral({ status: 'accepted' })
    await hold(id, '2026-03-31')
    t.match(await advisor.post(`/referrals/${id}/allocate`, { membershipId: town.advisor.membershipId }), {
      statusCode: 200,
      body: { stage: 'to-contact', nextStep: { code: 'resume' }, dueOn: '2026-03-31', holdUntil: '2026-03-31' },
    })
    clock.set('2026-03-31T09:00:00Z')
    await runJobs()
    t.match((await advisor.get(`/referrals/${id}`)).body, { nextStep: { code: 'make-contact' }, dueOn: '2026-04-09' })
  })

  await t.test('withdrawing ends the hold too: it never wakes', async (t) => {
    const { id } = await given.referral({ status: 'accepted' })
    await hold(id, '2026-04-10')
    t.match(await as(town.referrer).post(`/referrals/${id}/withdraw`, { reason: 'person-changed-mind' }), {
      statusCode: 200,
      body: { status: 'withdrawn', holdUntil: null, dueOn: null },
    })
    clock.set('2026-04-13T09:00:00Z')
    await runJobs()
    const { body } = await advisor.get(`/referrals/${id}`)
    t.equal(body.status, 'withdrawn')
    t.equal(body.events.at(-1).step, 'withdraw')
    t.same(await given.rows(`select 1 from referral_holds where referral_id = '${id}' and ended_on is null`), [])
  })
})

t.test('allocating', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const allocate = (by: Member, id: string, to: Member, handoverNote?: string) =>
    as(by).post(`/referrals/${id}/allocate`, { membershipId: to.membershipId, handoverNote })

  await t.test('who has room, knows the practice and has least open is suggested first', async (t) => {
    const suggested = async (id: string) => {
      const { body } = await as(town.teamLead).get(`/referrals/${id}/allocation-suggestions`)
      return body.items.map((item: { name: string; open: number; isAligned: boolean }) => [
        item.name,
        item.open,
        item.isAligned,
      ])
    }
    const { id } = await given.referral({ status: 'accepted' })
    t.same(
      await suggested(id),
      [
        ['Ada Advisor', 0, false],
        ['Ben Advisor', 0, false],
        ['Lena Lead', 0, false],
      ],
      'by name when all else is equal, the lead last',
    )
    await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    t.equal((await suggested(id))[0][0], 'Ben Advisor', 'less open')
    const align = (member: Member, fromOn: string, untilOn: string) =>
      given.rows(`insert into advisor_alignments (scheme_id, id, membership_id, practice_id, from_on, until_on)
        values ('${town.schemeId}', gen_random_uuid(), '${member.membershipId}', '${town.practiceId}', '${fromOn}', ${untilOn})`)
    await align(town.otherAdvisor, '2026-01-05', "'2026-03-02'")
    await align(town.advisor, '2026-03-02', 'null')
    t.same((await suggested(id))[0], ['Ada Advisor', 1, true], 'knows the practice, from today and not until today')
  })

  await t.test('an advisor takes what nobody has, and gives away only what is theirs', async (t) => {
    const { id } = await given.referral({ status: 'accepted' })
    t.match(await allocate(town.advisor, id, town.otherAdvisor), { statusCode: 403 }, 'not to a colleague')
    t.match(await allocate(town.advisor, id, town.advisor), { statusCode: 200, body: { dueOn: '2026-03-09' } })
    t.match(await allocate(town.advisor, id, town.advisor), {
      statusCode: 409,
      body: { type: '/problems/already-done' },
    })
    t.match(await allocate(town.otherAdvisor, id, town.otherAdvisor, 'Mine now'), { statusCode: 409 }, 'nor from one')
  })

  await t.test('handing over needs a note that the next advisor reads, and keeps the due date', async (t) => {
    const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    for (const by of [town.advisor, town.teamLead])
      t.match(await allocate(by, id, town.otherAdvisor), {
        statusCode: 400,
        body: { errors: [{ pointer: '#/handoverNote' }] },
      })
    const handed = await allocate(town.advisor, id, town.otherAdvisor, 'She likes a call before noon.')
    t.match(handed, { statusCode: 200, body: { ownerId: town.otherAdvisor.membershipId, dueOn: '2026-03-09' } })
    const { body } = await as(town.otherAdvisor).get(`/referrals/${id}`)
    t.match(body.events.at(-1), {
      step: 'allocate',
      note: 'She likes a call before noon.',
      changes: { ownerId: { from: town.advisor.membershipId, to: town.otherAdvisor.membershipId } },
    })
  })

  await t.test('only advisors of the service can be given a referral', async (t) => {
    const elsewhere = await given.anotherTown()
    const { id } = await given.referral({ status: 'accepted' })
    for (const to of [town.referrer, town.provider, town.commissioner, elsewhere.advisor])
      t.match(await allocate(town.teamLead, id, to), {
        statusCode: 400,
        body: { errors: [{ pointer: '#/membershipId' }] },
      })
    await given.rows(`update memberships set ended_at = now() where id = '${town.otherAdvisor.membershipId}'`)
    t.equal((await allocate(town.teamLead, id, town.otherAdvisor)).statusCode, 400, 'someone who has left')
    await given.rows(`update memberships set ended_at = null where id = '${town.otherAdvisor.membershipId}'`)
  })

  await t.test('two advisors take the same referral at once: one has it, the other is told', async (t) => {
    for (let round = 0; round < 3; round += 1) {
      const { id } = await given.referral({ status: 'accepted' })
      const answers = await Promise.all([town.advisor, town.otherAdvisor].map((one) => allocate(one, id, one)))
      t.same(answers.map((answer) => answer.statusCode).sort(), [200, 409])
      const winner = answers.find((answer) => answer.statusCode === 200)
      t.equal((await as(town.teamLead).get(`/referrals/${id}`)).body.owner.membershipId, winner?.body.ownerId)
    }
  })
})

t.test('amending', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const amend = (by: Member, id: string, patch: object, version?: number | string) =>
    as(by).patch(
      `/referrals/${id}`,
      patch,
      version === undefined ? {} : { headers: { 'if-match': typeof version === 'string' ? version : `"${version}"` } },
    )

  await t.test('a draft is changed without a reason, and leaves no trace in the events', async (t) => {
    const { id, version } = await given.referral({ status: 'draft' })
    const changed = await amend(
      town.referrer,
      id,
      { reason: 'Lonely since June', needs: ['food', 'loneliness'] },
      version,
    )
    t.match(changed, { statusCode: 200, headers: { etag: '"2"' } })
    const { body } = await as(town.referrer).get(`/referrals/${id}`)
    t.match(body, { reason: 'Lonely since June', needs: ['food', 'loneliness'] })
    t.same(body.events, [])
  })

  await t.test('once it was sent, both sides say why and both read what it was and what it is', async (t) => {
    const { id } = await given.referral()
    t.match(await amend(town.referrer, id, { urgency: 'urgent' }, 1), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/why' }] },
    })
    const why = { reason: 'changed', note: 'Fell on Sunday' }
    t.match(await amend(town.referrer, id, { urgency: 'urgent', why: { reason: 'mood' } }, 1), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/why/reason' }] },
    })
    t.equal((await amend(town.referrer, id, { urgency: 'urgent', why }, 1)).statusCode, 200)
    t.equal(
      (await amend(town.advisor, id, { whatMatters: 'Her cat', why: { reason: 'more-known' } }, 2)).statusCode,
      200,
    )
    for (const reader of [town.referrer, town.advisor]) {
      const { body } = await as(reader).get(`/referrals/${id}`)
      t.match(body.events.slice(1), [
        {
          step: 'amend',
          reason: 'changed',
          note: 'Fell on Sunday',
          changes: { urgency: { from: 'routine', to: 'urgent' } },
        },
        { step: 'amend', reason: 'more-known', changes: { whatMatters: { from: null, to: 'Her cat' } } },
      ])
    }
  })

  await t.test('a change says which version it is of; what changes nothing is no change', async (t) => {
    const { id } = await given.referral()
    const why = { reason: 'mistake' }
    t.match(await amend(town.referrer, id, { urgency: 'soon', why }), {
      statusCode: 428,
      body: { type: '/problems/version-needed' },
    })
    for (const odd of ['*', '1', 'W/"1"', '"x"', '""', '"-1"', '"1","2"', '"99999999999"'])
      t.equal((await amend(town.referrer, id, { urgency: 'soon', why }, odd)).statusCode, 400, odd)
    t.equal((await amend(town.referrer, id, { urgency: 'soon', why }, 7)).statusCode, 412)
    t.equal((await amend(town.referrer, id, { urgency: 'routine', why }, 1)).body.version, 1)
    t.match(await amend(town.referrer, id, { needs: ['pilates'], why }, 1), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/needs/0' }] },
    })
    t.equal((await amend(town.referrer, id, { urgency: null, why }, 1)).statusCode, 400)
  })

  await t.test('of many who change the same version one does, and no change is lost', async (t) => {
    const { id } = await given.referral()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        amend(n % 2 === 0 ? town.referrer : town.advisor, id, { reason: `Reason ${n}`, why: { reason: 'mistake' } }, 1),
      ),
    )
    t.same(answers.map((answer) => answer.statusCode).sort(), [200, ...Array.from({ length: 19 }, () => 412)])
  })

  await t.test('a risk at home is said with what it is, and is not for everybody to read', async (t) => {
    const { id } = await given.referral({ by: town.teamReferrer, practiceId: town.practiceId })
    const patch = { homeVisitRisk: 'known', why: { reason: 'more-known' } }
    t.match(await amend(town.advisor, id, patch, 1), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/homeVisitRiskNote' }] },
    })
    t.equal((await amend(town.advisor, id, { ...patch, homeVisitRiskNote: 'A biting dog' }, 1)).statusCode, 200)
    t.match((await as(town.teamReferrer).get(`/referrals/${id}`)).body, { homeVisitRiskNote: 'A biting dog' })
    const practice = (await as(town.referrer).get(`/referrals/${id}`)).body
    t.match(practice, { homeVisitRisk: null, homeVisitRiskNote: null }, 'the practice neither visits nor said so')
    t.notMatch(JSON.stringify(practice), /biting/, 'not in the events either')
  })
})
