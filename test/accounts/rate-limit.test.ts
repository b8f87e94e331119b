import t from 'tap'
import { startApp } from '../support/app.ts'

t.test('one address gets so many sign-ins and refreshes a minute, whatever it sends', async (t) => {
  const { app } = await startApp(t, { sessionsPerMinute: 3 })
  const knock = () =>
    app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { email: 'a@testham.example', password: 'x' } })
  for (let n = 0; n < 3; n += 1) t.equal((await knock()).statusCode, 401)
  const refused = await knock()
  t.equal(refused.statusCode, 429)
  t.ok(Number(refused.headers['retry-after']) > 0)
  t.equal(refused.json().type, '/problems/too-many-requests')
})
