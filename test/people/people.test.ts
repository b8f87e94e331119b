import { randomUUID } from 'node:crypto'
import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'
import { nextNhsNumber, sendDraft, sendReadBack } from '../support/given.ts'
import type { Member } from '../support/town.ts'

const CONSENT = { answer: 'given', how: 'in-person', on: '2026-03-02' }

const tasksOf = async ({ as }: TestApp, member: Member, kind: string) => {
  const { body } = await as(member).get('/tasks?limit=100')
  return body.items.filter((task: { kind: string }) => task.kind === kind)
}

t.test('who is the same person', async (t) => {
  const test = await startApp(t)
  const { given, as, runJobs } = test
  const { town } = given
  const practice = as(town.referrer)
  const advisor = as(town.advisor)
  const refer = (by: Member, person: object, details: object = {}): Promise<Answer> =>
    as(by).post('/referrals', given.referralDetails({ person, ...details }))

  await t.test(
    'the same number and birth date with a near surname is the same person, however it is written',
    async (t) => {
      const person = given.personDetails({ familyName: 'O’Brien-Thornley' })
      const first = await refer(town.referrer, person)
      for (const familyName of ['O’BRIEN THORNLEY', 'Obrien', 'Thornley', 'O’Brien-Thornely']) {
        const again = await refer(town.referrer, { ...person, familyName, givenName: 'Edie' })
        t.match(
          again,
          { statusCode: 201, body: { personId: first.body.personId, identityToConfirm: false } },
          familyName,
        )
      }
      const spaced = String(person.nhsNumber).replace(/^(...)(...)/, '$1 $2-')
      t.equal((await refer(town.referrer, { ...person, nhsNumber: spaced })).body.personId, first.body.personId)
      const { body } = await practice.get(`/people/${first.body.personId}`)
      t.match(
        body,
        { familyName: 'O’Brien-Thornley', givenName: 'Edith', nhsNumber: person.nhsNumber },
        'as first told',
      )
    },
  )

  await t.test(
    'the same number with other facts is a record of its own, to be confirmed, and nobody is told whose',
    async (t) => {
      const known = given.personDetails({ familyName: 'Zabriskie', givenName: 'Known' })
      const holder = await refer(town.referrer, known)
      for (const [what, other] of [
        ['another surname', { familyName: 'Patel' }],
        ['another birth date', { bornOn: '1943-05-18' }],
        ['a surname without letters', { familyName: '???' }],
      ] as const) {
        const sent = await refer(town.otherReferrer, { ...known, givenName: 'Somebody', ...other })
        t.match(sent, { statusCode: 201, body: { identityToConfirm: true } }, what)
        t.not(sent.body.personId, holder.body.personId, 'never attached')
        const seen = await as(town.otherReferrer).get(`/people/${sent.body.personId}`)
        t.match(seen, {
          statusCode: 200,
          body: { identityToConfirm: true, givenName: 'Somebody', nhsNumber: known.nhsNumber },
        })
        t.equal((await as(town.otherReferrer).get(`/people/${holder.body.personId}`)).statusCode, 404)

        const [task] = (await tasksOf(test, town.advisor, 'confirm-identity')).filter(
          (one: { subjectId: string }) => one.subjectId === sent.body.personId,
        )
        t.match(task, { organisationId: town.serviceId, dueOn: '2026-03-04' })

        await runJobs()
        await runJobs()
        const { body } = await as(town.otherReferrer).get(`/messages?subjectId=${sent.body.id}`)
        t.same(
          body.items.map((message: { kind: string; asks: boolean }) => [message.kind, message.asks]),
          [
            ['check-identity', true],
            ['referral-received', false],
          ],
        )
        t.notMatch(JSON.stringify(body), new RegExp(`Known|${holder.body.personId}`), 'whose it is is not shown')
      }
    },
  )

  await t.test('a number that fits nobody is refused where it stands', async (t) => {
    for (const nhsNumber of ['9990000010', '999 000 001', '1111111111', '99900000', 'abc'])
      t.match(await refer(town.referrer, given.personDetails({ nhsNumber })), {
        statusCode: 400,
        body: { errors: [{ pointer: '#/person/nhsNumber' }] },
      })
    const { nhsNumber, ...none } = given.personDetails()
    t.equal((await refer(town.referrer, none)).statusCode, 400, 'neither number nor reason')
    t.equal((await refer(town.referrer, { ...none, nhsNumber, noNhsNumberBecause: 'not-registered' })).statusCode, 400)
    t.equal((await refer(town.referrer, { ...none, noNhsNumberBecause: 'not-registered' })).statusCode, 201)
  })

  await t.test('two who send the same new person at once make one person', async (t) => {
    const person = given.personDetails()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => refer(n % 2 === 0 ? town.referrer : town.otherReferrer, person)),
    )
    for (const answer of answers) t.ok([201, 409].includes(answer.statusCode), answer.text)
    const made = answers.filter((answer) => answer.statusCode === 201)
    t.ok(made.length >= 2)
    t.equal(new Set(made.map((answer) => answer.body.personId)).size, 1)
    t.equal((await given.rows(`select 1 from people where nhs_number = '${person.nhsNumber}'`)).length, 1)
  })

  await t.test('matches are answered blind: that somebody is known, not who', async (t) => {
    const person = given.personDetails({ familyName: 'Ferriday', givenName: 'Winifred' })
    const { personId } = (await refer(town.referrer, person)).body
    const { nhsNumber, givenName, familyName, bornOn } = person
    const ask = (by: Member, details: object) => as(by).post('/people/matches', details)
    const byName = { givenName, familyName, bornOn }

    t.match((await ask(town.referrer, byName)).body, { known: true, personIds: [personId] })
    const blind = await ask(town.otherReferrer, byName)
    t.same(blind.body, {
      known: true,
      checkNhsNumber: false,
      personIds: [],
      sentence: 'Someone with these details is known to the scheme.',
    })
    const byNumber = (await ask(town.otherReferrer, { ...byName, nhsNumber })).body
    t.same([byNumber.known, byNumber.personIds], [true, []])
    const anothers = (await ask(town.otherReferrer, { ...byName, familyName: 'Oduya', nhsNumber })).body
    t.match(anothers, { known: false, checkNhsNumber: true })
    t.same(anothers.personIds, [])
    t.match((await ask(town.otherReferrer, { ...byName, bornOn: '1950-01-01' })).body, { known: false })
  })

  await t.test('adding a person who is known is answered blind too', async (t) => {
    const person = given.personDetails()
    const { body } = await practice.post('/people', { person })
    t.match(body, { wasKnown: false, identityToConfirm: false })
    t.match((await practice.post('/people', { person })).body, { wasKnown: true, personId: body.personId })
    const blind = await as(town.otherReferrer).post('/people', { person })
    t.match(blind, { statusCode: 201, body: { wasKnown: true, personId: null } })
    t.equal((await as(town.otherReferrer).get(`/people/${body.personId}`)).statusCode, 404, 'and gives no access')
    t.equal(
      (await advisor.get(`/people/${body.personId}`)).statusCode,
      404,
      'nor does the service see who is not referred',
    )
  })

  await t.test(
    'confirmed as another person: the number goes, or becomes their own, and access stays apart',
    async (t) => {
      const known = given.personDetails({ familyName: 'Zabriskie' })
      const holder = await refer(town.referrer, known)
      const [first, second] = [
        await refer(town.otherReferrer, { ...known, familyName: 'Patel' }),
        await refer(town.otherReferrer, { ...known, familyName: 'Okafor' }),
      ]
      const confirm = (id: string, body: object) => advisor.post(`/people/${id}/identity-confirmations`, body)
      const own = nextNhsNumber()
      t.equal((await confirm(first.body.personId, { outcome: 'other-person' })).statusCode, 400, 'say how you know')
      t.match(
        await confirm(first.body.personId, { outcome: 'other-person', nhsNumber: own, reason: 'Rang the practice' }),
        {
          statusCode: 200,
          body: { personId: first.body.personId },
        },
      )
      t.match((await advisor.get(`/people/${first.body.personId}`)).body, { nhsNumber: own, identityToConfirm: false })
      t.equal((await confirm(first.body.personId, { outcome: 'other-person', reason: 'Again' })).statusCode, 409)
      t.equal(
        (await confirm(second.body.personId, { outcome: 'other-person', nhsNumber: own, reason: 'Same' })).statusCode,
        400,
      )
      t.equal((await confirm(second.body.personId, { outcome: 'other-person', reason: 'Rang them' })).statusCode, 200)
      t.match((await advisor.get(`/people/${second.body.personId}`)).body, {
        nhsNumber: null,
        noNhsNumberBecause: 'number-not-to-hand',
        identityToConfirm: false,
      })
      t.equal((await as(town.otherReferrer).get(`/people/${holder.body.personId}`)).statusCode, 404)
      const open = await tasksOf(test, town.advisor, 'confirm-identity')
      t.same(
        open.filter((task: { subjectId: string }) =>
          [first.body.personId, second.body.personId].includes(task.subjectId),
        ),
        [],
      )
    },
  )

  await t.test(
    'confirmed as the same person: the records are one, both practices see it, and it can be undone',
    async (t) => {
      const known = given.personDetails({ familyName: 'Zabriskie' })
      const holder = await refer(town.referrer, known)
      const doubted = await refer(town.otherReferrer, { ...known, familyName: 'Quill' })
      const [holderId, doubtedId] = [holder.body.personId, doubted.body.personId]
      const confirmed = await advisor.post(`/people/${doubtedId}/identity-confirmations`, {
        outcome: 'same-person',
        reason: 'She married in May',
      })
      t.match(confirmed, { statusCode: 200, body: { personId: holderId } })
      const { body: one } = await advisor.get(`/people/${holderId}`)
      t.same(one.mergedIds, [doubtedId])
      t.equal((await as(town.otherReferrer).get(`/people/${holderId}`)).statusCode, 200)
      t.equal((await advisor.get(`/people/${doubtedId}`)).body.mergedInto, holderId)
      t.equal(
        (await as(town.referrer).get(`/people/${doubtedId}`)).statusCode,
        404,
        'the other history stays the other’s',
      )
      t.equal((await advisor.get(`/referrals/${doubted.body.id}`)).statusCode, 200, 'its referral is still there')
      t.equal((await refer(town.referrer, known)).body.personId, holderId)

      const [merge] = await given.rows<{ id: string }>(
        `select id from person_merges where duplicate_id = '${doubtedId}'`,
      )
      const undone = await advisor.post(`/people/${holderId}/merges/${merge?.id}/undo`)
      t.match(undone, {
        statusCode: 200,
        body: { survivorId: holderId, duplicateId: doubtedId, undoneAt: /2026-03-02/ },
      })
      t.equal((await as(town.otherReferrer).get(`/people/${holderId}`)).statusCode, 404, 'access ends with it')
      t.same((await advisor.get(`/people/${holderId}`)).body.mergedIds, [])
      t.equal((await advisor.get(`/people/${doubtedId}`)).body.mergedInto, null)
      t.equal((await advisor.post(`/people/${holderId}/merges/${merge?.id}/undo`)).statusCode, 404, 'once')
    },
  )

  await t.test('the service can confirm also when whose number it is was never referred to it', async (t) => {
    const known = given.personDetails({ familyName: 'Zabriskie' })
    const added = await practice.post('/people', { person: known })
    const doubted = await refer(town.otherReferrer, { ...known, familyName: 'Quill' })
    t.match(
      await advisor.post(`/people/${doubted.body.personId}/identity-confirmations`, {
        outcome: 'same-person',
        reason: 'Both practices say so',
      }),
      { statusCode: 200, body: { personId: added.body.personId } },
    )
    t.equal((await advisor.get(`/people/${added.body.personId}`)).statusCode, 200)
  })

  await t.test('a practice that corrects the number settles the doubt, and nobody is left with a task', async (t) => {
    const known = given.personDetails({ familyName: 'Zabriskie' })
    await refer(town.referrer, known)
    const { body } = await refer(town.otherReferrer, { ...known, familyName: 'Quill' })
    const own = nextNhsNumber()
    t.match(
      await as(town.otherReferrer).patch(
        `/people/${body.personId}`,
        { nhsNumber: own },
        { headers: { 'if-match': '"1"' } },
      ),
      { statusCode: 200, body: { nhsNumber: own, identityToConfirm: false } },
    )
    const open = await tasksOf(test, town.advisor, 'confirm-identity')
    t.same(
      open.filter((task: { subjectId: string }) => task.subjectId === body.personId),
      [],
    )
  })

  await t.test('the service is asked to confirm somebody when it may see them, and not before', async (t) => {
    const known = given.personDetails({ familyName: 'Zabriskie' })
    await refer(town.referrer, known)
    const taskAbout = async (personId: string) =>
      (await tasksOf(test, town.advisor, 'confirm-identity')).filter(
        (task: { subjectId: string }) => task.subjectId === personId,
      ).length
    const draft = await refer(town.otherReferrer, { ...known, familyName: 'Quill' }, { submit: false })
    const added = await as(town.otherReferrer).post('/people', { person: { ...known, familyName: 'Oduya' } })
    t.match([draft.body.identityToConfirm, added.body.identityToConfirm], [true, true])
    t.same([await taskAbout(draft.body.personId), await taskAbout(added.body.personId)], [0, 0])

    await sendDraft(as(town.otherReferrer), draft.body.id)
    const { person: _, ...details } = given.referralDetails({ personId: added.body.personId })
    t.match(await sendReadBack(as(town.otherReferrer), '/referrals', details), {
      statusCode: 201,
      body: { identityToConfirm: true },
    })
    t.same([await taskAbout(draft.body.personId), await taskAbout(added.body.personId)], [1, 1], 'once it was sent')
  })

  await t.test('merging asks for two records that one may see, and for a reason', async (t) => {
    const [a, b, c] = [await given.referral(), await given.referral(), await given.referral()]
    const merge = (personId: string, duplicateId: string, reason = 'Twins they are not') =>
      advisor.post(`/people/${personId}/merges`, { duplicateId, reason })
    t.equal((await merge(a.personId, a.personId)).statusCode, 400)
    t.equal((await merge(a.personId, b.personId, '')).statusCode, 400)
    const unseen = await practice.post('/people', { person: given.personDetails() })
    t.equal((await merge(unseen.body.personId, b.personId)).statusCode, 404)
    t.equal((await merge(a.personId, unseen.body.personId)).statusCode, 400)
    const answers = await Promise.all([merge(a.personId, b.personId), merge(b.personId, a.personId)])
    t.same(answers.map((answer) => answer.statusCode).sort(), [201, 409], 'both ways at once: one is done')
    // One step deep: what something was merged into is merged no further.
    t.equal((await merge(c.personId, a.personId)).statusCode, answers[0]?.statusCode === 201 ? 422 : 409)
  })
})

