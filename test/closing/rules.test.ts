import t from 'tap'
import { goalFaults, hasTriedEnough, mayBeAskedAgain } from '../../src/features/closing/rules.ts'
import { DEFAULT_LISTS } from '../../src/features/schemes/lists.ts'

const call = (on: string) => ({ way: 'telephone', on })
const letter = (on: string) => ({ way: 'letter', on })

t.test('three tries on three days in two ways are enough to say that nobody could be reached', async (t) => {
  t.equal(hasTriedEnough([call('2026-03-02'), call('2026-03-04'), letter('2026-03-09')]), true)
})

t.test('fewer tries, one way, or one day are not', async (t) => {
  t.equal(hasTriedEnough([]), false)
  t.equal(hasTriedEnough([call('2026-03-02'), letter('2026-03-09')]), false, 'two tries')
  t.equal(hasTriedEnough([call('2026-03-02'), call('2026-03-04'), call('2026-03-09')]), false, 'one way')
  t.equal(hasTriedEnough([call('2026-03-02'), letter('2026-03-02'), call('2026-03-02')]), false, 'one day')
  t.equal(hasTriedEnough([call('2026-03-02'), letter('2026-03-02'), call('2026-03-04')]), false, 'two days')
})

t.test('each goal of the plan has one result, and nothing else has', async (t) => {
  const goals = [{ id: 'walk' }, { id: 'bus' }]
  const faultsOf = (...goalIds: string[]) =>
    goalFaults(
      goals,
      goalIds.map((goalId) => ({ goalId })),
    ).map(({ pointer }) => pointer)
  t.same(faultsOf('walk', 'bus'), [])
  t.same(faultsOf('bus', 'walk'), [], 'in any order')
  t.same(faultsOf('walk'), ['#/goalResults'], 'one is missing')
  t.same(faultsOf('walk', 'bus', 'swim'), ['#/goalResults/2/goalId'], 'one is unknown')
  t.same(faultsOf('walk', 'walk', 'bus'), ['#/goalResults/1/goalId'], 'one is told twice')
  t.same(faultsOf(), ['#/goalResults', '#/goalResults'])
  t.same(goalFaults([], []), [], 'without a plan there is nothing to say')
})

t.test('somebody who died or said no is not asked again how they are', async (t) => {
  t.same(
    DEFAULT_LISTS['closure-reason'].map(({ code }) => code).filter((code) => !mayBeAskedAgain(code)),
    ['declined-by-person', 'died'],
  )
})
