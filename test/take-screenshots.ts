import { runTests } from './support/runner.ts'
import { startTestServer } from './support/server.ts'

/** `npm run screenshots`: a picture of each kind of page of the demo, in .data/screenshots. */
await runTests(() => startTestServer(undefined), ['test/screenshots/take.ts'])