t.test('known to another practice', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const person = given.personDetails()
  const first = await given.referral({ person })
  const second = await as(town.otherReferrer).post('/referrals', given.referralDetails({ person }))

  t.match(second, { statusCode: 201, body: { personId: first.personId, identityToConfirm: false } }, 'attached')
  const theirs = as(town.otherReferrer)
  t.equal((await theirs.get(`/referrals/${second.body.id}`)).statusCode, 200, 'the new practice sees its own referral')
  t.equal((await theirs.get(`/people/${first.personId}`)).statusCode, 404, 'not the record')
  t.equal((await theirs.get(`/referrals/${first.id}`)).statusCode, 404, 'nor the other referral')
  const consent = { ...CONSENT, purpose: 'share' }
  for (const [what, answer] of Object.entries({
    amend: theirs.patch(`/people/${first.personId}`, { preferredName: 'Edie' }, { headers: { 'if-match': '"1"' } }),
    consent: theirs.post(`/people/${first.personId}/consents`, consent),
    relate: theirs.post(`/people/${first.personId}/related-people`, { kind: 'neighbour', name: 'Vera Neighbour' }),
  }))
    t.equal((await answer).statusCode, 404, `nor may it ${what}`)
  const { person: _, ...byId } = given.referralDetails({ personId: first.personId })
  t.match(await theirs.post('/referrals', byId), { statusCode: 400, body: { errors: [{ pointer: '#/personId' }] } })
  t.same(
    (await theirs.get(`/referrals?personId=${first.personId}`)).body.items.map(({ id }: { id: string }) => id),
    [second.body.id],
  )
  t.equal((await theirs.post('/people/search', { nhsNumber: person.nhsNumber })).body.items.length, 0)
  const seen = (await as(town.referrer).get(`/people/${first.personId}`)).body
  t.equal(seen.practice.id, town.practiceId, 'the registration is not moved by a referral')
  t.same(
    (await tasksOf(test, town.advisor, 'confirm-registration')).map((task: { subjectId: string }) => task.subjectId),
    [first.personId],
  )
  t.equal((await as(town.referrer).get(`/referrals/${second.body.id}`)).statusCode, 200, 'their practice hears of it')
})

