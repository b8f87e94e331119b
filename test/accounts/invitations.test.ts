import t from 'tap'
import { startApp } from '../support/app.ts'
import { PASSWORD } from '../support/town.ts'
import { untilWithinASecond } from '../support/until.ts'
import { lastToken, mailsOf } from './links.ts'

const NEW_PASSWORD = 'kettle orchard violin'
const test = await startApp(t)
const { given, as, anybody, clock } = test
const { town } = given
const administrator = as(town.administrator)
let people = 0

const newMember = (facts: object = {}) => ({
  organisationId: town.practiceId,
  role: 'referrer',
  email: `new.member.${people++}@millbridge.example`,
  name: 'Nell New',
  ...facts,
})

t.test('somebody is invited, looks, chooses a password and works', async (t) => {
  const member = newMember()
  const made = await administrator.post('/invitations', member)
  t.equal(made.statusCode, 201, made.text)
  const token = await lastToken(test, 'invitation')
  const [mail] = (await mailsOf(test, 'invitation')).slice(-1)
  t.match(mail?.body, /\{link\}/, 'the link is made when it is sent')
  t.notMatch(JSON.stringify(mail), /password":|kettle/, 'no password is mailed')

  const seen = await anybody.post('/invitations/look', { token })
  t.match(seen.body, { role: 'referrer', name: 'Nell New', schemeName: 'Millbridge' })
  t.notOk('email' in seen.body)
  t.equal((await anybody.post('/invitations/look', { token })).statusCode, 200, 'looking changes nothing')

  const weak = await anybody.post('/invitations/accept', { token, password: 'password1234' })
  t.equal(weak.statusCode, 400)
  const accepted = await anybody.post('/invitations/accept', { token, password: NEW_PASSWORD })
  t.equal(accepted.statusCode, 200, accepted.text)
  const session = await anybody.post('/sessions', { email: member.email, password: NEW_PASSWORD })
  t.equal(session.body.membership.id, accepted.body.membershipId)

  for (const path of ['look', 'accept']) {
    const again = await anybody.post(
      `/invitations/${path}`,
      path === 'look' ? { token } : { token, password: NEW_PASSWORD },
    )
    t.match(again, { statusCode: 410, body: { type: '/problems/link-over' } }, `${path}: the link works once`)
  }
})

t.test('two follow one link at once: one joins', async (t) => {
  await administrator.post('/invitations', newMember())
  const token = await lastToken(test, 'invitation')
  const answers = await Promise.all(
    [1, 2].map(() => anybody.post('/invitations/accept', { token, password: NEW_PASSWORD })),
  )
  const statuses = answers.map(({ statusCode }) => statusCode)
  t.equal(statuses.filter((status) => status === 200).length, 1, String(statuses))
  t.ok(statuses.every((status) => [200, 401, 409, 410].includes(status)))
})

t.test('an invitation is over after seven days, when it is taken back, and when it is forged', async (t) => {
  const member = newMember()
  const { body: invitation } = await administrator.post('/invitations', member)
  const token = await lastToken(test, 'invitation')
  t.equal((await anybody.post('/invitations/look', { token: `${token}x` })).statusCode, 410)
  t.equal(
    (await anybody.post('/password-resets/finish', { token, password: NEW_PASSWORD })).statusCode,
    410,
    'another purpose',
  )
  clock.forward(7.01)
  t.equal((await anybody.post('/invitations/accept', { token, password: NEW_PASSWORD })).statusCode, 410)

  const resent = await as(town.administrator).post(`/invitations/${invitation.id}/resend`)
  t.equal(resent.statusCode, 200)
  const fresh = await lastToken(test, 'invitation')
  t.equal((await anybody.post('/invitations/look', { token: fresh })).statusCode, 200)
  t.equal((await as(town.administrator).post(`/invitations/${invitation.id}/revoke`)).statusCode, 200)
  t.equal((await anybody.post('/invitations/accept', { token: fresh, password: NEW_PASSWORD })).statusCode, 410)
  t.equal((await as(town.administrator).post(`/invitations/${invitation.id}/resend`)).statusCode, 409)
})

t.test('inviting twice is the same invitation, and mails once', async (t) => {
  const member = newMember()
  const mailed = async () => {
    await test.runJobs()
    return (await mailsOf(test, 'invitation')).length
  }
  const before = await mailed()
  const [first, second] = [
    await as(town.administrator).post('/invitations', member),
    await as(town.administrator).post('/invitations', { ...member, email: member.email.toUpperCase() }),
  ]
  t.equal(second.body.id, first.body.id)
  t.equal(await mailed(), before + 1)
})

t.test('who has an account confirms with its password, and nobody else learns of it', async (t) => {
  const elsewhere = await given.anotherTown()
  const { email } = elsewhere.referrer
  const known = await as(town.administrator).post('/invitations', newMember({ email }))
  const unknown = await as(town.administrator).post('/invitations', newMember())
  t.same(Object.keys(known.body), Object.keys(unknown.body), 'whoever invites is told the same')
  // Mails leave side by side: those before must have gone, so that the last one is this one's.
  await test.runJobs()
  await as(town.administrator).post(`/invitations/${known.body.id}/resend`)
  const token = await lastToken(test, 'invitation')
  t.notMatch((await anybody.post('/invitations/look', { token })).text, /account|password/)
  const wrong = await anybody.post('/invitations/accept', { token, password: NEW_PASSWORD })
  t.match(wrong, { statusCode: 401, body: { type: '/problems/wrong-email-or-password' } })
  const right = await anybody.post('/invitations/accept', { token, password: PASSWORD })
  t.equal(right.statusCode, 200, right.text)
  const { body } = await anybody.post('/sessions', { email, password: PASSWORD })
  t.equal(body.memberships.length, 2)
})

t.test('a password cannot be guessed through an invitation', async (t) => {
  const { email } = (await given.anotherTown()).provider
  await as(town.administrator).post('/invitations', newMember({ email }))
  const token = await lastToken(test, 'invitation')
  const statuses: number[] = []
  for (let n = 0; n < 6; n += 1)
    statuses.push((await anybody.post('/invitations/accept', { token, password: `no ${n}` })).statusCode)
  t.same(statuses, [401, 401, 401, 401, 401, 429])
})

t.test('a manager invites to their own organisation, to no role of the scheme, and sees their own', async (t) => {
  const path = `/memberships/${town.advisor.membershipId}/manager`
  t.equal((await as(town.advisor).post('/invitations', newMember())).statusCode, 403, 'no manager yet')
  t.equal((await as(town.advisor).get('/members')).statusCode, 403)
  t.equal((await as(town.teamLead).put(path, { isManager: true })).statusCode, 403)
  t.equal((await as(town.administrator).put(path, { isManager: true })).statusCode, 204)
  const manager = as(town.advisor)
  t.ok(await untilWithinASecond(async () => (await manager.get('/members')).statusCode === 200))
  const advisor = { organisationId: town.serviceId, role: 'advisor' }
  t.equal((await manager.post('/invitations', newMember(advisor))).statusCode, 201)
  t.equal((await manager.post('/invitations', newMember())).statusCode, 403, "another's organisation")
  t.equal((await manager.post('/invitations', newMember({ ...advisor, role: 'safeguarding-lead' }))).statusCode, 403)
  t.equal((await manager.post('/invitations', newMember({ ...advisor, role: 'commissioner' }))).statusCode, 400)
  const { body } = await manager.get('/members')
  t.ok(body.items.every((one: { organisationId: string }) => one.organisationId === town.serviceId))
  t.type(body.items.find((one: { id: string }) => one.id === town.advisor.membershipId).lastSignedInAt, 'string')
  const others = await manager.get(`/invitations?organisationId=${town.practiceId}`)
  t.ok(others.body.items.every((one: { organisationId: string }) => one.organisationId === town.serviceId))
})

t.test('many at once: good rows are kept, and each other row says what is wrong', async (t) => {
  const good = newMember()
  const rows = [good, { ...newMember(), email: 'nobody' }, newMember({ role: 'advisor' }), {}, newMember()]
  const { body } = await as(town.administrator).post('/invitations/bulk', { rows })
  t.equal(body.invited, 2)
  t.same(
    body.rows.map((row: { errors: { pointer: string }[] }) => row.errors.map(({ pointer }) => pointer)),
    [[], ['#/email'], ['#/role'], ['#/organisationId', '#/role', '#/email', '#/name'], []],
  )
})

t.test('no token, password or address reaches the log', async (t) => {
  const token = await lastToken(test, 'invitation')
  t.notMatch(test.logged(), /millbridge\.example|kettle orchard/)
  t.notOk(test.logged().includes(token))
  t.notOk(test.logged().includes(token.split('.').at(-1) ?? token))
})
