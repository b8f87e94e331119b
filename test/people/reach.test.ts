import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'

const MOBILE = '07700 900123'

/** Edith, who lives with somebody who must not hear, and has a telephone that he knows and one that he does not. */
async function atTheKitchenTable({ given, as }: TestApp, details: object = {}) {
  const { town } = given
  const person = given.personDetails({
    phones: [
      { number: '01709 555 012', label: 'home' },
      { number: MOBILE, label: 'mobile' },
    ],
    ...details,
  })
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  const path = `/people/${referral.personId}`
  const advisor = as(town.advisor)
  const related = await advisor.post(`${path}/related-people`, {
    kind: 'other',
    name: 'Frank',
    phone: '+44 1709 555012',
    livesWith: true,
  })
  const set = async (member: Member, body: object) => {
    const { version } = (await as(town.teamLead).get(path)).body
    return as(member).put(
      `${path}/safe-contact`,
      { safeContact: null, addressHidden: false, unsafeRelatedIds: [], ...body },
      { headers: { 'if-match': `"${version}"` } },
    )
  }
  return { referral, path, frankId: related.body.id as string, set }
}
const SAFE = { channels: ['phone', 'letter', 'text'], voicemail: false, times: 'Mornings, when he is at work' }
const APPOINTMENT = { purpose: 'appointment' }

t.test(
  'the abuser at the kitchen table: nothing reaches his telephone or his hands, and somebody owes another way',
  async (t) => {
    const test = await startApp(t)
    const { given, as } = test
    const { town } = given
    const she = await atTheKitchenTable(test)
    const advisor = as(town.advisor)
    const set = await she.set(town.advisor, { safeContact: SAFE, unsafeRelatedIds: [she.frankId] })
    t.equal(set.statusCode, 200, set.text)

    const call = await advisor.post(`${she.path}/reach`, APPOINTMENT)
    t.match(
      call,
      { statusCode: 201, body: { channel: 'phone', rules: { voicemail: false, times: SAFE.times } } },
      call.text,
    )
    const [toRing] = (await advisor.get('/calls')).body.items
    t.match(toRing, { to: '+447700900123', rules: { voicemail: false } }, 'her own telephone, and no voicemail')

    const letter = await advisor.post(`${she.path}/reach`, { purpose: 'plan', preferred: 'letter' })
    t.match(letter.body, { channel: 'phone' }, 'no letter to the door that they share')

    const { version } = (await advisor.get(she.path)).body
    const headers = { 'if-match': `"${version}"` }
    await advisor.patch(she.path, { phones: [{ number: '01709 555012', label: 'home' }] }, { headers })
    t.same(
      (await advisor.get('/calls')).body.items,
      [],
      'her own telephone is gone: the calls that were written are stopped',
    )
    const none = await advisor.post(`${she.path}/reach`, APPOINTMENT)
    t.match(none.body, {
      channel: null,
      outgoingId: null,
      refused: [
        { channel: 'phone', because: 'shared-with-unsafe' },
        { channel: 'letter', because: 'shared-with-unsafe' },
        { channel: 'text', because: 'nothing-to-use' },
        { channel: 'email', because: 'not-safe' },
      ],
    })
    const tasks = (await advisor.get('/tasks')).body.items
    t.match(
      tasks.filter(({ kind }: { kind: string }) => kind === 'reach-another-way'),
      [{ subjectId: she.referral.personId, membershipId: town.advisor.membershipId }],
    )
    t.notMatch(test.logged(), /Thornley|555012|900123/)
  },
)

