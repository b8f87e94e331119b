import t from 'tap'
import { startApp } from '../support/app.ts'
import { DIRECTIONS, twice } from './given-twice.ts'

t.test('a death, a concern and a closed record count on every record of the human', async (t) => {
  const test = await startApp(t)
  for (const [name, said, kept] of DIRECTIONS)
    await t.test(name, async (t) => {
      const { given, as } = test
      const { town } = given
      const her = await twice(test)
      const advisor = as(town.advisor)
      const { personId } = her.both[kept]
      const mark = async () => (await advisor.get(`/people/${personId}/concern-mark`)).body.mark
      const raised = await as(town.teamLead).post('/concerns', {
        kind: 'safeguarding',
        personId: her.both[said].personId,
        content: 'Bruises on both arms',
        doneNow: [{ what: 'told-lead', words: 'Left a message' }],
        wish: 'She wants nobody told until Friday',
      })
      t.equal(raised.statusCode, 201, raised.text)
      t.equal(await mark(), null)
      const undo = await her.merge()
      t.match(await mark(), /lead/)

      const closed = await as(town.privacyOfficer).put(
        `/people/${her.both[said].personId}/closed`,
        {
          kind: 'only-named',
          reason: 'Her neighbour works at the desk',
          membershipIds: [town.otherAdvisor.membershipId],
        },
        { headers: { 'if-none-match': '*' } },
      )
      t.equal(closed.statusCode, 200, closed.text)
      t.equal((await advisor.get(`/people/${personId}`)).statusCode, 403)
      t.equal((await advisor.get(`/referrals/${her.both[kept].id}`)).statusCode, 404)
      const reason = 'She is at the door, confused'
      t.equal((await advisor.post(`/people/${personId}/break-glass`, { reason })).statusCode, 201)
      for (const one of her.both) t.equal((await advisor.get(`/people/${one.personId}`)).statusCode, 200)
      t.equal((await undo()).statusCode, 404, 'the lead is not named')
    })
  await t.test('a record that was closed before it was merged', async (t) => {
    for (const [name, said, kept] of DIRECTIONS)
      await t.test(name, async (t) => {
        const { given, as } = test
        const { town } = given
        const her = await twice(test)
        const lead = as(town.teamLead)
        const closing = { kind: 'only-named', reason: 'Private', membershipIds: [town.teamLead.membershipId] }
        const first = { headers: { 'if-none-match': '*' } }
        t.equal((await lead.put(`/people/${her.both[said].personId}/closed`, closing, first)).statusCode, 200)
        await her.merge()
        t.equal((await as(town.advisor).get(`/people/${her.both[kept].personId}`)).statusCode, 403)
        t.equal((await as(town.advisor).get(`/referrals/${her.both[kept].id}`)).statusCode, 404)
        const { version } = (await lead.get(`/people/${her.both[kept].personId}/closed`)).body.closing ?? { version: 1 }
        const opened = await lead.delete(`/people/${her.both[kept].personId}/closed`, {
          headers: { 'if-match': `"${version}"` },
        })
        t.equal(opened.statusCode, 200, opened.text)
        t.equal((await as(town.advisor).get(`/people/${her.both[said].personId}`)).statusCode, 200)
      })
  })
  await t.test('a death that was recorded before', async (t) => {
    const { given, as } = test
    const { town } = given
    const her = await twice(test)
    const died = { on: '2026-03-01', toldBy: 'her daughter' }
    const told = await as(town.teamLead).post(`/people/${her.duplicate.personId}/death`, died)
    t.equal(told.statusCode, 201, told.text)
    await her.merge()
    const advisor = as(town.advisor)
    const reached = await advisor.post(`/people/${her.survivor.personId}/reach`, { purpose: 'appointment' })
    t.match(reached.body, { channel: null, refused: [{ because: 'died' }] }, reached.text)
    const again = await as(town.referrer).post(
      '/referrals',
      given.referralDetails({ personId: her.survivor.personId, person: undefined, submit: false }),
    )
    t.match(again, { statusCode: 422, body: { detail: /has died/ } }, again.text)
  })
})
