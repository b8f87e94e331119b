import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const test = await startApp(t)
const { app, given, as } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)

t.test('a group answers an offer, reads who comes when it may, and marks a session', async (t) => {
  const group = createBrowser(app)
  t.equal((await group.signIn(town.provider)).location, '/group', 'what waits for the group comes first')
  const referral = await given.referral({
    status: 'accepted',
    person: given.personDetails({ givenName: 'Winifred', familyName: 'Oldroyd' }),
  })
  const activityId = await activity()
  const offered = await as(town.advisor).post(`/referrals/${referral.id}/placements`, { activityId, hopes: 'Company' })
  const id: string = offered.body.id
  const path = `/group/places/${id}`
  await as(town.advisor).put(
    `/placements/${id}/card`,
    { lines: [{ line: 'food-and-allergies', words: 'No nuts', agreed: { on: '2026-03-02', how: 'in-person' } }] },
    { headers: { 'if-none-match': '*' } },
  )

  await t.test('before its yes it reads what she hopes for and no name', async (t) => {
    const first = await group.get('/group')
    t.match(first.text, path)
    t.match(first.text, 'Company')
    const offer = await group.get(path)
    t.notMatch(`${first.text}${offer.text}`, /Oldroyd|Winifred|No nuts/)
    t.match(offer.text, 'You read who it is after you have said yes')
  })

  await t.test('a no needs a reason, and the words are kept', async (t) => {
    const empty = await group.send(`${path}/steps/decline`, `${path}/steps/decline`, { note: 'We are too few' })
    t.match(empty, { statusCode: 400, title: /^Error: / })
    t.match(empty.text, 'Select why')
    t.match(empty.text, 'We are too few')
  })

  await t.test('yes is said once; the name and the card come with her agreement', async (t) => {
    const page = await group.get(path)
    t.equal((await group.sendShown(page, `${path}/accept`, {})).location, `${path}?done=accept`)
    t.equal((await group.sendShown(page, `${path}/accept`, {})).statusCode, 303, 'pressed twice')
    t.notMatch((await group.get(path)).text, /Oldroyd|No nuts/)
    await answerToShare(referral.personId, 'given')
    const known = await group.get(path)
    t.match(known.h1, ['Winifred Oldroyd'])
    t.match(known.text, 'No nuts')
  })

  await t.test('a session is marked for everybody at once, or for nobody', async (t) => {
    const other = await placement('accepted')
    await answerToShare(other.referral.personId, 'given')
    const register = `/group/activities/${activityId}/register`
    const page = await group.get(register)
    t.match(page.text, 'Winifred Oldroyd')
    const nothing = await group.sendShown(page, register, { on: '2 3 2026' })
    t.match(nothing, { statusCode: 400, title: /^Error: / })
    const stranger = { on: '2 3 2026', [`came-${id}`]: 'yes', [`came-${other.id}`]: 'yes' }
    t.ok((await group.sendShown(page, register, stranger)).statusCode >= 400, 'of another activity')
    t.same(await given.rows(`select 1 from placement_attendances where placement_id = '${id}'`), [], 'nothing is kept')
    const came = { on: '2 3 2026', [`came-${id}`]: 'yes' }
    const fresh = await group.get(register)
    t.match(await group.sendShown(fresh, register, came), { statusCode: 303, location: `${register}?done=yes` })
    await group.sendShown(fresh, register, came)
    t.equal((await given.rows(`select 1 from placement_attendances where placement_id = '${id}'`)).length, 1)
    t.match((await group.get(path)).text, 'Monday 2 March 2026: Came')
  })

  await t.test('a worry about her needs no name and no consent', async (t) => {
    const typed = {
      kind: 'safeguarding',
      content: 'She had not eaten for two days',
      wishNotAskedBecause: 'not-safe-to-ask',
    }
    t.equal((await group.send(`${path}/concern`, `${path}/concern`, typed)).location, `${path}?done=concern`)
    t.match(await given.rows('select person_id from concerns'), [{ person_id: referral.personId }])
  })

  await t.test("another group's place has no page, and its activity no register", async (t) => {
    const elsewhere = createBrowser(app)
    await elsewhere.signIn(town.otherProvider)
    t.equal((await elsewhere.get(path)).statusCode, 404)
    t.equal((await elsewhere.get(`/group/activities/${activityId}/register`)).statusCode, 404)
    t.equal((await elsewhere.get(`/group/activities/${activityId}`)).statusCode, 404)
  })

  await t.test('its own activity is changed, with what was typed kept where something is wrong', async (t) => {
    const mine = `/group/activities/${activityId}`
    const { text } = await group.get(mine)
    t.match(text, 'value="1"')
    const said = {
      name: 'Tea and talk',
      category: 'nothing',
      description: 'Tea',
      when: 'Tuesdays',
      locationKind: 'home',
      capacity: 'many',
    }
    const wrong = await group.send(mine, mine, said)
    t.match(wrong, { statusCode: 400, title: /^Error: / })
    t.match(wrong.text, 'Tea and talk')
  })
})

t.test('a commissioner reads each figure with what it counts, and takes it away as a table', async (t) => {
  const office = createBrowser(app)
  t.equal((await office.signIn(town.commissioner)).location, '/outcomes')
  const page = await office.get('/outcomes')
  t.match(page, { statusCode: 200, h1: ['Outcomes'] })
  t.match(page.text, 'people are referred at a low ebb')
  t.match(page.text, 'What is counted here')
  const wrong = await office.get('/outcomes?from=2026-02&to=2026-01')
  t.match(wrong, { statusCode: 400, title: /^Error: / })
  t.match(wrong.text, 'Choose a first month that is not after the last one')
  const file = await office.get('/outcomes/download?from=2026-01&to=2026-01')
  t.match(String(file.headers['content-type']), /^text\/csv/)
  t.match(file.text, '"Median working days"')
})