t.test('a telephone that he gave up is not safe by that, nor is a number of his own record', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await atTheKitchenTable(test, { phones: [{ number: '01709 555 012', label: 'home' }] })
  const advisor = as(town.advisor)
  await she.set(town.advisor, {
    safeContact: { channels: ['phone'], voicemail: false },
    unsafeRelatedIds: [she.frankId],
  })
  const refused = { channel: null, refused: [{ because: 'shared-with-unsafe' }] }
  t.match((await advisor.post(`${she.path}/reach`, APPOINTMENT)).body, refused)
  const changed = await advisor.patch(
    `${she.path}/related-people/${she.frankId}`,
    { phone: '07700 900999' },
    { headers: { 'if-match': '"1"' } },
  )
  t.equal(changed.statusCode, 200, changed.text)
  t.match((await advisor.post(`${she.path}/reach`, APPOINTMENT)).body, refused, 'it still rings in his drawer')

  // Frank has a record of his own, whose number changes.
  const frank = await given.referral({
    status: 'accepted',
    allocatedTo: town.advisor,
    person: given.personDetails({ givenName: 'Frank', phones: [{ number: '07700 900555', label: 'mobile' }] }),
  })
  const linked = await atTheKitchenTable(test, { phones: [{ number: '07700 900555', label: 'mobile' }] })
  await given.rows(`update related_people set related_person_id = '${frank.personId}' where id = '${linked.frankId}'`)
  await linked.set(town.advisor, {
    safeContact: { channels: ['phone'], voicemail: false },
    unsafeRelatedIds: [linked.frankId],
  })
  t.match((await advisor.post(`${linked.path}/reach`, APPOINTMENT)).body, refused)
  const { version } = (await advisor.get(`/people/${frank.personId}`)).body
  const headers = { 'if-match': `"${version}"` }
  const patch = { phones: [{ number: '07700 900556', label: 'mobile' }] }
  t.equal((await advisor.patch(`/people/${frank.personId}`, patch, { headers })).statusCode, 200)
  t.match((await advisor.post(`${linked.path}/reach`, APPOINTMENT)).body, refused)
})

t.test(
  'two records are parted again: what was written to one meanwhile does not leave, and somebody looks',
  async (t) => {
    const test = await startApp(t)
    const { given, as, clock } = test
    const { town } = given
    const lead = as(town.teamLead)
    const safe = { safeContact: { channels: ['letter'], voicemail: false } }
    const person = (details: object) => given.personDetails({ ...safe, ...details })
    const one = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person: person({}) })
    const other = await given.referral({
      status: 'accepted',
      allocatedTo: town.advisor,
      person: person({ address: { lines: ['9 Mill Lane'], postcode: 'S60 1AB' } }),
    })
    const write = (id: string) => lead.post(`/people/${id}/reach`, { purpose: 'plan', preferred: 'letter' })
    await write(one.personId)
    clock.set('2026-03-02T09:35:00Z')
    const merge = await lead.post(`/people/${one.personId}/merges`, {
      duplicateId: other.personId,
      reason: 'One person',
    })
    t.match(merge.statusCode, /20[01]/, merge.text)
    await write(other.personId)
    t.match(await lead.post(`/people/${one.personId}/merges/${merge.body.id}/undo`), { statusCode: 200 })
    t.match(await given.rows('select status from outgoing_messages order by id'), [
      { status: 'waiting' },
      { status: 'stopped' },
    ])
    t.match(
      (await lead.get('/tasks')).body.items.filter(({ kind }: { kind: string }) => kind === 'reach-another-way'),
      [{ subjectId: one.personId }],
    )
  },
)

t.test('the gate is asked again when it leaves: a text that was written is not sent after she said no', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await atTheKitchenTable(test)
  const advisor = as(town.advisor)
  await she.set(town.advisor, { safeContact: { ...SAFE, channels: ['text'] } })
  const text = await advisor.post(`${she.path}/reach`, { purpose: 'reminder' })
  t.match(text.body, { channel: 'text' }, text.text)
  const stand = () =>
    given.rows<{ status: string; address: string | null; body: string }>(
      'select status, address, body from outgoing_messages order by id',
    )
  t.match(await stand(), [{ status: 'waiting', address: null }])
  t.notMatch((await stand())[0]?.body, /Thornley|visit|appointment/, 'who holds the telephone reads only whom to ring')

  // Past every use-case: only the question at the end can stop it.
  await given.rows(`update people set safe_contact = null where id = '${she.referral.personId}'`)
  const { releaseOutgoing } = await import('../../src/features/people/use-cases/reach-person.ts')
  const context = await test.app.systemContext(town.schemeId)
  await releaseOutgoing(context, { outgoingId: text.body.outgoingId })
  t.match(await stand(), [{ status: 'stopped' }])
  t.match((await advisor.get('/tasks')).body.items, [{ kind: 'reach-another-way' }])
})

