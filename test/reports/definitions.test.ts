import t from 'tap'
import { DEFINITIONS } from '../../src/features/reports/contract.ts'

t.test('each figure says whether it counts what could be left out', async (t) => {
  for (const [figure, definition] of Object.entries(DEFINITIONS))
    for (const kind of ['imported', 'test', 'on behalf', 'duplicate', 'entered in error'])
      t.ok(definition.toLowerCase().includes(kind), `${figure}: ${kind}`)
})
