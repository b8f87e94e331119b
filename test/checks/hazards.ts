import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Fault, isProgram, ROOT, readFile, report, type SourceFile } from './files.ts'

/* Every control in the hazard log names the test that proves it, and that test is there. */

const COLUMNS = 6
const PROOF = 4

/** A row with a cell missing, without a proof, or with a proof that no test file has under that name. */
export function findUnprovenHazards({ path, text }: SourceFile, textOf: (path: string) => string | undefined): Fault[] {
  const fault = (line: number, says: string): Fault => ({ path, line, says })
  return text.split('\n').flatMap((content, index) => {
    const line = index + 1
    if (!content.startsWith('| ') || /^\| (---|hazard) /.test(content)) return []
    const cells = content.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim())
    if (cells.length !== COLUMNS || cells.some((cell) => cell === ''))
      return [fault(line, `has ${cells.length} cells, or an empty one: ${COLUMNS} are needed`)]
    const proofs = [...(cells[PROOF] ?? '').matchAll(/`([^`: ]+\.test\.ts): ([^`]+)`/g)]
    if (proofs.length === 0) return [fault(line, 'names no test: write `test/path.test.ts: the name of the test`')]
    return proofs.flatMap(([, file = '', name = '']) => {
      const test = textOf(file)
      if (test === undefined) return [fault(line, `names ${file}, which is not there`)]
      return testNames(test).has(name) ? [] : [fault(line, `names a test that ${file} does not have: ${name}`)]
    })
  })
}

const testNames = (source: string): ReadonlySet<string> =>
  new Set([...source.matchAll(/\.test\(\s*(['"`])(.+?)\1,/g)].map(([, , name = '']) => name))

if (isProgram(import.meta.filename))
  report(
    findUnprovenHazards(readFile('docs/safety/hazards.md'), (path) =>
      existsSync(join(ROOT, path)) ? readFile(path).text : undefined,
    ),
  )
