import t from 'tap'
import { startApp } from '../support/app.ts'
import type { GivenReferral } from '../support/given.ts'
import { twice, WHY } from './given-twice.ts'

t.test('undoing a merge asks again what was answered while the two counted as one', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const her = await twice(test)
  const advisor = as(town.advisor)
  await her.setSafeContact(her.duplicate, { safeContact: { channels: ['letter'], voicemail: false } })
  const before = await advisor.post(`/people/${her.survivor.personId}/reach`, {
    purpose: 'appointment',
    preferred: 'phone',
  })
  t.match(before.body, { channel: 'phone' }, before.text)
  const undo = await her.merge()
  const written = await advisor.post(`/people/${her.duplicate.personId}/reach`, { purpose: 'appointment' })
  t.match(written.body, { channel: 'letter' }, written.text)
  const patch = { phones: [{ number: '07700 900777', label: 'mobile' }] }
  const { version } = (await advisor.get(`/people/${her.duplicate.personId}`)).body
  await advisor.patch(`/people/${her.duplicate.personId}`, patch, { headers: { 'if-match': `"${version}"` } })
  t.equal((await undo()).statusCode, 200)
  t.same((await advisor.get('/letters')).body.items, [], 'a letter to the wrong one of two does not leave')
  const owed = await given.rows<{ id: string }>(
    "select subject_id as id from tasks where kind = 'reach-another-way' and done_at is null",
  )
  t.same(
    owed.map(({ id }) => id).sort(),
    her.both.map(({ personId }) => personId).sort(),
    'somebody reaches each of them another way',
  )
  const keys = async ({ personId }: GivenReferral) =>
    (await given.rows<{ keys: string[] }>(`select contact_keys as keys from people where id = '${personId}'`))[0]
      ?.keys ?? []
  t.match(await keys(her.duplicate), [/7700900777/], 'whom the number is shared with is asked of the right record')
  t.notMatch((await keys(her.survivor)).join(), /7700900777/)
})

t.test('a merge under which a death was recorded is not undone before the death is', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const her = await twice(test)
  const undo = await her.merge()
  const lead = as(given.town.teamLead)
  const told = await lead.post(`/people/${her.survivor.personId}/death`, { on: '2026-03-01', toldBy: 'her daughter' })
  t.equal(told.statusCode, 201, told.text)
  t.match(await undo(), { statusCode: 422, body: { type: '/problems/not-possible', detail: /take it back/ } })
  const back = await lead.post(`/people/${her.survivor.personId}/death/undo`, { reason: 'It was her sister' })
  t.equal(back.statusCode, 200, back.text)
  t.equal((await undo()).statusCode, 200)
  const { rows } = given
  const open = await rows<{ status: string }>(
    `select status from referrals where person_id = '${her.duplicate.personId}'`,
  )
  t.same(open, [{ status: 'accepted' }], 'nobody ended with somebody else')
})

t.test('an identity that was in doubt is in doubt again when the merge that settled it is undone', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const holder = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const [known] = await given.rows<{ nhs: string }>(
    `select nhs_number as nhs from people where id = '${holder.personId}'`,
  )
  const doubted = await given.referral({
    person: given.personDetails({ nhsNumber: known?.nhs, bornOn: '1960-01-01', familyName: 'Other' }),
  })
  const lead = as(town.teamLead)
  const settled = await lead.post(`/people/${doubted.personId}/identity-confirmations`, {
    outcome: 'same-person',
    reason: WHY,
  })
  t.equal(settled.statusCode, 200, settled.text)
  const [merge] = await given.rows<{ id: string }>('select id from person_merges')
  t.equal((await lead.post(`/people/${holder.personId}/merges/${merge?.id}/undo`)).statusCode, 200)
  const open = await given.rows<{ id: string }>(
    "select subject_id as id from tasks where kind = 'confirm-identity' and done_at is null",
  )
  t.same(open, [{ id: doubted.personId }])
})