t.test('an allowed text is handed to delivery with her number; contact consent withdrawn stops the rest', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await atTheKitchenTable(test)
  const advisor = as(town.advisor)
  await she.set(town.advisor, { safeContact: { ...SAFE, channels: ['text', 'letter'] } })
  const { body: text } = await advisor.post(`${she.path}/reach`, { purpose: 'reminder' })
  const { body: letter } = await advisor.post(`${she.path}/reach`, { purpose: 'plan', preferred: 'letter' })
  t.equal(letter.channel, 'letter')
  const { releaseOutgoing } = await import('../../src/features/people/use-cases/reach-person.ts')
  await releaseOutgoing(await test.app.systemContext(town.schemeId), { outgoingId: text.outgoingId })
  t.match(await given.rows(`select status, address from outgoing_messages where id = '${text.outgoingId}'`), [
    { status: 'waiting', address: '+447700900123' },
  ])
  const no = { purpose: 'contact', answer: 'withdrawn', how: 'by-phone', on: '2026-03-02' }
  t.equal((await advisor.post(`${she.path}/consents`, no)).statusCode, 201)
  t.match(await given.rows('select status from outgoing_messages order by id'), [
    { status: 'stopped' },
    { status: 'stopped' },
  ])
  t.match((await advisor.get(`/letters/${letter.outgoingId}/pdf`)).statusCode, 422, 'and is not printed')
})

t.test('a hidden address: whoever visits and the lead know it, and it is in no list, offer or print', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await atTheKitchenTable(test)
  const reads = async (member: Member) => (await as(member).get(she.path)).body
  t.match((await reads(town.referrer)).address, { postcode: 'S60 1AA' })
  // Somebody known already: the referral keeps what was given of her, with the address.
  const known = given.referralDetails({
    person: given.personDetails({ ...(await detailsOf(test, she.path)), address: ADDRESS }),
  })
  const second = await as(town.referrer).post('/referrals', known)
  t.equal(second.statusCode, 201, second.text)

  t.equal((await she.set(town.advisor, { safeContact: SAFE, addressHidden: true })).statusCode, 200)
  for (const [member, knows] of [
    [town.advisor, true],
    [town.teamLead, true],
    [town.otherAdvisor, false],
    [town.referrer, false],
  ] as const) {
    const record = await reads(member)
    t.match(record, { addressHidden: true })
    t.equal(record.address !== null, knows, `${member.name} reads the record`)
    const referral = (await as(member).get(`/referrals/${second.body.id}`)).text
    t.equal(referral.includes('S60 1AA'), knows, `${member.name} reads what the referrer gave`)
    const found = await as(member).post('/people/search', { familyName: 'Thornley' })
    t.match(found.body.items, [{ postcode: null }], `${member.name} searches`)
    const { items } = (await as(member).get(`/referrals?personId=${second.body.personId}`)).body
    t.ok(items.length > 0, `${member.name} has her on the list`)
    t.ok(items.every(({ postcodeDistrict }: { postcodeDistrict: string | null }) => postcodeDistrict === null))
  }
  const listing = {
    name: 'Lunch',
    category: 'community-hub',
    description: 'A meal',
    locationKind: 'online',
    when: 'Mondays',
  }
  const { body: activity } = await as(town.provider).post('/activities', { ...listing, capacity: 4 })
  const path = `/referrals/${she.referral.id}`
  await as(town.advisor).post(`${path}/placements`, { activityId: activity.id })
  t.match((await as(town.provider).get('/placements')).body.items, [{ about: { area: null } }], 'the group')
  await as(town.advisor).post(`${path}/contacts`, {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-04T10:00:00Z',
    plannedEnd: '2026-03-04T11:00:00Z',
  })
  const day = await as(town.advisor).get(`/contacts?on=2026-03-04`)
  t.match(day.body.items, [{ postcodeDistrict: null }], day.text)

  t.match((await as(town.advisor).post(`${she.path}/reach`, { purpose: 'plan', preferred: 'letter' })).body, {
    channel: 'phone',
  })
  await she.set(town.advisor, { safeContact: { ...SAFE, lettersDespiteHidden: true }, addressHidden: true })
  const { body: letter } = await as(town.advisor).post(`${she.path}/reach`, { purpose: 'plan', preferred: 'letter' })
  t.equal(letter.channel, 'letter', 'she said that letters may come')
  t.notMatch((await as(town.otherAdvisor).get('/letters')).text, /S60|Chapel/)
  t.equal((await as(town.otherAdvisor).get(`/letters/${letter.outgoingId}/pdf`)).statusCode, 403)
  t.equal((await as(town.otherAdvisor).post('/letters/print')).statusCode, 422)
  t.match(
    (await she.set(town.otherAdvisor, { safeContact: SAFE, addressHidden: false })).statusCode,
    403,
    'who does not know it does not show it',
  )
  t.equal((await as(town.advisor).get(`/letters/${letter.outgoingId}/pdf`)).statusCode, 200)
})
const ADDRESS = { lines: ['4 Chapel Walk'], postcode: 'S60 1AA' }

