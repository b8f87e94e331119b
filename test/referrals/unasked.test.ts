import t from 'tap'
import { startApp } from '../support/app.ts'
import { sendReadBack } from '../support/given.ts'

const CALL = {
  whoRang: 'Joan, her daughter',
  ringBack: '01632 960 100, after six',
  personName: 'Edith Thornley',
  about: 'She did not eat this week',
}

t.test('a draft without her yes is told of two days before, and is gone after two weeks with the person', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const known = await given.referral()
  const write = async (details: object) =>
    (await practice.post('/referrals', given.referralDetails({ submit: false, consent: undefined, ...details }))).body
  const draft = await write({})
  const ofKnown = await write({ person: undefined, personId: known.personId })
  const asked = await given.referral({ status: 'draft' })
  await given.rows(`delete from consents where person_id = '${known.personId}'`)
  const tasks = async () =>
    (await practice.get('/tasks')).body.items
      .filter(({ kind }: { kind: string }) => kind === 'draft-expires')
      .map(({ subjectId, dueOn }: { subjectId: string; dueOn: string }) => [subjectId, dueOn])
  clock.set('2026-03-13T06:00:00Z')
  await runJobs()
  t.same(await tasks(), [], 'not yet')
  clock.set('2026-03-14T10:00:00Z')
  await runJobs()
  t.same(
    new Set((await tasks()).map(([id]: [string]) => id)),
    new Set([draft.id, ofKnown.id]),
    'whoever wrote them is told',
  )
  clock.set('2026-03-16T10:00:00Z')
  await runJobs()
  t.equal((await practice.get(`/referrals/${draft.id}`)).statusCode, 404)
  t.equal((await practice.get(`/referrals/${ofKnown.id}`)).statusCode, 404)
  t.same(await given.rows(`select 1 from people where id = '${draft.personId}'`), [], 'nobody else knew the person')
  t.same(await given.rows(`select 1 from care_relationships where person_id = '${draft.personId}'`), [])
  t.equal((await practice.get(`/people/${known.personId}`)).statusCode, 200, 'somebody with another referral stays')
  t.equal((await practice.get(`/referrals/${asked.id}`)).statusCode, 200, 'and a draft with a yes')
  t.same(await tasks(), [])
  const kept = await given.rows<{ n: number }>(
    `select count(*)::int as n from audit_tail where action = 'draft.expired' and subject_id = '${draft.id}'`,
  )
  t.equal(kept[0]?.n, 1, 'that it was there stays, by its id')
})

t.test('a person who is pointed to by something else stays, also when the draft that made them goes', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const practice = as(given.town.referrer)
  const details = given.referralDetails({ submit: false, consent: undefined })
  const { id, personId } = (await practice.post('/referrals', details)).body
  await practice.post(`/people/${personId}/related-people`, { kind: 'neighbour', name: 'Vera Neighbour' })
  clock.set('2026-03-17T10:00:00Z')
  await runJobs()
  t.equal((await practice.get(`/referrals/${id}`)).statusCode, 404)
  t.equal((await practice.get(`/people/${personId}`)).statusCode, 200)
})

t.test('the daughter rings: a name and a call to make, that no practice sees and that goes by itself', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  const duty = as(town.advisor)
  const taken = await duty.post('/enquiries', CALL)
  t.match(taken, { statusCode: 201, body: { ...CALL, expiresOn: '2026-04-01' } }, taken.text)
  t.match((await as(town.teamLead).get('/enquiries')).body.items, [{ id: taken.body.id }])
  const { items } = (await duty.get('/tasks')).body
  t.match(items, [{ kind: 'ring-back', subjectId: taken.body.id, dueOn: '2026-03-03' }])
  t.equal((await duty.post(`/tasks/${items[0].id}/finish`)).statusCode, 422, 'a tick does not end it')
  for (const member of [town.referrer, town.provider, town.administrator])
    t.equal((await as(member).get('/enquiries')).statusCode, 403)
  t.same(await given.rows('select 1 from people'), [], 'nobody has become a person of the scheme')
  const people = await as(town.referrer).post('/people/matches', {
    givenName: 'Edith',
    familyName: 'Thornley',
    bornOn: '1943-05-17',
  })
  t.match(people.body, { known: false })

  clock.set('2026-03-31T10:00:00Z')
  await runJobs()
  t.equal((await duty.get('/enquiries')).body.items.length, 1)
  clock.set('2026-04-01T10:00:00Z')
  await runJobs()
  t.same(await given.rows('select 1 from enquiries'), [])
  t.same((await duty.get('/tasks')).body.items, [])
  t.notMatch(JSON.stringify(await given.rows('select * from audit_tail')), /Joan|Edith|did not eat/)
})

