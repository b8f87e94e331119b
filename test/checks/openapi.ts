import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeApi } from '../../src/cli.ts'
import { ROOT } from './files.ts'

/** Holds openapi.yaml to what the routes say; `--write` (`npm run openapi:write`) brings it up to date. */
const PATH = join(ROOT, 'openapi.yaml')
const description = await describeApi()

if (process.argv.includes('--write')) writeFileSync(PATH, description)
else {
  const lines = readFileSync(PATH, 'utf8').split('\n')
  const line = description.split('\n').findIndex((content, index) => content !== lines[index])
  if (line !== -1 || description.split('\n').length !== lines.length) {
    console.log(
      `openapi.yaml:${Math.max(line, 0) + 1} is not what the routes say: npm run openapi:write, then read its diff`,
    )
    process.exitCode = 1
  }
}
