import t from 'tap'
import { makeTown } from '../../src/demo/town/town.ts'
import { type Terms, warningsOf } from '../../src/features/funding/rules.ts'

/** A Thursday, a Sunday, and a bank holiday. */
const DAYS = ['2026-06-18', '2026-11-22', '2027-01-01']

for (const today of DAYS)
  t.test(`on ${today} the town has an agreement of each kind, and statements in each state`, async (t) => {
    const rows = makeTown({ today, passwordHash: 'never verified' })
    const terms = rows.fundingAgreements as Terms[] // each column of the terms is filled in
    t.same(new Set(terms.map(({ kind }) => kind)), new Set(['block', 'grant', 'spot']))
    const warned = terms.flatMap((one) => warningsOf(one, today))
    for (const warning of ['nearly-used', 'ended', 'ends-soon', 'not-decided'] as const)
      t.ok(warned.includes(warning), `${warning}: ${warned}`)
    for (const { places, placesCommitted, penceCommitted, valuePence } of terms) {
      t.ok(places === null || placesCommitted <= places)
      t.ok(penceCommitted <= valuePence)
    }
    const statuses = new Set(rows.fundingStatements.map(({ status }) => status))
    for (const status of ['sent', 'agreed', 'paid'] as const) t.ok(statuses.has(status), status)
    const late = rows.fundingCommitments.filter(
      ({ status, agreementId, statementId, startedOn }) =>
        status === 'used' && agreementId !== null && statementId === null && `${startedOn}` < `${today.slice(0, 7)}-01`,
    )
    t.same(late, [], 'what began before this month stands on a statement')
    t.same(new Set(rows.spotPurchases.map(({ status }) => status)), new Set(['asked', 'approved']))
    t.ok(
      rows.fundingCommitments.some(({ agreementId }) => agreementId === null),
      'a place that nobody pays for',
    )
  })
