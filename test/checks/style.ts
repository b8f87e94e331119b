import { basename } from 'node:path'
import ts from 'typescript'
import { FEATURES, PURE_PATH } from '../../.dependency-cruiser.mjs'
import { isValidNhsNumber } from '../../src/features/people/nhs-number.ts'
import { type Fault, findInLines, isProgram, readFiles, report, type SourceFile } from './files.ts'

/*
 * What the style guide asks for and no linter knows. Each guard takes files and answers with faults, and has a planted
 * violation in style.test.ts.
 */

const isPure = (path: string): boolean => new RegExp(PURE_PATH).test(path)

/** Rules are the same today and tomorrow: no clock, no chance, no environment, no waiting. */
export function findImpureCode(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => isPure(path))
    .flatMap((file) =>
      findNodes(file, (node) => {
        if (ts.isAwaitExpression(node)) return 'waits in a pure file: load first, then decide'
        if (ts.isNewExpression(node) && node.getText() === 'new Date()')
          return 'reads the clock: take `now` or `today` as a value'
        if (!ts.isPropertyAccessExpression(node)) return undefined
        const name = node.getText()
        if (name === 'Date.now' || name === 'performance.now')
          return 'reads the clock: take `now` or `today` as a value'
        if (name === 'Math.random') return 'is left to chance: take the value'
        if (name === 'process.env') return 'reads the environment: take the value'
        return undefined
      }),
    )
}

/** A pure file imports other features through public.ts; what it takes from there is pure, too, or a type. */
export function findImpureImports(files: readonly SourceFile[]): Fault[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  return files
    .filter(({ path }) => isPure(path))
    .flatMap((file) =>
      findNodes(file, (node) => {
        if (!ts.isImportSpecifier(node) || node.isTypeOnly || node.parent.parent.isTypeOnly) return undefined
        const from = /^\.\.\/([a-z-]+)\/public\.ts$/.exec(textOf(node.parent.parent.parent.moduleSpecifier))?.[1]
        if (from === undefined) return undefined
        const name = (node.propertyName ?? node.name).text
        const source = findExport(byPath.get(`src/features/${from}/public.ts`), name)
        if (source !== undefined && isPure(`src/features/${from}/${source}`)) return undefined
        return `takes ${name} from ${from}, where it comes from ${source ?? 'public.ts itself'}: not a pure file`
      }),
    )
}

/** The file from which public.ts exports a name, as it stands there: `working-days.ts`. */
function findExport(file: SourceFile | undefined, name: string): string | undefined {
  for (const statement of file === undefined ? [] : parse(file).statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) continue
    const { exportClause } = statement
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) continue
    if (exportClause.elements.some((element) => element.name.text === name))
      return textOf(statement.moduleSpecifier).replace(/^\.\//, '')
  }
  return undefined
}

const LINES_AT_MOST = 300

/** Files that are one subject all the same; each with its reason. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'src/features/contacts/tables.ts': 'the tables of a feature stand together: whoever looks for one looks there',
  'src/features/people/tables.ts': 'the tables of a feature stand together: whoever looks for one looks there',
  'src/features/placements/tables.ts': 'the tables of a feature stand together: whoever looks for one looks there',
}

export function findLongFiles(
  files: readonly SourceFile[],
  allowed: Readonly<Record<string, string>> = LONG_FILES,
): Fault[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ path, lines }) => path.startsWith('src/') && lines > LINES_AT_MOST && !(path in allowed))
    .map(({ path, lines }) => ({
      path,
      line: LINES_AT_MOST,
      says: `has ${lines} lines: over ${LINES_AT_MOST} a file has two subjects`,
    }))
}

const EMPTY_NAMES = /^(?:index|utils?|helpers?|types|constants|common|misc)\.(?:ts|mjs|js)$/

export function findEmptyNames(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => EMPTY_NAMES.test(basename(path)))
    .map(({ path }) => ({ path, line: 1, says: 'has a name that says nothing: name it for what it is about' }))
}

/** A test that is left out, or that leaves the others out, is found by nobody. */
export function findSleepingTests(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => path.endsWith('.test.ts'))
    .flatMap((file) =>
      findNodes(file, (node) => {
        const name =
          ts.isPropertyAccessExpression(node) && /^(?:t|tap|test)$/.test(node.expression.getText())
            ? node.name.text
            : undefined
        const option = ts.isPropertyAssignment(node) && isTestOption(node) ? node.name.getText() : undefined
        const found = [name, option].find((word) => word === 'only' || word === 'skip' || word === 'todo')
        return found === undefined ? undefined : `has a test with ${found}: every test runs, every time`
      }),
    )
}