t.test('an enquiry becomes a referral with the yes of the person, once, and is gone', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const duty = as(town.advisor)
  const { id } = (await duty.post('/enquiries', CALL)).body
  const path = `/enquiries/${id}/referral`
  const outsideReferrer = { name: 'Joan', role: 'Daughter', answer: { by: 'phone', to: '01632 960 100' } }
  const body = given.referralDetails({ practiceId: town.practiceId, onBehalfOf: undefined, outsideReferrer })
  t.match(await duty.post(path, { ...body, consent: { answer: 'refused', how: 'by-phone' } }), { statusCode: 400 })
  t.match(await duty.post(path, { ...body, readBackOf: 'wrong' }), { statusCode: 409 }, 'the same rules')
  t.equal((await duty.get('/enquiries')).body.items.length, 1, 'what is refused leaves it there')
  const twice = await Promise.all([duty.post(path, body), as(town.teamLead).post(path, body)])
  t.equal(twice.filter(({ statusCode }) => statusCode === 201).length, 1, 'one of two')
  const made = twice.find(({ statusCode }) => statusCode === 201)
  t.match(made?.body, { status: 'submitted', nextStep: 'triage', dueOn: '2026-03-05' }, 'the same clock')
  t.same(await given.rows('select 1 from enquiries'), [])
  t.same((await duty.get('/tasks')).body.items, [])
  t.match((await duty.get(`/referrals/${made?.body.id}`)).body, {
    source: 'self-or-family',
    outsideReferrer: { name: 'Joan' },
  })
  t.match(
    (await as(town.referrer).get(`/referrals/${made?.body.id}`)).body,
    { outsideReferrer: null },
    'not the practice',
  )

  const other = (await duty.post('/enquiries', CALL)).body
  t.equal((await duty.post(`/enquiries/${other.id}/end`, { outcome: 'person-said-no' })).statusCode, 200)
  t.equal((await duty.post(`/enquiries/${other.id}/end`, { outcome: 'person-said-no' })).statusCode, 404)
})

t.test(
  'a ward asks by telephone: the duty worker takes it, with the same rules and who is to be answered',
  async (t) => {
    const { given, as } = await startApp(t)
    const { town } = given
    const body = given.referralDetails({ practiceId: town.practiceId, source: 'hospital', onBehalfOf: undefined })
    const duty = as(town.advisor)
    t.match(await duty.post('/referrals', body), {
      statusCode: 422,
      body: { errors: [{ pointer: '#/outsideReferrer' }] },
    })
    const outsideReferrer = {
      name: 'Sister Invented',
      organisation: 'Ward 7',
      answer: { by: 'mail', to: 'ward@hospital.example' },
    }
    const sent = await sendReadBack(duty, '/referrals', { ...body, outsideReferrer })
    t.match(sent, { statusCode: 201, body: { dueOn: '2026-03-05' } }, sent.text)
    t.match(
      await as(town.referrer).post('/referrals', given.referralDetails({ outsideReferrer })),
      { statusCode: 400, body: { errors: [{ pointer: '#/outsideReferrer' }] } },
      'a practice refers as itself',
    )
    t.match(await as(town.referrer).post('/referrals', given.referralDetails({ source: 'hospital' })), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/source' }] },
    })
  },
)

t.test('what comes back to a ward says that it was answered, and names nobody and nothing', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const duty = as(town.advisor)
  const ways = [
    [{ by: 'mail', to: 'ward@hospital.example' }, 'mail'],
    [{ by: 'letter', to: ['Ward 7', '1 Hospital Road', 'S60 2UD'] }, 'letter'],
    [{ by: 'phone', to: '01632 960 100' }, 'call'],
  ] as const
  for (const [answer, channel] of ways) {
    const outsideReferrer = { name: 'Sister Invented', answer }
    const ask = async (details: object = {}) => {
      const asked = {
        practiceId: town.practiceId,
        source: 'hospital',
        outsideReferrer: { ...outsideReferrer, ...details },
      }
      return (await duty.post('/referrals', given.referralDetails(asked))).body
    }
    const [taken, refused, agreed] = [await ask(), await ask(), await ask({ mayKnowMore: true })]
    await duty.post(`/referrals/${taken.id}/accept`)
    await duty.post(`/referrals/${taken.id}/withdraw`, { reason: 'moved' })
    const no = { reason: 'capacity', advisedInstead: 'Ring the lunch club about her loneliness' }
    await duty.post(`/referrals/${refused.id}/decline`, no)
    await duty.post(`/referrals/${agreed.id}/decline`, no)
    const sent = (id: string) =>
      given.rows<{ channel: string; subject: string; body: string }>(
        `select channel, subject, body from outgoing_messages where subject_id = '${id}' and event = 'outside-answer' order by id`,
      )
    const told = [...(await sent(taken.id)), ...(await sent(refused.id))]
    t.same(
      told.map((message) => message.channel),
      [channel, channel, channel],
      'taken on, withdrawn, declined',
    )
    t.notMatch(JSON.stringify(told), /Edith|Thornley|1943|copd|lonel|lunch|capacity|full/i)
    t.match(told[0]?.body, new RegExp(taken.reference))
    const more = JSON.stringify(await sent(agreed.id))
    if (channel === 'mail') t.notMatch(more, /lunch/, 'a mailbox is read by more than one')
    else t.match(more, /Ring the lunch club/, 'with her yes')
  }
})