async function detailsOf({ given, as }: TestApp, path: string) {
  const { nhsNumber, givenName, familyName, bornOn } = (await as(given.town.teamLead).get(path)).body
  return { nhsNumber, givenName, familyName, bornOn }
}

t.test(
  'a letter is printed, posted, and stopped when she has died; a call that nobody answers is owed again',
  async (t) => {
    const test = await startApp(t)
    const { given, as } = test
    const { town } = given
    const advisor = as(town.advisor)
    const large = {
      facts: {
        longTermConditions: { answer: 'known', value: ['copd'] },
        accessibleInformation: { answer: 'known', value: ['large-print'] },
      },
    }
    const she = await atTheKitchenTable(test, large)
    const write = async (purpose: string, preferred: string) =>
      (await advisor.post(`${she.path}/reach`, { purpose, preferred })).body.outgoingId as string
    const [first, second, third] = [
      await write('plan', 'letter'),
      await write('closing', 'letter'),
      await write('appointment', 'letter'),
    ]
    t.equal((await advisor.post(`/letters/${first}/posted`, { on: '2026-03-02' })).statusCode, 409, 'print it first')
    const pdf = await advisor.get(`/letters/${first}/pdf`)
    t.match(pdf.headers['content-type'], /application\/pdf/)
    t.match(pdf.text.slice(0, 5), '%PDF-')
    t.match(pdf.text, /\/Lang/)
    t.equal(
      (await advisor.post(`/letters/${first}/posted`, { on: '2026-03-02' })).statusCode,
      409,
      'looking is no print',
    )
    t.match((await advisor.post(`/letters/${first}/printed`)).body, { status: 'printed' })
    const once = { headers: { 'idempotency-key': 'the rest in one' } }
    const rest = await advisor.post('/letters/print', undefined, once)
    t.match(rest, { statusCode: 200, body: { letterIds: [second, third] } })
    t.same((await advisor.post('/letters/print', undefined, once)).body, rest.body, 'whose answer was lost asks again')
    const sheets = await advisor.post('/letters/sheets', rest.body)
    t.match(sheets.text.slice(0, 5), '%PDF-')
    t.equal((await advisor.post('/letters/print')).statusCode, 422, 'and once')
    const prints = await given.rows(
      `select detail ->> 'mark' as mark from audit_tail where action = 'letter.printed' and person_id is not null`,
    )
    t.same(prints, [{ mark: 'print' }, { mark: 'print' }, { mark: 'print' }], 'each print is on record as one')
    t.match((await advisor.post(`/letters/${first}/posted`, { on: '2026-03-03' })).statusCode, 400, 'tomorrow')
    t.match((await advisor.post(`/letters/${first}/posted`, { on: '2026-03-02' })).body, {
      status: 'posted',
      postedOn: '2026-03-02',
    })

    const call = await write('answer', 'phone')
    t.match((await advisor.post(`/calls/${call}/done`, { outcome: 'no-answer' })).body, { status: 'done' })
    t.match((await advisor.get('/tasks')).body.items, [{ kind: 'reach-another-way' }])

    const late = await write('appointment', 'phone')
    await advisor.post(`${she.path}/death`, { on: '2026-03-01', toldBy: 'Her daughter' })
    t.match(
      await given.rows(`select status from outgoing_messages where id in ('${second}', '${third}', '${late}')`),
      Array.from({ length: 3 }, () => ({ status: 'stopped' })),
      'nothing more leaves',
    )
    t.equal((await advisor.post(`/letters/${second}/posted`, { on: '2026-03-02' })).statusCode, 409)
    t.match((await advisor.post(`${she.path}/reach`, APPOINTMENT)).body, {
      channel: null,
      refused: [{ because: 'died' }],
    })
    t.same(
      (await advisor.get('/tasks')).body.items.filter(({ kind }: { kind: string }) => kind === 'reach-another-way'),
      [],
    )
  },
)