t.test('drafts and teams', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given

  await t.test('the service sees neither a draft nor its person, also when it knows them', async (t) => {
    const draft = await given.referral({ status: 'draft' })
    for (const member of [town.advisor, town.teamLead, town.otherReferrer]) {
      t.equal((await as(member).get(`/referrals/${draft.id}`)).statusCode, 404)
      t.equal((await as(member).get(`/people/${draft.personId}`)).statusCode, 404)
    }
    t.same((await as(town.advisor).get('/referrals?status=draft')).body.items, [])
    t.equal((await as(town.referrer).get('/referrals?status=draft')).body.items.length, 1)

    const known = await given.referral()
    const { person: _, ...details } = given.referralDetails({ personId: known.personId, submit: false })
    const again = await as(town.referrer).post('/referrals', details)
    t.equal(again.statusCode, 201)
    t.equal((await as(town.advisor).get(`/referrals/${again.body.id}`)).statusCode, 404)
    t.equal((await as(town.advisor).get(`/people/${known.personId}`)).statusCode, 200)
  })

  await t.test('a team refers for the practices it serves, from the day to the day, and for no other', async (t) => {
    const refer = (details: object) => as(town.teamReferrer).post('/referrals', given.referralDetails(details))
    const sent = await refer({ practiceId: town.practiceId })
    t.equal(sent.statusCode, 201)
    t.match((await as(town.referrer).get(`/referrals/${sent.body.id}`)).body, {
      source: 'case-management-team',
      practice: { id: town.practiceId },
      referrerOrganisation: { id: town.teamId },
    })
    for (const details of [
      { practiceId: town.otherPracticeId },
      { practiceId: town.serviceId },
      { practiceId: randomUUID() },
      {},
    ])
      t.match(await refer(details), { statusCode: 400, body: { errors: [{ pointer: '#/practiceId' }] } })
    t.match(
      await as(town.referrer).post('/referrals', given.referralDetails({ practiceId: town.otherPracticeId })),
      {
        statusCode: 400,
        body: { errors: [{ pointer: '#/practiceId' }] },
      },
      'nor a practice for its neighbour',
    )
    await given.rows(`update served_practices set until_on = '2026-03-02' where team_id = '${town.teamId}'`)
    t.equal((await refer({ practiceId: town.practiceId })).statusCode, 400, 'not any more')
  })

  await t.test('the service writes a referral down for somebody outside, for a practice that is open', async (t) => {
    const outsideReferrer = { name: 'Her daughter', answer: { by: 'phone', to: '01632 960 100' } }
    const write = (details: object) =>
      as(town.advisor).post('/referrals', given.referralDetails({ outsideReferrer, ...details }))
    const sent = await write({ practiceId: town.otherPracticeId, source: 'self-or-family', onBehalfOf: 'Her daughter' })
    t.equal(sent.statusCode, 201)
    t.match((await as(town.otherReferrer).get(`/referrals/${sent.body.id}`)).body, { onBehalfOf: 'Her daughter' })
    await given.rows(`update organisations set closed_on = '2026-03-01' where id = '${town.otherPracticeId}'`)
    const person = given.personDetails()
    t.equal((await write({ practiceId: town.otherPracticeId, person })).statusCode, 400)
    t.equal((await write({ practiceId: randomUUID(), person })).statusCode, 400)
    t.equal(
      (
        await sendReadBack(
          as(town.advisor),
          '/referrals',
          given.referralDetails({
            outsideReferrer,
            practiceId: town.serviceId,
            personId: sent.body.personId,
            person: undefined,
          }),
        )
      ).statusCode,
      400,
    )
    t.same(await given.rows(`select 1 from people where nhs_number = '${person.nhsNumber}'`), [], 'nothing is kept')
    t.match(
      await as(town.otherReferrer).post('/referrals', given.referralDetails()),
      { statusCode: 400, body: { errors: [{ pointer: '#/practiceId' }] } },
      'nor does a closed practice refer',
    )
    await given.rows(`update organisations set closed_on = null where id = '${town.otherPracticeId}'`)
  })

  await t.test('someone whom the scheme does not take is refused before anything is kept', async (t) => {
    const notTaken = [
      [{ bornOn: '2009-03-02' }, 'younger'],
      [{ facts: { longTermConditions: { answer: 'not-asked' } } }, 'long-term condition'],
      [{ facts: { longTermConditions: { answer: 'known', value: [] } } }, 'long-term condition'],
    ] as const
    for (const [details, word] of notTaken) {
      const person = given.personDetails(details)
      const refused = await as(town.referrer).post('/referrals', given.referralDetails({ person }))
      t.match(refused, { statusCode: 422, body: { type: '/problems/not-eligible' } })
      t.match(refused.body.detail, new RegExp(word))
      const { nhsNumber } = person
      t.same(await given.rows(`select 1 from people where nhs_number = '${nhsNumber}'`), [])
    }
    const carer = given.personDetails({ facts: { isCarer: { answer: 'known', value: true } } })
    t.equal((await as(town.referrer).post('/referrals', given.referralDetails({ person: carer }))).statusCode, 201)
    const asked = await as(town.referrer).post('/referrals/eligibility', { bornOn: '2009-03-02', facts: {} })
    t.match(asked.body, {
      eligible: false,
      unmet: [{ criterion: 'minimum-age' }, { criterion: 'long-term-condition-or-carer' }],
    })
    t.match(
      await as(town.referrer).post(
        '/referrals',
        given.referralDetails({ person: given.personDetails({ bornOn: '2026-03-03' }) }),
      ),
      { statusCode: 400 },
    )
  })

  await t.test(
    'a carer is referred in their own right, and the link shows neither one’s record to the other',
    async (t) => {
      const cared = await given.referral({ by: town.otherReferrer })
      const sent = await given.referral({
        by: town.referrer,
        person: given.personDetails({ givenName: 'Cara', facts: { isCarer: { answer: 'known', value: true } } }),
      })
      const link = { kind: 'carer', name: 'Cara Thornley', livesWith: true, personId: sent.personId }
      t.match(
        await as(town.otherReferrer).post(`/people/${cared.personId}/related-people`, link),
        { statusCode: 400, body: { errors: [{ pointer: '#/personId' }] } },
        'only whom one may see',
      )
      t.equal((await as(town.advisor).post(`/people/${cared.personId}/related-people`, link)).statusCode, 201)
      const { body } = await as(town.otherReferrer).get(`/people/${cared.personId}`)
      t.match(body.relatedPeople, [{ name: 'Cara Thornley', kind: 'carer' }])
      t.notMatch(JSON.stringify(body), new RegExp(sent.personId))
      t.equal((await as(town.otherReferrer).get(`/people/${sent.personId}`)).statusCode, 404)
    },
  )
})

