import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import blankTypes from 'ts-blank-space'
import ts from 'typescript'

/**
 * Where the compiled tests stand: a copy of what they read, each TypeScript file with its JavaScript beside it.
 *
 * A test file loads most of the product. To compile it anew in every process, as tsx does, took more time than all that
 * the tests then do; types are checked by `npm run check`.
 */
export const BUILD = '.test-build'
const COPIED = ['src', 'test', 'bench', 'migrations', 'docs', '.dependency-cruiser.mjs']

/** Brings the copy up to date with what it is made of: only what changed is compiled, what is gone goes. */
export function compileTests(): void {
  const paths = COPIED.flatMap(listFiles)
  const wanted = new Set(paths.flatMap((path) => (isTypeScript(path) ? [path, toJavaScript(path)] : [path])))
  for (const made of listFiles(BUILD)) if (!wanted.has(made.slice(BUILD.length + 1))) rmSync(made)
  for (const path of paths) if (isOlder(join(BUILD, path), path)) build(path)
}

/** The compiled file of a test. */
export const toCompiled = (path: string): string => join(BUILD, toJavaScript(path))

const isTypeScript = (path: string) => path.endsWith('.ts') && !path.endsWith('.d.ts')
const toJavaScript = (path: string) => path.replace(/\.ts$/, '.js')

function listFiles(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile()) return [path]
  if (found === undefined) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function isOlder(target: string, source: string): boolean {
  const made = statSync(target, { throwIfNoEntry: false })
  return made === undefined || made.mtimeMs < statSync(source).mtimeMs
}

/** The copy is written last: a run that is interrupted before it compiles the file again. */
function build(path: string): void {
  const target = join(BUILD, path)
  mkdirSync(dirname(target), { recursive: true })
  if (isTypeScript(path)) {
    const compiled = toJavaScript(target)
    writeFileSync(`${compiled}.${process.pid}`, strip(readFileSync(path, 'utf8')))
    renameSync(`${compiled}.${process.pid}`, compiled)
  }
  copyFileSync(path, target)
}

/** Types give way to spaces and `.ts` to `.js`: each line and column stays where it was, so that no map is needed. */
function strip(source: string): string {
  const script = ts
    .preProcessFile(source)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.') && isTypeScript(fileName))
    .reduce((text, { end }) => `${text.slice(0, end - 1)}js${text.slice(end + 1)}`, source)
  return blankTypes(script)
}
