import t from 'tap'
import { makePdf } from '../../src/platform/pdf.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { lettersIn } from '../support/pdf-text.ts'

t.test("the advisor's pages on one referral", async (t) => {
  const { app, given, as } = await startApp(t)
  const { town } = given
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const [advisor, practice, group] = [createBrowser(app), createBrowser(app), createBrowser(app)]
  await advisor.signIn(town.advisor)
  await practice.signIn(town.referrer)
  await group.signIn(town.provider)
  const path = `/referrals/${id}`
  const plan = `${path}/plan`
  const readPlan = async () => (await as(town.advisor).get(`${path}/plan`)).body

  await t.test(
    'a plan is written line by line: a button adds or takes out a line, nothing typed is lost',
    async (t) => {
      t.match((await advisor.get(plan)).text, 'There is no plan yet')
      const first = await advisor.get(`${plan}/edit`)
      const typed = {
        whatMatters: 'Being with people',
        'g0-words': 'I want company at lunch',
        'g0-a0-what': 'Go to the lunch club',
        'g0-a0-owner': 'me',
        'g0-proposedBy': 'person',
        'g0-a0-proposedBy': 'advisor',
        'g0-a0-agreedBy': ['person', 'advisor'],
      }
      const added = await advisor.sendShown(first, `${plan}/edit`, { ...typed, do: 'add-action-0' })
      t.equal(added.statusCode, 200)
      t.match(added.text, /id="g0-a1-what"/)
      t.match(added.text, 'Go to the lunch club')
      t.match(added.text, /id="g0-a0-agreedBy-advisor"[^>]* checked/)
      const second = {
        ...typed,
        'g0-a1-what': 'Ring the driver',
        'g0-a1-owner': 'advisor',
        'g0-a1-proposedBy': 'person',
      }
      const bad = await advisor.sendShown(added, `${plan}/edit`, { ...second, 'g0-a1-byOn': 'soon', do: 'save' })
      t.match(bad, { statusCode: 400, title: /^Error: / })
      t.match(bad.text, /href="#g0-a1-byOn"/)
      t.match(bad.text, 'Ring the driver')
      const saved = await advisor.sendShown(bad, `${plan}/edit`, { ...second, 'g0-a1-byOn': '31 3 2026', do: 'save' })
      t.match(saved, { statusCode: 303, location: `${plan}?done=saved` })
      const again = await advisor.sendShown(bad, `${plan}/edit`, { ...second, 'g0-a1-byOn': '31 3 2026', do: 'save' })
      t.equal(again.location, saved.location, 'pressed twice, done once')
      t.match(await readPlan(), {
        version: 1,
        whatMatters: 'Being with people',
        goals: [{ actions: [{ agreedBy: ['person', 'advisor'] }, { owner: 'advisor', byOn: '2026-03-31' }] }],
      })
      t.equal((await readPlan()).goals[0].actions.length, 2)
    },
  )

  await t.test('the plan goes on paper, in large print too, with every letter of a name', async (t) => {
    for (const asked of ['', '?print=large']) {
      const response = await app.inject({
        url: `${path}/plan.pdf${asked}`,
        headers: { cookie: [...advisor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
      t.match(response.headers, { 'content-type': 'application/pdf', 'cache-control': 'no-store' })
      const letters = lettersIn(response.rawPayload)
      for (const letter of 'Iwantcompylh') t.ok(letters.has(letter), `${asked} ${letter}`)
    }
    t.match((await advisor.get(`${plan}/aloud`)).text, `href="${path}/plan.pdf?print=large"`)
    t.equal((await practice.get(`${path}/plan.pdf`)).statusCode, 403, 'the sheet is the person’s')
    const printed = await given.rows(`select 1 from audit_tail where action = 'plan.printed'`)
    t.equal(printed.length, 2, 'what left on paper is on record')
    const name = await makePdf({ title: 'Names', author: '' }, (document) =>
      document.addPage().font('plain').text('Łukasz Nguyễn'),
    )
    for (const letter of 'Łễ') t.ok(lettersIn(name).has(letter), letter)
  })

  await t.test('a line is taken out, the others keep who they are', async (t) => {
    const before = await readPlan()
    const form = await advisor.get(`${plan}/edit`)
    const typed = { 'g0-words': 'I want company at lunch', 'g0-a1-what': 'Ring the driver', 'g0-a1-owner': 'advisor' }
    const parties = { 'g0-proposedBy': 'person', 'g0-a1-proposedBy': 'person' }
    const without = await advisor.sendShown(form, `${plan}/edit`, { ...typed, ...parties, do: 'remove-action-0-0' })
    t.notMatch(without.text, /id="g0-a1-what"/)
    const kept = { 'g0-words': 'I want company', 'g0-a0-what': 'Ring the driver', 'g0-a0-owner': 'advisor' }
    const save = { ...kept, 'g0-proposedBy': 'person', 'g0-a0-proposedBy': 'person', do: 'save' }
    t.equal((await advisor.sendShown(without, `${plan}/edit`, save)).statusCode, 303)
    const after = await readPlan()
    t.equal(after.goals[0].id, before.goals[0].id)
    t.same(
      after.goals[0].actions.map((action: { id: string }) => action.id),
      [before.goals[0].actions[1].id],
    )

    const stale = await advisor.sendShown(form, `${plan}/edit`, { ...save, 'g0-words': 'Mine is older' })
    t.equal(stale.statusCode, 412)
    t.match(stale.text, 'The plan changed meanwhile')
    t.match(stale.text, 'Mine is older')
    t.equal((await readPlan()).version, 2)
  })

  await t.test('what changed is said line by line', async (t) => {
    const changes = await practice.get(`${plan}/compare?from=1&to=2`)
    t.match(changes, { statusCode: 200, h1: ['What changed from version 1 to 2'] })
    t.match(changes.text, /Taken out[\s\S]*Go to the lunch club/)
    t.equal((await practice.get(`${plan}/compare?from=1&to=9`)).statusCode, 404)
  })

  await t.test('it is read aloud without marks, and agreed with the message shown before it is sent', async (t) => {
    const aloud = await advisor.get(`${plan}/aloud`)
    t.match(aloud.text, /Your advisor:<\/strong> Ring the driver/)
    t.notMatch(aloud.text, /Proposed by|Objection/)
    const form = await advisor.get(`${plan}/agree`)
    t.match(form.text, /Who will be told[\s\S]*Plan agreed on referral[\s\S]*I want company/)
    const inbox = async () => (await as(town.referrer).get('/messages?limit=100')).body.items
    const before = (await inbox()).length
    t.equal((await readPlan()).agreedVersion, null, 'the preview agreed to nothing')
    t.match(await advisor.sendShown(form, `${plan}/agree`, { on: '2 3 2026', decidedBy: 'person' }), {
      statusCode: 400,
      title: /^Error: /,
    })
    const attorney = { how: 'in-person', on: '2 3 2026', decidedBy: 'attorney', name: 'Her son' }
    const unfounded = await advisor.sendShown(form, `${plan}/agree`, attorney)
    t.equal(unfounded.statusCode, 400)
    t.match(unfounded.text, 'Enter who saw the document')
    const agreed = { how: 'by-phone-read-aloud', on: '2 3 2026', decidedBy: 'person' }
    t.match(await advisor.sendShown(form, `${plan}/agree`, agreed), { location: `${plan}?done=agreed` })
    const after = await inbox()
    t.equal(after.length, before + 1, 'told once, for the preview told nobody')
    t.ok(form.text.includes(after[0].title), 'as it was shown')
    t.match(await readPlan(), { agreedVersion: 2 })
    t.equal((await advisor.get(`${plan}/agree`)).location, plan, 'there is nothing more to agree to')
    t.match((await practice.get(path)).text, /Ring the driver[\s\S]{1,60}The advisor/)
  })

  await t.test('the practice objects to a line with a reason, the advisor answers, and both read it', async (t) => {
    const { goals } = await readPlan()
    const object = `${plan}/object?action=${goals[0].actions[0].id}`
    t.match((await practice.get(plan)).text, object)
    const form = await practice.get(object)
    t.match(await practice.sendShown(form, object, {}), { statusCode: 400 })
    t.match(await practice.sendShown(form, object, { reason: 'The driver has retired' }), { statusCode: 303 })
    t.match(await advisor.get(object), { statusCode: 403, h1: ['You cannot open this page'] })
    const page = await advisor.get(plan)
    t.match(page.text, 'The driver has retired')
    const answer = /href="(\/referrals\/[^"]+\/objections\/[^"]+)"/.exec(page.text)?.[1] ?? ''
    t.match(await practice.get(answer), { statusCode: 403 })
    const said = { answer: 'talked', note: 'There is a new driver' }
    t.match(await advisor.send(answer, answer, said), { statusCode: 303 })
    t.match((await practice.get(plan)).text, 'There is a new driver')
    t.match(await group.get(plan), { statusCode: 403 })
  })

  await t.test('an activity is found by words, kind and area, and offered without saying who it is', async (t) => {
    const add = (activity: object) =>
      as(town.advisor).post('/activities', {
        providerId: town.providerId,
        category: 'community-hub',
        description: 'A hot meal and a chat',
        locationKind: 'venue',
        postcode: 'S61 1AA',
        when: 'Mondays at noon',
        capacity: 1,
        ...activity,
      })
    const activityId = (await add({ name: 'Lunch at the mill' })).body.id
    await add({ name: 'Walks by the river', description: 'A slow walk', postcode: 'S62 5AA' })
    const find = `${path}/placements/new`
    const found = async (query: string) => {
      const { text } = await advisor.get(`${find}?${query}`)
      return ['Lunch at the mill', 'Walks by the river'].filter((name) => text.includes(name))
    }
    t.same(await found('words=hot+meal'), ['Lunch at the mill'])
    t.same(await found('area=s62'), ['Walks by the river'])
    t.same(await found('category=community-hub'), ['Lunch at the mill', 'Walks by the river'])
    t.match(await advisor.get(`${find}?area=Rotherham`), { statusCode: 400, title: /^Error: / })

    const offer = `${find}/${activityId}`
    const form = await advisor.get(offer)
    t.match(form.text, /What the group sees before its yes[\s\S]*S60[\s\S]*80 to 89/)
    const telling = await advisor.sendShown(form, offer, { hopes: 'Edith wants company' })
    t.equal(telling.statusCode, 400)
    t.match(telling.text, 'Edith wants company')
    const typed = {
      hopes: 'She wants company',
      accessNeeds: 'step-free',
      startsOn: '9 3 2026',
      comesWith: 'nobody',
      homeBy: 'By bus',
    }
    const done = await advisor.sendShown(form, offer, typed)
    t.match(done, { statusCode: 303, location: `${path}/placements?done=offered` })
    t.same(await found('words=hot+meal'), [], 'the only place is kept')
    t.same(await found('words=hot+meal&full=yes'), ['Lunch at the mill'])
    const seen = (await as(town.provider).get(`/placements?activityId=${activityId}`)).body.items[0]
    t.match(seen, { person: null, about: { hopes: 'She wants company', accessNeeds: ['step-free'] } })

    const list = await advisor.get(`${path}/placements`)
    t.match(list.text, 'The group does not know who it is yet')
    const cancel = new RegExp(`href="(${path}/placements/[^"]+/cancel)"`).exec(list.text)?.[1] ?? ''
    const other = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const misplaced = cancel.replace(id, other.id)
    t.equal((await advisor.get(misplaced)).statusCode, 404, 'a place is not shown under another person')
    t.match(await advisor.send(cancel, cancel, {}), { statusCode: 400 })
    t.match(await advisor.send(cancel, cancel, { note: 'She is in hospital' }), { statusCode: 303 })
    t.match((await advisor.get(`${path}/placements`)).text, 'Offer taken back')
    t.equal((await advisor.get(cancel)).statusCode, 409)
    t.same(await found('words=hot+meal'), ['Lunch at the mill'], 'the place is free again')
    const again = { activityId, hopes: 'Somebody to talk to' }
    const placementId = (await as(town.advisor).post(`${path}/placements`, again)).body.id
    await as(town.provider).post(`/placements/${placementId}/decline`, { reason: 'access-needs' })
    t.match((await advisor.get(`${path}/placements`)).text, 'Why: We cannot meet the access needs')
    t.notMatch((await practice.get(`${path}/placements`)).text, /hospital|S60|talk to|access needs/)
    t.equal((await practice.get(find)).statusCode, 403)
  })

  await t.test(
    'questions are asked one at a time; one may stop, go on, and read the scores as a table and a line',
    async (t) => {
      const measures = `${path}/measures`
      const setup = await advisor.get(`${measures}/ask?instrument=ons4`)
      t.match(setup, { statusCode: 200, h1: ['ONS4 personal well-being'] })
      t.match(await advisor.get(`${measures}/ask?instrument=ons4&begin=yes&on=2+3+2026&respondent=person`), {
        statusCode: 400,
        title: /^Error: /,
      })
      async function ask(on: string, answers: number[]) {
        const begun = `${measures}/ask?instrument=ons4&begin=yes&mode=read-aloud&respondent=person&on=${on}`
        let shown = await advisor.get(begun)
        let action = `${measures}/ask`
        for (const answer of answers) {
          const sent = await advisor.sendShown(shown, action, { answer: String(answer), do: 'next' })
          action = String(sent.location)
          shown = await advisor.get(action)
        }
        return { shown, action }
      }
      const begun = await advisor.get(
        `${measures}/ask?instrument=ons4&begin=yes&mode=read-aloud&respondent=person&on=2+3+2026`,
      )
      t.match(begun.h1, ['Overall, how satisfied are you with your life nowadays?'])
      t.match(await advisor.sendShown(begun, `${measures}/ask`, { do: 'next' }), { statusCode: 400, title: /^Error: / })

      const { shown, action } = await ask('2+3+2026', [4, 5])
      t.match(shown.text, 'Question 3 of 4')
      t.match((await advisor.get(`${action}?item=satisfaction`)).text, /value="4"[^>]* checked/)
      t.match(await advisor.sendShown(shown, action, { stop: 'too-tired', do: 'stop' }), {
        location: `${measures}?done=stopped`,
      })
      t.match((await advisor.get(measures)).text, /2 to ask[\s\S]*Too tired today[\s\S]*Go on with it/)
      const third = await advisor.get(action)
      const fourth = await advisor.sendShown(third, action, { answer: '6', do: 'next' })
      const stale = await advisor.sendShown(third, action, { answer: '7', do: 'next', _key: 'another-press-of-it' })
      t.equal(stale.statusCode, 412, 'an answer is not written over one that came between')
      const last = await advisor.sendShown(await advisor.get(String(fourth.location)), action, {
        answer: '8',
        do: 'next',
      })
      t.equal(last.location, `${measures}?done=measured`)

      await ask('1+3+2026', [2, 5, 6, 8])
      const page = await advisor.get(measures)
      t.match(
        page.text,
        /Life satisfaction[\s\S]*aria-label="Life satisfaction: from 2 on 1 March 2026 to 4 on 2 March 2026/,
      )
      t.match(page.text, /\+2, better/)
      t.equal((await practice.get(measures)).statusCode, 403)
    },
  )

  await t.test(
    'a score that was typed wrongly is entered in error: it counts nowhere, and stays to be read',
    async (t) => {
      const measures = `${path}/measures`
      const before = await advisor.get(measures)
      const wrong = new RegExp(`href="(${measures}/[0-9a-f-]{36}/wrong)"`).exec(before.text)?.[1] ?? ''
      t.match(await advisor.send(wrong, wrong, {}), { statusCode: 400, title: /^Error: / })
      t.equal((await advisor.send(wrong, wrong, { note: '5 for 2' })).location, `${measures}?done=wrong`)
      t.match(
        (await advisor.get(measures)).text,
        /Entered in error[\s\S]*<s>ONS4 personal well-being[^<]*<\/s>: 5 for 2/,
      )
      t.equal((await advisor.get(wrong)).statusCode, 409, 'once')
      const other = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
      t.equal((await advisor.get(wrong.replace(id, other.id))).statusCode, 404, 'not under another person')
      t.equal((await practice.get(wrong)).statusCode, 403)
    },
  )

  await t.test('closing says what came of each goal; the message is read before it is sent', async (t) => {
    const close = `${path}/close`
    t.match((await advisor.get(path)).text, close)
    const form = await advisor.get(close)
    const goalId = (await readPlan()).goals[0].id
    const typed = { reason: 'goals-met', summary: 'She lunches with friends now', 'left0-what': 'Look after her feet' }
    const bad = await advisor.sendShown(form, close, { ...typed, do: 'check' })
    t.match(bad, { statusCode: 400, title: /^Error: / })
    t.match(bad.text, `href="#result-${goalId}"`)
    t.match(bad.text, 'href="#left0-forWhom"')
    t.match(bad.text, 'She lunches with friends now')
    const whole = { ...typed, [`result-${goalId}`]: 'achieved', 'left0-forWhom': 'practice', 'left0-by': '31 3 2026' }
    const inbox = async () => (await as(town.referrer).get('/messages?limit=100')).body.items
    const before = (await inbox()).length
    const preview = await advisor.sendShown(bad, close, { ...whole, do: 'check' })
    t.match(preview, { statusCode: 200, h1: ['Read it before it is sent'] })
    t.match(preview.text, 'She lunches with friends now')
    t.match(preview.text, 'Left for the practice: Look after her feet (by 31 March 2026)')
    t.equal((await inbox()).length, before, 'nothing is sent by looking')
    t.equal((await as(town.advisor).get(path)).body.status, 'accepted')
    const changed = await advisor.sendShown(preview, close, { do: 'change' })
    t.match(changed.text, 'Look after her feet')
    const done = await advisor.sendShown(preview, close, { do: 'close' })
    t.match(done, { statusCode: 303, location: `${path}?done=close` })
    t.equal(
      (await advisor.sendShown(preview, close, { do: 'close' })).location,
      done.location,
      'pressed twice, done once',
    )
    const after = await inbox()
    t.equal(after.length, before + 1)
    const { body } = (await as(town.referrer).get(`/messages?limit=100`)).body.items.find(
      ({ id: messageId }: { id: string }) => messageId === after[0].id,
    )
    t.match(body, 'She lunches with friends now')
    t.match(await advisor.get(close), { statusCode: 409 })
    t.match(await practice.get(close), { statusCode: 403 })
  })

  await t.test('a death is recorded in kind words, and taken back by the lead alone', async (t) => {
    const other = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const death = `/referrals/${other.id}/death`
    const form = await practice.get(death)
    t.match(form.text, 'We are sorry')
    t.match(await practice.sendShown(form, death, { on: '1 3 2026' }), { statusCode: 400, title: /^Error: / })
    const said = { on: '1 3 2026', toldBy: 'Her daughter, by telephone' }
    t.match(await practice.sendShown(form, death, said), { statusCode: 303 })
    t.match((await as(town.advisor).get(`/referrals/${other.id}`)).body, { status: 'closed', endReason: 'died' })
    t.match(await advisor.get(`${death}/undo`), { statusCode: 403 })
    const lead = createBrowser(app)
    await lead.signIn(town.teamLead)
    t.match((await lead.get(`/referrals/${other.id}`)).text, `${death}/undo`)
    t.match(await lead.send(`${death}/undo`, `${death}/undo`, { reason: 'Her sister died' }), { statusCode: 303 })
    t.match((await as(town.advisor).get(`/referrals/${other.id}`)).body, { status: 'accepted' })
  })

  await t.test('no reply at the door: whom to ask next, until somebody has spoken to the person', async (t) => {
    const other = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const door = `/referrals/${other.id}/no-reply`
    t.match((await advisor.get(door)).text, 'Nobody is waiting behind this door')
    const visit = { way: 'home-visit', purpose: 'support', happened: false, happenedOn: '2026-03-02' }
    const tried = { ...visit, notHappenedBecause: 'no-reply-at-door' }
    t.equal((await as(town.advisor).post(`/referrals/${other.id}/contacts`, tried)).statusCode, 201)
    const page = await advisor.get(door)
    t.match(page.text, 'Do this next')
    const nobody = await advisor.sendShown(page, `${door}/asked`, { rung: 'neighbour', words: 'Her cat is in' })
    t.match(nobody, { statusCode: 400, title: /^Error: / })
    t.match(nobody.text, 'Her cat is in')
    const asked = { rung: 'neighbour', spokeTo: 'Mr Invented', words: 'Her cat is in' }
    t.match(await advisor.sendShown(nobody, `${door}/asked`, asked), { statusCode: 303, location: door })
    const next = await advisor.get(door)
    t.match(next.text, /A neighbour[\s\S]*Mr Invented/)
    t.match(await practice.get(door), { statusCode: 403 })
    const found = { found: 'spoke-to-person', foundWords: 'She was asleep and is well' }
    t.match(await advisor.sendShown(next, `${door}/found`, found), {
      location: `/referrals/${other.id}?done=found`,
    })
    t.same((await as(town.advisor).get('/no-replies')).body.items, [])
  })
})
