import { generateSync } from 'otplib'
import { lastToken } from '../accounts/links.ts'
import type { TestApp } from '../support/app.ts'
import { PASSWORD } from '../support/town.ts'
import { at, type Count } from './count-round-trips.ts'

export const ROUND_TRIPS_OF_ACCOUNTS: Record<string, number> = {
  'POST /invitations': 8,
  'POST /invitations/bulk': 8,
  'GET /invitations': 4,
  'POST /invitations/:invitationId/resend': 8,
  'POST /invitations/look': 1,
  'POST /invitations/accept': 11,
  'POST /invitations/:invitationId/revoke': 7,
  'POST /password-resets': 1,
  'POST /password-resets/finish': 10,
  'POST /me/password': 9,
  'POST /me/second-factor': 6,
  'POST /me/second-factor/confirm': 9,
  'POST /me/second-factor/recovery-codes': 7,
  'POST /memberships/:membershipId/second-factor/reset': 10,
  'POST /me/second-factor/remove': 11,
  'GET /members': 4,
  'GET /memberships/unused': 4,
  'PUT /memberships/:membershipId/manager': 5,
  'POST /memberships/:membershipId/disable': 15,
  'POST /memberships/:membershipId/enable': 8,
  'POST /memberships/:membershipId/shut-out': 14,
  'GET /memberships/:membershipId/open-work': 10,
  'POST /memberships/:membershipId/end': 15,
  'PUT /scheme/second-factor': 4,
}

const NEW_PASSWORD = 'kettle meadow tandem 77'

/** Invited, let in, with a second factor, looked after, gone. */
export async function playAccounts(test: TestApp, count: Count): Promise<void> {
  const { given, as, anybody, clock } = test
  const { town } = given
  const administrator = as(town.administrator)
  const newcomer = (email: string) => ({ organisationId: town.practiceId, role: 'referrer', email, name: 'Nell New' })

  const { id: invitationId } = await count(administrator, 'POST /invitations', {
    body: newcomer('nell.new@millbridge.example'),
  })
  await count(administrator, 'POST /invitations/bulk', { body: { rows: [newcomer('nora.new@millbridge.example')] } })
  await count(administrator, 'GET /invitations')
  await test.runJobs()
  await count(administrator, 'POST /invitations/:invitationId/resend', { ids: { invitationId } })
  const token = await lastToken(test, 'invitation')
  await count(anybody, 'POST /invitations/look', { body: { token } })
  const { membershipId } = await count(anybody, 'POST /invitations/accept', { body: { token, password: NEW_PASSWORD } })
  const { id: revokedId } = (await administrator.post('/invitations', newcomer('neil.new@millbridge.example'))).body
  await count(administrator, 'POST /invitations/:invitationId/revoke', { ids: { invitationId: revokedId } })

  await count(anybody, 'POST /password-resets', { body: { email: 'nell.new@millbridge.example' } })
  const link = await lastToken(test, 'password')
  await count(anybody, 'POST /password-resets/finish', { body: { token: link, password: `${NEW_PASSWORD} again` } })

  const advisor = as(town.advisor)
  await count(advisor, 'POST /me/password', { body: { current: PASSWORD, new: NEW_PASSWORD } })
  const { secret } = await count(advisor, 'POST /me/second-factor', { body: { password: NEW_PASSWORD } })
  const codeNow = () => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) })
  await count(advisor, 'POST /me/second-factor/confirm', { body: { code: codeNow() } })
  const later = async (steps: number) =>
    generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + steps * 30 })
  await count(advisor, 'POST /me/second-factor/recovery-codes', { body: { code: await later(1) } })
  await count(administrator, 'POST /memberships/:membershipId/second-factor/reset', {
    ids: { membershipId: town.advisor.membershipId },
  })
  const otherAdvisor = as(town.otherAdvisor)
  const { secret: other } = (await otherAdvisor.post('/me/second-factor', { password: PASSWORD })).body
  const otherCode = (steps: number) =>
    generateSync({ secret: other, epoch: Math.floor(clock.now().getTime() / 1000) + steps * 30 })
  await otherAdvisor.post('/me/second-factor/confirm', { code: otherCode(0) })
  await count(otherAdvisor, 'POST /me/second-factor/remove', { body: { password: PASSWORD, code: otherCode(1) } })

  await count(administrator, 'GET /members')
  await count(administrator, 'GET /memberships/unused')
  const ids = { membershipId }
  await count(administrator, 'PUT /memberships/:membershipId/manager', { ids, body: { isManager: true } })
  await count(administrator, 'POST /memberships/:membershipId/disable', { ids, body: {} })
  await count(administrator, 'POST /memberships/:membershipId/enable', { ids })
  await count(administrator, 'GET /memberships/:membershipId/open-work', { ids })
  await count(administrator, 'POST /memberships/:membershipId/shut-out', { ids })
  await count(administrator, 'POST /memberships/:membershipId/end', { ids, body: {} })
  await count(administrator, 'PUT /scheme/second-factor', { body: { secondFactor: 'optional' }, headers: at(1) })
}