t.test(
  'who shares a number is flagged, and not said whose it is; the database keeps no row without the gate',
  async (t) => {
    const test = await startApp(t)
    const { given, as } = test
    const { town } = given
    const one = await given.referral({
      person: given.personDetails({ phones: [{ number: '07700 900 555', label: 'mobile' }] }),
    })
    const other = given.personDetails({
      familyName: 'Marsh',
      address: null,
      facts: {
        longTermConditions: { answer: 'known', value: ['copd'] },
        fixedAddress: { answer: 'unknown' },
      },
      phones: [{ number: '+447700900555', label: 'mobile' }],
    })
    await given.referral({ person: other, by: town.otherReferrer })
    const { body, text } = await as(town.referrer).get(`/people/${one.personId}`)
    t.same(body.sharedWithOthers, ['phone'])
    t.notMatch(text, /Marsh/)
    await t.rejects(
      given.rows(`insert into outgoing_messages (scheme_id, id, channel, recipient_kind, person_id, event, subject, body, subject_kind, subject_id, created_at)
      values ('${town.schemeId}', gen_random_uuid(), 'text', 'person', '${one.personId}', 'to-person', 'x', 'x', 'person', '${one.personId}', now())`),
      /outgoing_messages_gate_check/,
    )
  },
)

t.test('somebody related changes: what was written for a number that is theirs now does not go', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const advisor = as(given.town.advisor)
  const she = await atTheKitchenTable(test)
  await she.set(given.town.advisor, { safeContact: SAFE, unsafeRelatedIds: [she.frankId] })
  const call = await advisor.post(`${she.path}/reach`, APPOINTMENT)
  t.match(call.body, { channel: 'phone' }, call.text)
  const frank = (await advisor.get(she.path)).body.relatedPeople.find(({ id }: { id: string }) => id === she.frankId)
  const amended = await advisor.patch(
    `${she.path}/related-people/${she.frankId}`,
    { phone: MOBILE },
    { headers: { 'if-match': `"${frank.version}"` } },
  )
  t.equal(amended.statusCode, 200, amended.text)
  t.notMatch((await advisor.get('/calls')).text, MOBILE, 'he answers that telephone now')
})

t.test('a mark on a record that turned out to be hers counts, and what was on its way is asked about', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const marked = await atTheKitchenTable(test)
  await marked.set(town.advisor, { safeContact: SAFE, unsafeRelatedIds: [marked.frankId] })
  const other = await given.referral({
    status: 'accepted',
    allocatedTo: town.advisor,
    person: given.personDetails({ phones: [{ number: '01709 555012', label: 'home' }] }),
  })
  const advisor = as(town.advisor)
  t.match((await advisor.post(`/people/${other.personId}/reach`, APPOINTMENT)).body, { channel: 'phone' })
  const merged = await as(town.teamLead).post(`/people/${other.personId}/merges`, {
    duplicateId: marked.referral.personId,
    reason: 'The same Edith',
  })
  t.equal(merged.statusCode, 201, merged.text)
  t.same((await advisor.get('/calls')).body.items, [], 'what was written before is stopped')
  const again = await advisor.post(`/people/${other.personId}/reach`, APPOINTMENT)
  t.match(
    again.body.refused.find(({ channel }: { channel: string }) => channel === 'phone'),
    { because: 'shared-with-unsafe' },
    again.text,
  )
})

t.test('a change of how she is reached keeps what she said of letters to a hidden address', async (t) => {
  const test = await startApp(t)
  const advisor = test.as(test.given.town.advisor)
  const she = await atTheKitchenTable(test)
  await she.set(test.given.town.advisor, { safeContact: { ...SAFE, lettersDespiteHidden: true }, addressHidden: true })
  const { version } = (await advisor.get(she.path)).body
  const patch = { safeContact: { channels: ['letter'], voicemail: false } }
  const amended = await advisor.patch(she.path, patch, { headers: { 'if-match': `"${version}"` } })
  t.equal(amended.statusCode, 200, amended.text)
  t.match((await advisor.get(she.path)).body.safeContact, { channels: ['letter'], lettersDespiteHidden: true })
})
