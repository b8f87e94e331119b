import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import type { Member } from '../support/town.ts'
import { givePlacements } from './given-placements.ts'

const TUESDAYS = JSON.stringify([
  { startsOn: '2026-01-06', startsAt: '10:00', endsAt: '12:00', rule: 'FREQ=WEEKLY;BYDAY=TU', exceptOn: [] },
])

t.test('pages of places', async (t) => {
  const test = await startApp(t)
  const { app, given, as } = test
  const { town } = given
  const signedIn = async (member: Member) => {
    const browser = createBrowser(app)
    await browser.signIn(member)
    return browser
  }
  const { activity, placement, answerToShare } = givePlacements(test)
  const advisor = await signedIn(town.advisor)
  const group = await signedIn(town.provider)

  await t.test('the service writes the card, and the group reads the lines that were agreed', async (t) => {
    const { id, referral } = await placement('accepted')
    await answerToShare(referral.personId, 'given')
    const card = `/places/${id}/card`
    t.match((await advisor.get(`/places/${id}`)).text, `href="${card}"`)
    t.match((await advisor.get(`/referrals/${referral.id}/placements`)).text, `href="${card}"`)
    const typed = {
      'words-food-and-allergies': 'No nuts',
      'agreed-food-and-allergies': 'yes',
      'words-if-unwell': 'Sit with her',
    }
    const unsaid = await advisor.sendShown(await advisor.get(card), card, typed)
    t.match(unsaid, { statusCode: 400, text: /Select how they agreed/ })
    t.match(unsaid.text, 'Sit with her', 'nothing typed is lost')
    const kept = await advisor.sendShown(unsaid, card, { ...typed, how: 'by-phone' })
    t.match(kept, { statusCode: 303, location: `/places/${id}?done=card` })
    const read = (await group.get(`/group/places/${id}`)).text
    t.match(read, 'No nuts')
    t.notMatch(read, 'Sit with her')
    t.match((await advisor.get(card)).text, /They agreed to these words on .*by phone/)

    const other = { ...typed, 'words-food-and-allergies': 'No nuts, no eggs' }
    t.match(await advisor.sendShown(await advisor.get(card), card, other), { statusCode: 400 }, 'other words')
    t.match(
      await advisor.sendShown(await advisor.get(card), card, { ...typed, 'agreed-food-and-allergies': '' }),
      { statusCode: 303 },
      'a yes is taken back',
    )
    t.notMatch((await group.get(`/group/places/${id}`)).text, 'No nuts')
  })

  await t.test('an offer asks what it costs, who comes along and a day on which it is held', async (t) => {
    const activityId = await activity({ costPence: 250 })
    await given.rows(
      `update activities set schedule = '${TUESDAYS}'::jsonb, cost_pence = 250 where id = '${activityId}'`,
    )
    const referral = await given.referral({ status: 'accepted' })
    const offer = `/referrals/${referral.id}/placements/new/${activityId}`
    const send = async (typed: Record<string, string>) => advisor.sendShown(await advisor.get(offer), offer, typed)
    const bare = await send({})
    t.match(bare, { statusCode: 400, text: /Select whether they know what it costs/ })
    t.match(bare.text, 'Select who comes with them, or that it is not known yet')
    const asked = { knowsCost: 'yes', comesWith: 'nobody', homeBy: 'Bus 14', startsOn: '11 3 2026' }
    t.match((await send(asked)).text, /It is not held on that day. The next days: Tuesday 17 March 2026/)
    t.match(await send({ knowsCost: 'later', comesWith: 'not-known', answerBy: '20 3 2026' }), { statusCode: 303 })
    t.match(
      await given.rows(`select comes_with, answer_by::text from placements where referral_id = '${referral.id}'`),
      [{ comes_with: null, answer_by: '2026-03-20' }],
    )
  })

  await t.test('others who came by an open door are counted with the register', async (t) => {
    const { activityId, id, referral } = await placement('accepted')
    await answerToShare(referral.personId, 'given')
    const register = `/group/activities/${activityId}/register`
    t.notMatch((await group.get(register)).text, 'How many others came?')
    await given.rows(`update activities set entry = 'open-door' where id = '${activityId}'`)
    const page = await group.get(register)
    t.match(page.text, 'How many others came?')
    const typed = { on: '2 3 2026', [`came-${id}`]: 'yes' }
    t.match(await group.sendShown(page, register, { ...typed, others: 'some' }), { statusCode: 400 })
    t.match(await group.sendShown(await group.get(register), register, { ...typed, others: '7' }), { statusCode: 303 })
    t.match((await as(town.provider).get(`/activities/${activityId}/walk-ins`)).body.items, [
      { on: '2026-03-02', count: 7 },
    ])
    t.match((await as(town.advisor).get(`/placements/${id}`)).body, { status: 'started' })
  })

  await t.test('a session that was called off by mistake is put back', async (t) => {
    const activityId = await activity()
    await given.rows(`update activities set schedule = '${TUESDAYS}'::jsonb where id = '${activityId}'`)
    const sessions = `/group/activities/${activityId}/sessions`
    await as(town.provider).post(`/activities/${activityId}/sessions/cancel`, { on: '2026-03-10', why: 'Wrong week' })
    const page = await group.get(sessions)
    t.match(page.text, 'It is on after all')
    t.match(await group.sendShown(page, `${sessions}/restore`, { on: '2026-03-10' }), {
      statusCode: 303,
      location: `${sessions}?done=yes`,
    })
    t.notMatch((await group.get(sessions)).text, 'It is on after all')
  })
})