/** `t.match` asks for the beginning of a list, so an empty list in a pattern is found in every list: it proves nothing. */
export function findEmptyPatterns(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => path.endsWith('.test.ts'))
    .flatMap((file) =>
      findNodes(file, (node) =>
        ts.isArrayLiteralExpression(node) && node.elements.length === 0 && isInPattern(node)
          ? 'has an empty list in a pattern, which matches every list: ask with t.same'
          : undefined,
      ),
    )
}

/** Stands, through objects and lists alone, in the second argument of `t.match`. */
function isInPattern(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isCallExpression(parent))
    return parent.expression.getText() === 't.match' && parent.arguments.indexOf(node as ts.Expression) === 1 // an argument is an expression
  const isLiteral =
    ts.isPropertyAssignment(parent) || ts.isObjectLiteralExpression(parent) || ts.isArrayLiteralExpression(parent)
  return isLiteral && isInPattern(parent)
}

/** `{ skip: true }` in `t.test('…', { skip: true }, …)`. */
function isTestOption(node: ts.PropertyAssignment): boolean {
  const call = node.parent.parent
  return (
    ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'test'
  )
}

/** The standard's own example, which tests may show being refused. */
const REFUSED_EXAMPLE = '3478526985'

/** A valid NHS number outside the range for tests (999) may be somebody's. */
export function findRealNhsNumbers(files: readonly SourceFile[]): Fault[] {
  return files.flatMap(({ path, text }) =>
    findInLines(text, /(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])/g).flatMap(({ line, found: [number] }) => {
      const digits = number.replace(/\D/g, '')
      if (digits.startsWith('999') || digits === REFUSED_EXAMPLE || !isValidNhsNumber(digits)) return []
      return [{ path, line, says: `${number} is a valid NHS number: invented ones begin with 999` }]
    }),
  )
}

export function findBareMigrations(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path, text }) => path.startsWith('migrations/') && !/^--[ \t]*\S/.test(text))
    .map(({ path }) => ({ path, line: 1, says: 'begins without a comment: why, locks, size, way back' }))
}

/** A feature's folder that is not on the list has no place in the order. */
export function findStrangeFeatures(files: readonly SourceFile[]): Fault[] {
  const folders = new Set(files.flatMap(({ path }) => /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? []))
  return [...folders]
    .filter((folder) => !FEATURES.includes(folder))
    .map((folder) => ({
      path: `src/features/${folder}`,
      line: 1,
      says: 'is not in FEATURES of .dependency-cruiser.mjs',
    }))
}

const parse = ({ path, text }: SourceFile) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
const textOf = (expression: ts.Expression): string => (ts.isStringLiteral(expression) ? expression.text : '')

/** Asks every node of a file what is wrong with it. */
function findNodes(file: SourceFile, faultOf: (node: ts.Node) => string | undefined): Fault[] {
  const source = parse(file)
  const faults: Fault[] = []
  const visit = (node: ts.Node): void => {
    const says = faultOf(node)
    if (says !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      faults.push({ path: file.path, line: line + 1, says })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return faults
}

if (isProgram(import.meta.filename)) {
  const code = readFiles(['src', 'test', 'bench'], ['.ts', '.mjs'])
  const texts = [...code, ...readFiles(['migrations', 'docs'], ['.sql', '.md', '.sh'])]
  report([
    ...findImpureCode(code),
    ...findImpureImports(code),
    ...findLongFiles(code),
    ...findEmptyNames(code),
    ...findSleepingTests(code),
    ...findEmptyPatterns(code),
    ...findStrangeFeatures(code),
    ...findRealNhsNumbers(texts),
    ...findBareMigrations(texts.filter(({ path }) => path.endsWith('.sql'))),
  ])
}