t.test('consent', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const record = (personId: string, consent: object, by: Member = town.referrer) =>
    as(by).post(`/people/${personId}/consents`, consent)

  await t.test('nobody is sent without a yes that stands', async (t) => {
    for (const consent of [undefined, { ...CONSENT, answer: 'refused' }, { ...CONSENT, answer: 'withdrawn' }]) {
      const sent = await practice.post('/referrals', given.referralDetails({ consent }))
      t.match(sent, { statusCode: 422, body: { type: '/problems/consent-needed' } })
      const draft = await practice.post('/referrals', given.referralDetails({ consent, submit: false }))
      t.equal(draft.statusCode, 201, 'it may be written down')
      t.equal((await sendDraft(practice, draft.body.id)).statusCode, 422)
    }
    const draft = await given.referral({ status: 'draft' })
    t.equal((await record(draft.personId, { ...CONSENT, purpose: 'refer', answer: 'withdrawn' })).statusCode, 201)
    t.equal((await sendDraft(practice, draft.id)).statusCode, 422, 'the latest counts')
    await record(draft.personId, { ...CONSENT, purpose: 'refer' })
    t.equal((await sendDraft(practice, draft.id)).statusCode, 200)
  })

  await t.test('a yes to one organisation or to another purpose is not a yes to be referred', async (t) => {
    const draft = await practice.post('/referrals', given.referralDetails({ consent: undefined, submit: false }))
    await record(draft.body.personId, { ...CONSENT, purpose: 'share' })
    await record(draft.body.personId, { ...CONSENT, purpose: 'refer', recipientId: town.providerId })
    t.equal((await sendDraft(practice, draft.body.id)).statusCode, 422)
  })

  await t.test(
    'answers are added, never changed, and the latest for each purpose and recipient is shown',
    async (t) => {
      const { personId } = await given.referral()
      for (const [answer, recipientId] of [
        ['given', undefined],
        ['refused', town.providerId],
        ['withdrawn', undefined],
      ] as const)
        t.equal(
          (await record(personId, { ...CONSENT, purpose: 'share', answer, recipientId }, town.advisor)).statusCode,
          201,
        )
      const { body } = await as(town.advisor).get(`/people/${personId}`)
      const shown = body.consents.map((one: { purpose: string; recipientId: string | null; answer: string }) => [
        one.purpose,
        one.recipientId,
        one.answer,
      ])
      t.same(
        shown.sort(),
        [
          ['refer', null, 'given'],
          ['share', null, 'withdrawn'],
          ['share', town.providerId, 'refused'],
        ].sort(),
      )
      t.equal((await given.rows(`select 1 from consents where person_id = '${personId}'`)).length, 4)
    },
  )

  await t.test('an answer from the future, or about an organisation of nowhere, is refused', async (t) => {
    const { personId } = await given.referral()
    t.match(await record(personId, { ...CONSENT, purpose: 'refer', on: '2026-03-03' }), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/on' }] },
    })
    t.match(await practice.post('/referrals', given.referralDetails({ consent: { ...CONSENT, on: '2026-03-03' } })), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/consent/on' }] },
    })
    const elsewhere = await given.anotherTown()
    for (const recipientId of [randomUUID(), elsewhere.providerId])
      t.match(await record(personId, { ...CONSENT, purpose: 'share', recipientId }), {
        statusCode: 400,
        body: { errors: [{ pointer: '#/recipientId' }] },
      })
  })
})

