import t from 'tap'
import { forgetScheme } from '../../src/features/schemes/public.ts'
import { startApp } from '../support/app.ts'

t.test(
  'a scheme takes no referral before its administrator has taken it live, and that needs what could cost a life',
  async (t) => {
    const { given, as } = await startApp(t)
    const { town } = given
    await given.rows(`update schemes set live_at = null where id = '${town.schemeId}'`)
    forgetScheme(town.schemeId)
    const [administrator, referrer] = [as(town.administrator), as(town.referrer)]
    t.match(await referrer.post('/referrals', given.referralDetails()), {
      statusCode: 422,
      body: { type: '/problems/scheme-not-live' },
    })
    t.match(await administrator.post('/scheme/go-live'), {
      statusCode: 422,
      body: { errors: [{ pointer: '#/phone-crisisLine', detail: /Enter the telephone number/ }] },
    })
    const ladder = [town.teamLead.membershipId, town.advisor.membershipId]
    const safety = {
      phones: { crisisLine: '01632 960110', adultSafeguarding: '01632 960111', outOfHours: '01632 960112' },
      concernLadder: ladder,
      loneWorkingLadder: ladder.map((membershipId, index) => ({ membershipId, afterMinutes: 15 * (index + 1) })),
    }
    const set = await administrator.put('/scheme/safety', safety, { headers: { 'if-match': '"1"' } })
    t.match(set, { statusCode: 200 }, set.text)
    t.match((await administrator.get('/scheme/readiness')).body, { isLive: false, isReady: true })
    t.match(await administrator.post('/scheme/go-live'), { statusCode: 200, body: { isLive: true, isReady: true } })
    t.match(await administrator.post('/scheme/go-live'), { statusCode: 409 })
    t.match((await referrer.get('/scheme')).body, { isLive: true, isPractice: false })
    t.match(await referrer.post('/referrals', given.referralDetails()), { statusCode: 201 })
  },
)

t.test('a practice scheme takes invented people at once, and going live touches no other scheme', async (t) => {
  const { given, as } = await startApp(t)
  const other = await given.anotherTown()
  await given.rows(`update schemes set live_at = null, is_practice = id = '${given.town.schemeId}'`)
  for (const { schemeId } of [given.town, other]) forgetScheme(schemeId)
  t.match(await as(given.town.referrer).post('/referrals', given.referralDetails()), { statusCode: 201 })
  t.match(await as(other.referrer).post('/referrals', given.referralDetails()), { statusCode: 422 })
})
