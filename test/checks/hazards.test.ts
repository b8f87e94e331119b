import t from 'tap'
import { findUnprovenHazards } from './hazards.ts'

const textOf = (path: string) =>
  path === 'test/people/people.test.ts' ? "t.test('one number is one person', async (t) => {})" : undefined
const row = (proof: string) => ({
  path: 'docs/safety/hazards.md',
  text: `| hazard | cause | harm | control | proved by | who deploys it |\n| --- | --- | --- | --- | --- | --- |\n| Wrong person | A mistyped number | Another's care | It is checked | ${proof} | Train |`,
})
const faultsOf = (proof: string) => findUnprovenHazards(row(proof), textOf).length

t.test('a hazard whose test is not there is caught', async (t) => {
  t.equal(faultsOf('`test/people/people.test.ts: one number is one person`'), 0)
  t.equal(faultsOf('`test/people/people.test.ts: one number is'), 1, 'not closed')
  t.equal(faultsOf('`test/people/people.test.ts: one number is`'), 1, 'half a name')
  t.equal(faultsOf('`test/people/gone.test.ts: one number is one person`'), 1, 'no such file')
  t.equal(faultsOf('a careful look'), 1, 'no test')
  t.equal(faultsOf(''), 1, 'nothing')
})
