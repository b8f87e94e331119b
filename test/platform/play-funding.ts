import { givePlacements } from '../placements/given-placements.ts'
import type { TestApp } from '../support/app.ts'
import { at, type Count } from './count-round-trips.ts'

/** What groups are paid, each route called once with success. */
export const ROUND_TRIPS_OF_FUNDING: Record<string, number> = {
  'POST /funding-agreements': 8,
  'PATCH /funding-agreements/:fundingAgreementId': 6,
  'POST /funding-agreements/:fundingAgreementId/panel-decision': 8,
  'GET /funding-agreements': 1,
  'GET /funding-agreements/:fundingAgreementId': 1,
  'POST /referrals/:referralId/spot-purchases': 10,
  'GET /spot-purchases': 4,
  'POST /spot-purchases/:spotPurchaseId/refuse': 10,
  'POST /spot-purchases/:spotPurchaseId/approve': 17,
  'GET /unpaid-places': 4,
  'POST /unpaid-places/:commitmentId/pay': 13,
  'GET /funding-agreements/:fundingAgreementId/places': 5,
  'GET /funding-statements': 1,
  'GET /funding-statements/:statementId': 1,
  'POST /funding-statements/:statementId/query': 8,
  'POST /funding-statements/:statementId/send-again': 12,
  'POST /links/statement/look': 1,
  'POST /links/statement/query': 6,
  'POST /links/statement/agree': 6,
  'POST /funding-statements/:statementId/agree': 8,
  'POST /funding-statements/:statementId/pay': 8,
  'GET /funding-statements/csv': 1,
}

export async function playFunding(test: TestApp, count: Count): Promise<void> {
  const { given, as, anybody, clock, runJobs, sent } = test
  const { town } = given
  const [lead, advisor, group] = [as(town.teamLead), as(town.advisor), as(town.provider)]
  const { activity, placement } = givePlacements(test)
  const activityId = await activity()
  const unpaid = await placement('started', { activityId })

  const days = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
  const terms = { ...days, providerId: town.providerId, source: 'Ageing well fund', unitPricePence: 1_250 }
  const { id: fundingAgreementId } = await count(lead, 'POST /funding-agreements', {
    body: { ...terms, kind: 'spot', valuePence: 50_000, spotLimitPence: 0 },
  })
  const ids = { fundingAgreementId }
  await count(lead, 'PATCH /funding-agreements/:fundingAgreementId', {
    ids,
    body: { source: 'Health fund' },
    headers: at(1),
  })
  await count(lead, 'POST /funding-agreements/:fundingAgreementId/panel-decision', {
    ids,
    body: { decision: 'approved', on: '2026-03-02' },
  })
  await count(lead, 'GET /funding-agreements')
  await count(group, 'GET /funding-agreements/:fundingAgreementId', { ids })

  const ask = async (referralId: string, amountPence: number) =>
    count(advisor, 'POST /referrals/:referralId/spot-purchases', {
      ids: { referralId },
      body: { activityId, amountPence, why: 'Nobody who is paid anyway has a place' },
    })
  const other = await given.referral({ status: 'accepted' })
  const { id: dear } = await ask(other.id, 9_000)
  await count(advisor, 'GET /spot-purchases')
  await count(lead, 'POST /spot-purchases/:spotPurchaseId/refuse', {
    ids: { spotPurchaseId: dear },
    body: { reason: 'Too dear' },
  })
  const { id: spotPurchaseId } = await ask(unpaid.referral.id, 2_000)
  await count(lead, 'POST /spot-purchases/:spotPurchaseId/approve', { ids: { spotPurchaseId } })

  await placement('started', { activityId })
  const { items } = await count(lead, 'GET /unpaid-places')
  const { body: block } = await lead.post('/funding-agreements', { ...terms, kind: 'block', places: 4 })
  await lead.post(`/funding-agreements/${block.id}/panel-decision`, { decision: 'approved', on: '2026-03-02' })
  await count(lead, 'POST /unpaid-places/:commitmentId/pay', { ids: { commitmentId: items[0].id } })
  await count(lead, 'GET /funding-agreements/:fundingAgreementId/places', { ids })

  clock.set('2026-04-01T07:00:00Z')
  await runJobs()
  const token = /#(\S+)/.exec(sent.mail.find(({ text }) => text.includes('/statement#'))?.text ?? '')?.[1] ?? ''
  const { items: statements } = await count(group, 'GET /funding-statements')
  const of = { statementId: statements[0].id }
  const again = { ids: of, body: { answer: 'It began in March' } }
  await count(group, 'GET /funding-statements/:statementId', { ids: of })
  await count(group, 'POST /funding-statements/:statementId/query', { ids: of, body: { words: 'There were three' } })
  await count(lead, 'POST /funding-statements/:statementId/send-again', again)
  await count(anybody, 'POST /links/statement/look', { body: { token } })
  await count(anybody, 'POST /links/statement/query', { body: { token, words: 'There were three' } })
  await count(anybody, 'POST /links/statement/agree', { body: { token } })
  await given.rows(`update funding_statements set status = 'sent', agreed_at = null where id = '${of.statementId}'`)
  await count(group, 'POST /funding-statements/:statementId/agree', { ids: of })
  await count(lead, 'POST /funding-statements/:statementId/pay', {
    ids: of,
    body: { on: '2026-04-01', reference: 'B7' },
  })
  await count(lead, 'GET /funding-statements/csv', { query: '?month=2026-03' })
}