t.test('a record is corrected against the version that was read', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { personId } = await given.referral()
  const practice = as(town.referrer)
  const amend = (patch: object, version: number | undefined) =>
    practice.patch(
      `/people/${personId}`,
      patch,
      version === undefined ? {} : { headers: { 'if-match': `"${version}"` } },
    )
  t.equal((await amend({ preferredName: 'Edie' }, undefined)).statusCode, 428)
  t.equal((await amend({ preferredName: 'Edie' }, 9)).statusCode, 412)
  const amended = await amend(
    { preferredName: 'Edie', email: 'edie@thornley.example', facts: { language: { answer: 'refused' } } },
    1,
  )
  t.match(amended, { statusCode: 200, headers: { etag: '"2"' }, body: { preferredName: 'Edie', version: 2 } })
  t.match(
    amended.body.facts,
    { language: { answer: 'refused' }, livesAlone: { answer: 'known', value: true } },
    'the rest stays',
  )
  t.match((await amend({ preferredName: null, address: null }, 2)).body, {
    preferredName: null,
    address: null,
    email: 'edie@thornley.example',
  })
  t.match(await amend({ bornOn: '2026-03-03' }, 3), { statusCode: 400, body: { errors: [{ pointer: '#/bornOn' }] } })
  t.equal((await amend({ familyName: 'Featherstone' }, 3)).statusCode, 200)
  const found = await practice.post('/people/search', { familyName: 'feather stone' })
  t.same(
    found.body.items.map(({ id }: { id: string }) => id),
    [personId],
    'found by the new name',
  )
  t.same((await practice.post('/people/search', { familyName: 'Thornley' })).body.items, [], 'and not by the old')
  const { nhsNumber } =
    (
      await given.rows<{ nhsNumber: string }>(
        `select nhs_number as "nhsNumber" from people where id <> '${personId}' union all select '${nextNhsNumber()}'`,
      )
    )[0] ?? {}
  t.equal((await amend({ nhsNumber }, 4)).statusCode, 200)
  const races = await Promise.all(Array.from({ length: 10 }, (_, n) => amend({ preferredName: `Edie ${n}` }, 5)))
  t.same(races.map((answer) => answer.statusCode).sort(), [200, ...Array.from({ length: 9 }, () => 412)])
})
