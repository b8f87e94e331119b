import t from 'tap'
import { agreedLines, faultOfCard } from '../../src/features/placements/card.ts'
import { tellingIn } from '../../src/features/placements/hopes.ts'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)
const [advisor, group] = [as(town.advisor), as(town.provider)]

const FIRST = { headers: { 'if-none-match': '*' } }
const agreed = { on: '2026-03-02', how: 'in-person' } as const
const nuts = { line: 'food-and-allergies', words: 'No nuts: her throat swells', agreed }
const son = { line: 'emergency-contact', words: 'Her son Mark, 01709 555 0199', agreed: null }

t.test('a lunch club learns what it must know, line by line as she agreed, and no longer than she comes', async (t) => {
  const { id, referral } = await placement('offered')
  const written = await advisor.put(`/placements/${id}/card`, { lines: [nuts, son] }, FIRST)
  t.match(written, { statusCode: 200, body: { version: 1 } }, written.text)
  const read = () => group.get(`/placements/${id}/card`)
  t.equal((await read()).statusCode, 404, 'before its yes')
  await group.post(`/placements/${id}/accept`)
  t.equal((await read()).statusCode, 404, 'before she agrees to share')
  await answerToShare(referral.personId, 'given')
  t.same((await read()).body.lines, [nuts], 'only what she agreed to')
  t.equal((await advisor.get(`/placements/${id}/card`)).body.lines.length, 2)
  const looks = await given.rows<{ detail: object }>(
    `select detail from audit_tail where action = 'placement-card.read' and membership_id = '${town.provider.membershipId}'`,
  )
  t.same(looks, [{ detail: { lines: ['food-and-allergies'] } }], 'each look is recorded')
  await answerToShare(referral.personId, 'withdrawn')
  t.equal((await read()).statusCode, 404, 'she took it back')
  await answerToShare(referral.personId, 'given')
  t.equal((await read()).statusCode, 200)
  await group.post(`/placements/${id}/end`, { reason: 'health' })
  t.equal((await read()).statusCode, 404, 'it is over')
  t.equal(
    (await advisor.put(`/placements/${id}/card`, { lines: [] }, { headers: { 'if-match': '"1"' } })).statusCode,
    409,
  )
})

t.test('a card has these lines and no others, and a yes is to the words that were read', async (t) => {
  const { id } = await placement('offered')
  const put = (lines: object[], headers: object = FIRST) => advisor.put(`/placements/${id}/card`, { lines }, headers)
  t.equal((await put([{ line: 'diagnosis', words: 'COPD' }])).statusCode, 400)
  t.equal((await put([nuts, nuts])).statusCode, 400)
  t.equal((await put([{ ...nuts, agreed: { ...agreed, on: '2026-03-09' } }])).statusCode, 400)
  t.equal((await put([nuts])).statusCode, 200)
  t.equal((await put([nuts])).statusCode, 412, 'there is one already')
  t.equal((await as(town.provider).put(`/placements/${id}/card`, { lines: [] }, FIRST)).statusCode, 403)
  const before = [{ ...nuts, line: 'food-and-allergies' as const }]
  const other = [{ ...nuts, line: 'food-and-allergies' as const, words: 'Nuts are fine' }]
  t.match(faultOfCard(other, before, '2026-03-05'), { field: 'agreed' }, 'other words need another yes')
  t.equal(faultOfCard(before, before, '2026-03-05'), undefined)
  t.same(agreedLines([{ line: 'if-unwell', words: 'Ring 999', agreed: null }]), [])
})

t.test('before its yes a group reads what she hopes for, and never who she is', async (t) => {
  const referral = await given.referral({
    status: 'accepted',
    person: given.personDetails({ givenName: 'Edith', familyName: 'Thornley-Ward', preferredName: 'Édie' }),
  })
  const activityId = await activity()
  const offer = (hopes: string) => advisor.post(`/referrals/${referral.id}/placements`, { activityId, hopes })
  for (const hopes of [
    'Edith likes whist',
    "edie's knees hurt",
    'Mrs WARD sings',
    'Ring 01709 555 0123',
    'No. 999 000 0018',
  ])
    t.match(await offer(hopes), { statusCode: 400, body: { errors: [{ pointer: '#/hopes' }] } }, hopes)
  t.equal((await offer('To play whist again, on the 3rd floor, since 1998')).statusCode, 201)
})

t.test('words that are names too, and numbers', async (t) => {
  const may = { givenName: 'May', familyName: 'Li', preferredName: null }
  t.equal(tellingIn('She may come. May is a good month', may), undefined)
  t.match(tellingIn('Please call for May at noon', may), /name/)
  t.match(tellingIn('mrs li dances', may), /name/, 'a short name that is the whole')
  t.equal(tellingIn('She lives with her cat', { ...may, familyName: 'de la Cruz' }), undefined)
  t.match(tellingIn('may@example.org', may), /email/)
  t.match(tellingIn('born 17-05-1943', may), /date/)
})

t.test('a group writes down who came only when it may know who that is', async (t) => {
  const { id, referral } = await placement('accepted')
  const came = { on: '2026-03-02', attended: 'yes' }
  t.equal((await group.post(`/placements/${id}/attendances`, came)).statusCode, 409)
  t.equal((await group.post(`/placements/${id}/start`, {})).statusCode, 409)
  t.same((await group.get(`/placements/${id}`)).body.nextSteps, ['end'], 'and is not told that it could')
  await answerToShare(referral.personId, 'given')
  t.same((await group.get(`/placements/${id}`)).body.nextSteps, ['start', 'end', 'record-attendance'])
  t.equal((await group.post(`/placements/${id}/attendances`, came)).statusCode, 201)
  await answerToShare(referral.personId, 'withdrawn')
  t.equal((await group.post(`/placements/${id}/attendances`, came)).statusCode, 201, 'she comes already')
})
