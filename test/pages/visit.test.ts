import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const GOAL = {
  words: 'Eat with others',
  need: 'loneliness',
  proposedBy: 'person',
  agreedBy: ['person'],
  actions: [{ what: 'Ring the lunch club', owner: 'advisor', byOn: '2026-03-10', proposedBy: 'advisor' }],
}
const HAPPENED = {
  way: 'home-visit',
  purpose: 'first-contact',
  happenedOn: '2 3 2026',
  happened: 'yes',
  attendance: 'attended',
}
const ANSWERS = {
  'm-ucla-3-companionship': '3',
  'm-ucla-3-left-out': '2',
  'm-ucla-3-isolated': '3',
  'm-ucla-3-direct': '4',
}
const NEXT = {
  nextWay: 'home-visit',
  nextPurpose: 'support',
  nextDay: '16 3 2026',
  nextFrom: '14:00',
  nextUntil: '15:00',
}

t.test('a whole visit on one page', async (t) => {
  const { app, given, as, clock } = await startApp(t)
  const { town } = given
  const [advisor, practice] = [createBrowser(app), createBrowser(app)]
  await advisor.signIn(town.advisor)
  await practice.signIn(town.referrer)
  const client = as(town.advisor)

  async function begin() {
    const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const put = await client.put(`/referrals/${id}/plan`, { goals: [GOAL] }, { headers: { 'if-none-match': '*' } })
    const [goal] = put.body.goals
    const lines = {
      [`g-${goal.id}-words`]: goal.words,
      [`a-${goal.actions[0].id}-what`]: goal.actions[0].what,
      [`a-${goal.actions[0].id}-owner`]: 'advisor',
      [`a-${goal.actions[0].id}-byOn`]: '10 3 2026',
    }
    return { id, path: `/referrals/${id}/visit`, goal, lines }
  }
  const counts = async (id: string) => ({
    contacts: (await client.get(`/referrals/${id}/contacts`)).body.items.length,
    measurements: (await client.get(`/referrals/${id}/measurements`)).body.items.length,
    version: (await client.get(`/referrals/${id}/plan`)).body.version,
  })

  await t.test(
    'sent once, it is all there; pressed twice it is there once, and the page says who was told what',
    async (t) => {
      const { id, path, goal, lines } = await begin()
      const form = await advisor.get(path)
      t.match(form, { statusCode: 200, title: 'Write down a visit - Rother', h1: ['Write down a visit'] })
      t.match(form.text, 'Ring the lunch club (The advisor, by 10 Mar 2026)', 'what was promised stands on it')
      const typed = {
        ...HAPPENED,
        planned: 'none',
        note: 'She laughed when the cat came in',
        kept: goal.actions[0].id,
        mode: 'read-aloud',
        ...ANSWERS,
        ...lines,
        [`g-${goal.id}-new-what`]: 'Walk to the library',
        [`g-${goal.id}-new-owner`]: 'me',
        agreed: 'in-person',
        ...NEXT,
      }
      const sent = await advisor.sendShown(form, path, typed)
      t.equal(sent.statusCode, 303)
      t.equal(
        (await advisor.sendShown(form, path, typed)).location,
        sent.location,
        'a second press goes to the same place',
      )
      const otherWords = await advisor.sendShown(form, path, { ...typed, note: 'Words that came later' })
      t.equal(otherWords.statusCode, 422, 'the first did arrive, though its answer was lost')
      t.ok(otherWords.text.includes(`href="${sent.location}"`), 'the way to what arrived')
      t.match(otherWords.text, /arrived already[\s\S]*Words that came later/, 'and what did not stays')
      t.same(await counts(id), { contacts: 2, measurements: 1, version: 2 }, 'the visit and the next one, once each')
      const { items } = (await client.get(`/referrals/${id}/contacts`)).body
      t.match(
        items.find((one: { happened: boolean | null }) => one.happened),
        {
          note: 'She laughed when the cat came in\n\nDone since last time: Ring the lunch club.',
          happenedOn: '2026-03-02',
        },
      )
      const plan = (await client.get(`/referrals/${id}/plan`)).body
      t.equal(plan.agreedVersion, 2)
      t.same(
        plan.goals[0].actions.map(({ what }: { what: string }) => what),
        ['Ring the lunch club', 'Walk to the library'],
      )
      t.match((await client.get(`/referrals/${id}/measurements`)).body.items[0], {
        status: 'finished',
        mode: 'read-aloud',
        on: '2026-03-02',
      })
      const said = await advisor.get(String(sent.location))
      t.match(said, { statusCode: 200, h1: ['The visit is sent'] })
      const inbox = (await as(town.referrer).get('/messages?limit=100')).body.items.filter(
        (one: { subjectId?: string; title: string }) => /contact|plan/i.test(one.title),
      )
      t.ok(inbox.length >= 2)
      for (const { title } of inbox) t.match(said.text, title, 'what the practice finds in its inbox')
      t.match(said.text, 'Nobody else was told.')

      clock.set(new Date(clock.now().getTime() + 5_000))
      const word = { urgency: 'same-day', about: 'fall', text: 'She fell on the stairs as I left' }
      t.equal((await client.post(`/referrals/${id}/messages`, word)).statusCode, 201)
      t.notMatch((await advisor.get(String(sent.location))).text, 'on the stairs', 'what is said later is not of it')
    },
  )

  await t.test(
    'what is wrong with any part is said of every part, nothing stands, and what was typed is kept',
    async (t) => {
      const { id, path, lines } = await begin()
      const before = await counts(id)
      const typed = {
        ...HAPPENED,
        planned: 'none',
        happenedOn: '3 1 2026',
        note: 'A note that must not be lost',
        mode: 'read-aloud',
        ...ANSWERS,
        ...lines,
        agreed: 'in-person',
        ...NEXT,
        nextDay: '15 3 2026',
      }
      const form = await advisor.get(path)
      const again = await advisor.sendShown(form, path, typed)
      t.match(again, { statusCode: 400, title: /^Error: / })
      t.match(again.text, 'href="#happenedOn"', 'the day before the referral')
      t.match(again.text, 'href="#nextAnyway"', 'a Sunday')
      t.match(again.text, 'A note that must not be lost')
      t.match(again.text, /value="14:00"/)
      const onlyNext = await advisor.sendShown(form, path, { ...typed, happenedOn: '2 3 2026' })
      t.equal(onlyNext.statusCode, 400, 'the last part alone is refused')
      t.same(await counts(id), before, 'nothing of it stands')
      const keyOf = (html: string) =>
        /name="_key" value="([^"]+)"[^>]*>\s*<input type="hidden" name="planVersion"/.exec(html)?.[1]
      t.ok(keyOf(form.text))
      t.equal(keyOf(again.text), keyOf(form.text), 'it is still the same visit')
      const mended = await advisor.sendShown(again, path, { ...typed, happenedOn: '2 3 2026', nextAnyway: 'yes' })
      t.equal(mended.statusCode, 303)

      const empty = await advisor.send(path, path, {})
      t.match(empty.text, 'Select whether it happened')
      t.match(empty.text, 'Select what it was for')
    },
  )

  await t.test(
    'an instrument that was stopped goes on at the next visit, with the questions that are left',
    async (t) => {
      const { id, path, lines } = await begin()
      const part = { 'm-ucla-3-companionship': '3', 'm-ucla-3-why': 'too-tired', mode: 'read-aloud' }
      const visit = { ...HAPPENED, planned: 'none', ...lines }
      t.equal((await advisor.send(path, path, { ...visit, ...part })).statusCode, 303)
      const next = await advisor.get(path)
      t.match(next.text, '3 of 4 questions are left')
      t.notMatch(next.text, 'name="m-ucla-3-companionship"')
      const { 'm-ucla-3-companionship': _, ...rest } = ANSWERS
      t.equal(
        (await advisor.sendShown(next, path, { ...visit, purpose: 'support', mode: 'read-aloud', ...rest })).statusCode,
        303,
      )
      const { items } = (await client.get(`/referrals/${id}/measurements`)).body
      t.equal(items.length, 1)
      t.equal(items[0].status, 'finished')
    },
  )

  await t.test('a plan that a colleague changed meanwhile is not written over, and the note is not lost', async (t) => {
    const { id, path, goal, lines } = await begin()
    const form = await advisor.get(path)
    const theirs = { goals: [{ ...GOAL, id: goal.id, words: 'Eat with her sister', actions: [] }] }
    t.equal(
      (await as(town.teamLead).put(`/referrals/${id}/plan`, theirs, { headers: { 'if-match': '"1"' } })).statusCode,
      200,
    )
    const mine = { ...HAPPENED, planned: 'none', note: 'Mine', ...lines, [`g-${goal.id}-words`]: 'Cook for others' }
    const conflict = await advisor.sendShown(form, path, mine)
    t.match(conflict, { statusCode: 412, title: /^Error: / })
    t.match(conflict.text, 'Eat with her sister', 'what the colleague wrote is shown')
    t.match(conflict.text, '>Mine</textarea>')
    t.equal((await client.get(`/referrals/${id}/plan`)).body.version, 2)
    t.equal((await client.get(`/referrals/${id}/contacts`)).body.items.length, 0)
  })

  await t.test(
    'the planned visit is the one that is written down, later too; its day is not the day of typing',
    async (t) => {
      const { id, path, lines } = await begin()
      const plan = {
        way: 'home-visit',
        purpose: 'support',
        plannedStart: '2026-03-02T14:00:00Z',
        plannedEnd: '2026-03-02T15:00:00Z',
      }
      const { body: planned } = await client.post(`/referrals/${id}/contacts`, plan)
      const form = await advisor.get(`${path}?contact=${planned.id}`)
      const value = new RegExp(`value="(${planned.id}\\.\\d+)" checked`).exec(form.text)?.[1]
      t.ok(value, 'it is chosen already')
      const sent = await advisor.sendShown(form, path, {
        ...HAPPENED,
        purpose: 'support',
        planned: String(value),
        ...lines,
      })
      t.equal(sent.statusCode, 303)
      const { items } = (await client.get(`/referrals/${id}/contacts`)).body
      t.match(items, { length: 1 })
      t.match(items[0], { id: planned.id, happened: true, happenedOn: '2026-03-02' })
    },
  )

  await t.test('the pack for paper has what is needed at the door, and no number', async (t) => {
    const { id, path } = await begin()
    const personId = (await client.get(`/referrals/${id}`)).body.person.id
    const { version } = (await client.get(`/people/${personId}`)).body
    const safeContact = { channels: ['phone'], voicemail: false, times: 'Before noon', note: 'He must not hear of it' }
    const set = await client.put(
      `/people/${personId}/safe-contact`,
      { safeContact, addressHidden: false, unsafeRelatedIds: [] },
      { headers: { 'if-match': `"${version}"` } },
    )
    t.equal(set.statusCode, 200)
    const inConfidence = {
      ...{ way: 'telephone', purpose: 'support', happened: true, attendance: 'attended', happenedOn: '2026-03-02' },
      ...{ note: 'Her sister said that he hits her', noteSource: 'someone-else', noteMark: 'in-confidence' },
    }
    t.equal((await client.post(`/referrals/${id}/contacts`, inConfidence)).statusCode, 201)
    t.notMatch((await advisor.get(path)).text, 'Her sister said', 'nor on the screen in her kitchen')
    const pack = await advisor.get(`/referrals/${id}/visit-pack`)
    t.match(pack, { statusCode: 200, h1: ['Visit pack'] })
    t.match(pack.text, 'Ring the lunch club')
    t.match(pack.text, 'How often do you feel left out?')
    t.match(pack.text, `Printed by ${town.advisor.name}`)
    t.notMatch(pack.text, /999 ?\d{3} ?\d{4}/)
    t.match(pack.text, 'Before noon')
    t.notMatch(pack.text, 'Her sister said')
    const printed = pack.text.replaceAll(/<div class="[^"]*app-no-print[^"]*">[\s\S]*?<\/div>/g, '')
    t.notMatch(printed, 'He must not hear of it')
    t.match(pack.text, 'He must not hear of it', 'it is read on the screen before going')

    const tomorrow = { plannedStart: '2026-03-03T10:00:00Z', plannedEnd: '2026-03-03T10:45:00Z', anyway: true }
    await client.post(`/referrals/${id}/contacts`, { way: 'home-visit', purpose: 'support', ...tomorrow })
    const day = await advisor.get('/my-day/pack')
    t.match(day.h1, ['Visit packs for Tuesday 3 March 2026'])
    t.match(day.text, /app-sheet-head"><p[^>]*><strong>Edith Thornley, born 17 May 1943/)
    t.match(day.text, 'Ring the lunch club')
    for (const secret of ['Her sister said', 'He must not hear of it']) t.notMatch(day.text, secret)
    t.match((await advisor.get('/my-day/pack?on=2026-03-20')).text, /No visit or call is planned/)
  })

  await t.test('before the referral is accepted the page says what to do first', async (t) => {
    const { id } = await given.referral()
    const early = await advisor.get(`/referrals/${id}/visit`)
    t.equal(early.statusCode, 409)
    t.match(early.text, 'Accept the referral first, on its page')
  })

  await t.test('the practice has no such page, and stays signed in', async (t) => {
    const { id, path } = await begin()
    for (const page of [path, `/referrals/${id}/visit-pack`]) t.equal((await practice.get(page)).statusCode, 403)
    t.equal((await practice.get('/referrals')).statusCode, 200)
  })
})
