import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('the monthly meeting of a practice', async (t) => {
  const { app, given, as, clock } = await startApp(t)
  const { town } = given
  const browser = createBrowser(app)
  await browser.signIn(town.referrer)
  const stuck = await given.referral({ status: 'returned' })
  const risky = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const theirs = await given.referral({ by: town.otherReferrer })
  const me = as(town.referrer)
  const { body: one } = await me.get(`/referrals/${risky.id}`)

  await t.test('goes through its own people alone; the room reads no restricted mark', async (t) => {
    const { headers } = await me.get(`/referrals/${risky.id}`)
    const patch = { homeVisitRisk: 'known', homeVisitRiskNote: 'A dog', why: { reason: 'correction' } }
    const lists = (await me.get('/scheme')).body.lists['amendment-reason']
    patch.why.reason = lists[0].code
    await me.patch(`/referrals/${risky.id}`, patch, { headers: { 'if-match': String(headers.etag) } })
    const page = await browser.get('/meetings')
    t.match(page, { statusCode: 200, h1: ['Meeting of March 2026'] })
    for (const { id } of [stuck, risky]) t.match(page.text, `href="/referrals/${id}"`)
    t.notMatch(page.text, theirs.id)
    t.match(page.text, 'Stuck: a question is open')
    t.match(page.text, 'Risk on a visit')
    const room = await browser.get('/meetings?room=yes')
    t.match(room.text, one.reference)
    t.notMatch(room.text, 'Risk on a visit')
    t.match(room.text, 'Show the version for staff alone')

    const kept = await browser.sendShown(room, '/meetings', { present: 'Jo the matron' })
    t.equal(kept.location, '/meetings?room=yes&done=saved', 'to save on the screen of the room shows no more there')
    const tooLong = await browser.sendShown(room, '/meetings', { [`what-${risky.id}`]: 'Ring '.repeat(80) })
    t.match(tooLong, { statusCode: 400 })
    t.match(tooLong.text, 'in fewer than 300 characters')
    t.notMatch(tooLong.text, 'Risk on a visit', 'nor does a fault')
    const before = await browser.get('/meetings?month=2026-02&room=yes')
    t.match(before.text, 'href="/meetings?room=yes"', 'a link to another month stays in the room')
  })

  const line = (id: string, what: string, owner = 'service') => ({
    [`what-${id}`]: what,
    [`owner-${id}`]: owner,
    [`due-${id}`]: '2026-03-16',
  })

  await t.test('a name is left out, brought back and added, and what was typed stays', async (t) => {
    const page = await browser.get('/meetings')
    const line = { [`what-${risky.id}`]: 'Ask about the dog', [`due-${risky.id}`]: '2026-03-16' }
    const typed = { present: 'Jo the matron', ...line }
    const out = await browser.sendShown(page, '/meetings', typed)
    t.equal(out.statusCode, 303)
    const fields = { ...typed, month: '2026-03', _csrf: await browser.csrf() }
    const left = await browser.post('/meetings/names', { ...fields, leaveOut: stuck.id })
    t.equal(left.location, '/meetings?done=named')
    const after = await browser.get('/meetings')
    t.match(after.text, new RegExp(`Left out this time[\\s\\S]*value="${stuck.id}"`))
    t.notMatch(after.text, `name="what-${stuck.id}"`)
    t.match(after.text, 'value="Ask about the dog"', 'with what was decided about somebody else')
    t.match(await browser.post('/meetings/names', { ...fields, bringBack: stuck.id }), { statusCode: 303 })
    t.match((await browser.get('/meetings')).text, `name="what-${stuck.id}"`)

    const withdrawn = await given.referral({ status: 'submitted' })
    await me.post(`/referrals/${withdrawn.id}/withdraw`, { reason: 'person-changed-mind' })
    t.notMatch((await browser.get('/meetings')).text, withdrawn.reference)
    t.match(await browser.post('/meetings/names', { ...fields, reference: withdrawn.reference.toLowerCase() }), {
      statusCode: 303,
    })
    t.match((await browser.get('/meetings')).text, withdrawn.reference)
    const { reference } = (await as(town.otherReferrer).get(`/referrals/${theirs.id}`)).body
    const refused = await browser.post('/meetings/names', { ...fields, reference })
    t.match(refused, { statusCode: 400, title: /^Error: / })
    t.match(refused.text, 'Enter the reference of a referral of yours')
    t.match(refused.text, `value="${reference}"`)
    t.match(await browser.post('/meetings/names', { ...fields, leaveOut: theirs.id }), { statusCode: 400 })
    await browser.post('/meetings/names', { ...fields, leaveOut: withdrawn.id })
    const garbled = await browser.post('/meetings/names', { ...fields, leaveOut: 'x' })
    t.match(garbled, { statusCode: 400, title: /^Error: Meeting/ })
    t.match(garbled.text, 'Jo the matron', 'what was typed stays')
  })

  await t.test(
    'what is typed is kept; it is closed when it says who was there, and decisions become tasks',
    async (t) => {
      const page = await browser.get('/meetings')
      const saved = await browser.sendShown(page, '/meetings', line(risky.id, 'Ring about falls'))
      t.equal(saved.location, '/meetings?done=saved')
      t.match((await browser.open('/meetings')).text, 'value="Ring about falls"')
      t.same(await tasksOf(town.advisor), [], 'nothing follows before it is closed')

      const colleague = await browser.get('/meetings')
      const both = { ...line(risky.id, 'Ring about falls'), ...line(stuck.id, 'Answer the question', 'practice') }
      t.equal((await browser.sendShown(colleague, '/meetings', both)).statusCode, 303)

      const close = async (typed: Record<string, string>) => {
        const shown = await browser.get('/meetings')
        return browser.post('/meetings/close', { month: '2026-03', ...hiddenOf(shown.text), ...typed })
      }
      const typed = { ...line(risky.id, 'Ring about falls'), ...line(stuck.id, 'Answer the question', 'practice') }
      const refused = await close(typed)
      t.match(refused, { statusCode: 400, title: 'Error: Meeting of March 2026 - Rother' })
      t.match(refused.text, 'href="#present"')
      t.match(refused.text, 'value="Ring about falls"', 'what was typed stays')

      const someoneElses = await close({ ...typed, present: 'Dr Amin', ...line(theirs.id, 'Look at it') })
      t.equal(someoneElses.statusCode, 400, 'nothing is decided about people of another practice')

      t.equal((await close({ ...typed, present: 'Dr Amin, Jo the matron' })).location, '/meetings?done=closed')
      t.match(await tasksOf(town.advisor), [{ subjectId: risky.id, dueOn: '2026-03-16' }])
      t.match(await tasksOf(town.referrer), [{ subjectId: stuck.id }])
      const { body } = await as(town.advisor).get(`/referrals/${risky.id}`)
      t.match(body.events.at(-1), { step: 'amend', note: 'Decided in the meeting: Ring about falls' })

      const closed = await browser.open('/meetings')
      t.match(closed.text, 'Dr Amin, Jo the matron')
      t.notMatch(closed.text, 'formaction="/meetings/close"')
      t.equal((await close({ ...typed, present: 'Somebody' })).statusCode, 409, 'closed is closed')
    },
  )

  await t.test('next month begins with what was decided and is not done', async (t) => {
    clock.forward(31)
    await browser.signIn(town.referrer)
    const page = await browser.get('/meetings')
    t.match(page, { h1: ['Meeting of April 2026'] })
    t.match(page.text, 'Decided last time, not done yet')
    t.match(page.text, 'Ring about falls')
    const [task] = await tasksOf(town.advisor)
    await as(town.advisor).post(`/tasks/${task?.id}/finish`, { outcome: 'Rang her' })
    t.match((await browser.get('/meetings')).text, 'Ring about falls (the advisor does it, by 16 Mar 2026, done)')
    t.match((await browser.get('/meetings?month=2026-03')).text, 'Closed on')
  })

  async function tasksOf(member: typeof town.advisor): Promise<{ id: string; kind: string; subjectId: string }[]> {
    const { body } = await as(member).get('/tasks')
    return body.items.filter(({ kind }: { kind: string }) => kind === 'meeting-decision')
  }
})

const hiddenOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    ),
  )
