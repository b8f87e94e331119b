import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Fault, findInLines, isProgram, ROOT, readFile, readFiles, report, type SourceFile } from './files.ts'

/* What the documents name must be there: files, headings, commands. Each guard has a planted violation in docs.test.ts. */

/** What documents may refer to: whether a path exists, what a document says, which npm scripts there are. */
export type Project = {
  exists: (path: string) => boolean
  textOf: (path: string) => string
  scripts: ReadonlySet<string>
}

/** Relative links: the file is there and, when a heading is named, so is the heading. */
export function findBrokenLinks(pages: readonly SourceFile[], project: Project): Fault[] {
  return pages.flatMap(({ path, text }) =>
    findInLines(withoutFences(text), /\]\(([^)\s]+)\)/g).flatMap(({ line, found: [, link = ''] }) => {
      if (/^[a-z]+:/.test(link)) return []
      const [file = '', heading] = link.split('#')
      const target = file === '' ? path : normalize(join(dirname(path), file))
      if (!project.exists(target)) return [{ path, line, says: `links to ${link}, which is not there` }]
      if (heading === undefined || !target.endsWith('.md') || headingsOf(project.textOf(target)).has(heading)) return []
      return [{ path, line, says: `links to ${link}: ${target} has no such heading` }]
    }),
  )
}

export function findUnknownCommands(pages: readonly SourceFile[], { scripts }: Project): Fault[] {
  return pages.flatMap(({ path, text }) =>
    findInLines(text, /\bnpm (?:run ([a-z][a-z0-9:-]*)|(test|start)\b)/g)
      .filter(({ found: [, run, short] }) => !scripts.has(run ?? short ?? ''))
      .map(({ line, found: [command] }) => ({
        path,
        line,
        says: `names ${command}, which package.json does not have`,
      })),
  )
}

/** Paths in the tree, such as `src/platform/problems.ts`; a path with a placeholder (`<x>`, `*`) is not one. */
export function findUnknownPaths(pages: readonly SourceFile[], { exists }: Project): Fault[] {
  return pages.flatMap(({ path, text }) =>
    findInLines(text, /(?<![\w/.-])(?:src|test|bench|docs|migrations|\.ci)\/[\w./<>*{}…-]*/g)
      .map(({ line, found: [name] }) => ({ line, name: name.replace(/[.-]+$/, '') }))
      .filter(({ name }) => !/[<>*{}…]/.test(name) && !exists(name))
      .map(({ line, name }) => ({ path, line, says: `names ${name}, which is not there` })),
  )
}

/** One row for a word, in the order of the alphabet, so that two people who add the same word meet. */
export function findGlossaryDisorder({ path, text }: SourceFile): Fault[] {
  const rows = findInLines(text, /^\| \*\*(.+?)\*\* \|/g).map(({ line, found: [, word = ''] }) => ({ line, word }))
  return rows.flatMap(({ line, word }, index) => {
    const before = rows[index - 1]?.word
    if (before === undefined || before.localeCompare(word, 'en-GB') < 0) return []
    return [{ path, line, says: `has ${word} after ${before}: keep the words in order, each once` }]
  })
}

/** The text with fenced code blanked out, line for line. */
function withoutFences(text: string): string {
  let isInside = false
  return text
    .split('\n')
    .map((line) => {
      const isFence = /^\s*```/.test(line)
      if (isFence) isInside = !isInside
      return isFence || isInside ? '' : line
    })
    .join('\n')
}

/** The anchors that a page's headings get. */
const headingsOf = (text: string): ReadonlySet<string> =>
  new Set(
    findInLines(withoutFences(text), /^#{1,6} (.+)$/g).map(({ found: [, title = ''] }) =>
      title
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

if (isProgram(import.meta.filename)) {
  const { scripts }: { scripts: object } = JSON.parse(readFile('package.json').text)
  const project: Project = {
    exists: (path) => existsSync(join(ROOT, path)),
    textOf: (path) => readFile(path).text,
    scripts: new Set(Object.keys(scripts)),
  }
  const atTop = readdirSync(ROOT).filter((name) => name.endsWith('.md'))
  const pages = [...atTop.map(readFile), ...readFiles(['docs'], ['.md'])]
  report([
    ...findBrokenLinks(pages, project),
    ...findUnknownCommands(pages, project),
    ...findUnknownPaths(pages, project),
    ...findGlossaryDisorder(readFile('docs/glossary.md')),
  ])
}
