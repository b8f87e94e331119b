import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import type { Member } from '../support/town.ts'
import { givePlacements } from './given-placements.ts'

t.test('the pages of a waiting list and of a gap', async (t) => {
  const test = await startApp(t)
  const { app, given, as, runJobs } = test
  const { town } = given
  const signedIn = async (member: Member) => {
    const browser = createBrowser(app)
    await browser.signIn(member)
    return browser
  }
  const { activity, placement } = givePlacements(test)
  const advisor = await signedIn(town.advisor)
  const group = await signedIn(town.provider)
  const has = await placement('accepted', { activityId: await activity({ name: 'Choir', capacity: 1 }) })
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const path = `/referrals/${id}/placements`

  await t.test(
    'what stands in the way is shown before anything is typed; whoever waits is told how long',
    async (t) => {
      await given.rows(
        `update activities set areas = '{S99}', cost_pence = 250, getting_there = 'Bus 14' where id = '${has.activityId}'`,
      )
      const offer = await advisor.get(`${path}/new/${has.activityId}`)
      t.match(offer.text, /It serves S99, and the person lives in S60: ask the group first/)
      t.match(offer.text, '£2.50 each time')
      t.match(offer.text, 'Bus 14')
      t.notMatch(offer.text, 'name="hopes"', 'nobody types for nothing')
      const join = `${path}/wait/${has.activityId}`
      t.match(offer.text, `href="${join}"`)
      const done = await advisor.sendShown(await advisor.get(join), join, { hopes: 'To sing again' })
      t.match(done, { statusCode: 303, location: `${path}?done=waits` })
      const list = (await advisor.get(path)).text
      t.match(list, /Choir[\s\S]*Waits for a place[\s\S]*It may take: we cannot say[\s\S]*Number 1 in line/)
      t.match((await group.get('/group')).text, '1 person waits for a place.')
      t.notMatch((await group.get('/group')).text, 'sing again')
    },
  )

  await t.test('a held place is taken with who comes along, or passed on', async (t) => {
    await as(town.provider).post(`/placements/${has.id}/end`, { reason: 'health' })
    await runJobs()
    const [entry] = (await given.rows(`select id from waiting_entries where referral_id = '${id}'`)) as [{ id: string }]
    const page = await advisor.get(`/waiting/${entry.id}`)
    t.match(page.text, /A place is held: ask the person[\s\S]*Answer by/)
    t.match((await advisor.get('/tasks')).text, `href="/waiting/${entry.id}"`)
    t.match((await advisor.get(`/activities/${has.activityId}/waiting`)).text, 'Edith')
    const take = `/waiting/${entry.id}/take`
    const refused = await advisor.send(`/waiting/${entry.id}`, take, { startsOn: '9 3 2026' })
    t.equal(refused.statusCode, 400)
    t.match(refused.text, 'Ask who comes with them the first time')
    const typed = { startsOn: '9 3 2026', comesWith: 'family-or-friend', homeBy: 'Her daughter drives' }
    t.match(await advisor.send(`/waiting/${entry.id}`, take, typed), { statusCode: 303 })
    t.match(
      (await advisor.get(path)).text,
      /The first time: Somebody of the family, or a friend[\s\S]*Her daughter drives/,
    )
    t.notMatch((await advisor.get(`/waiting/${entry.id}`)).text, 'wait no more', 'they wait no more')
  })

  await t.test('a gap is written down beside the next best, and counted for the lead', async (t) => {
    const form = `/referrals/${id}/gaps/new`
    const shown = await advisor.get(form)
    t.match(shown.text, /The next best[\s\S]*Choir/)
    t.match(await advisor.sendShown(shown, form, {}), { statusCode: 400, title: /^Error: / })
    const typed = { need: 'transport', why: 'nothing-exists', note: 'A bus on Sundays' }
    t.match(await advisor.sendShown(await advisor.get(form), form, typed), { location: `${path}?done=gap` })
    t.match((await advisor.get(path)).text, /Looked for in vain[\s\S]*A bus on Sundays/)
    t.match((await (await signedIn(town.teamLead)).get('/unmet-needs')).text, /Transport[\s\S]*S60/)
    t.notMatch((await (await signedIn(town.commissioner)).get('/unmet-needs')).text, 'Transport')
    const practice = await signedIn(town.referrer)
    t.notMatch((await practice.get(path)).text, /vain|Sundays|daughter drives|Waiting lists/)
  })
})
