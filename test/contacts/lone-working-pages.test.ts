import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('a worker is not back: somebody has it, and what was found ends it', async (t) => {
  const { given, as, app, clock, runJobs } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  const visit = await advisor.post(`/referrals/${referral.id}/contacts`, {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-02T10:00:00Z',
    plannedEnd: '2026-03-02T11:00:00Z',
  })
  clock.set('2026-03-02T10:00:00Z')
  await advisor.post(`/contacts/${visit.body.id}/check-in`)
  const [lead, worker, practice] = [createBrowser(app), createBrowser(app), createBrowser(app)]
  clock.set('2026-03-02T11:31:00Z')
  await lead.signIn(town.teamLead)
  t.match((await lead.open('/lone-working')).text, /Nobody is watching/, 'silence is not safety: the watch has not run')

  await runJobs()
  const list = await lead.open('/lone-working')
  t.notMatch(list.text, /Nobody is watching/)
  t.match(list.text, /Ada Advisor[\s\S]*Nobody has it yet[\s\S]*Lena Lead/)
  t.notMatch(list.text, /Marsh/, 'nobody who is visited stands on it')
  const [, id = ''] = /lone-working\/([\w-]+)\/take/.exec(list.text) ?? []

  await t.test('the worker herself checks out instead, and no practice reads of it', async (t) => {
    await worker.signIn(town.advisor)
    const own = await worker.open(`/lone-working/${id}`)
    t.match(own.h1, ['You are not back'])
    t.notMatch(own.text, />I have it</)
    await practice.signIn(town.referrer)
    t.equal((await practice.get('/lone-working')).statusCode, 403)
    t.equal((await practice.get('/referrals')).statusCode, 200, 'and stays signed in')
  })

  await t.test('one has it; whoever presses after is told', async (t) => {
    const taken = await lead.sendShown(list, `/lone-working/${id}/take`, {})
    t.match(taken, { statusCode: 303, location: `/lone-working/${id}` })
    t.match(await lead.sendShown(list, `/lone-working/${id}/take`, {}), { statusCode: 303 }, 'twice is once')
    t.match((await lead.open(`/lone-working/${id}`)).text, /You have it, since/)
    const late = await lead.post(`/lone-working/${id}/take`, { _csrf: await lead.csrf() })
    t.match(late, { statusCode: 409, text: /Somebody has it already/, title: /^Error: / })
  })

  await t.test('what was found is needed, what was typed is kept, and it ends once', async (t) => {
    const path = `/lone-working/${id}`
    const again = await lead.send(path, path, { words: 'A flat battery' })
    t.match(again, { statusCode: 400, title: /^Error: /, text: /Select how they are[\s\S]*A flat battery/ })
    const page = await lead.open(path)
    t.match(await lead.sendShown(page, path, { found: 'safe', words: 'A flat battery' }), {
      statusCode: 303,
      location: '/lone-working?done=ended',
    })
    t.match((await lead.open('/lone-working?done=ended')).text, /It has ended[\s\S]*Nobody is late back/)
    t.match(await lead.open(path), { statusCode: 404, text: /It has ended, or it is not about/ }, 'no dead end')
  })
})
