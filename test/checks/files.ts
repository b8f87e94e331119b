import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the project, also for a test that runs compiled, in a folder further down. */
export const ROOT = findRoot(import.meta.dirname)

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** A file of the project: its path from the root and what it says. */
export type SourceFile = { path: string; text: string }

/** What a check found wrong, and where. */
export type Fault = { path: string; line: number; says: string }

/** The files below some folders whose names end in one of the endings, in order of path. */
export function readFiles(folders: readonly string[], endings: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
    .map(readFile)
}

export const readFile = (path: string): SourceFile => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })

/** The lines of a text in which a pattern is found, each with what the pattern took hold of. */
export function findInLines(text: string, pattern: RegExp): { line: number; found: RegExpExecArray }[] {
  return text
    .split('\n')
    .flatMap((content, index) => [...content.matchAll(pattern)].map((found) => ({ line: index + 1, found })))
}

/** Prints each fault as `path:line says`, which editors follow, and fails the process when there is one. */
export function report(faults: readonly Fault[]): void {
  for (const { path, line, says } of faults) console.log(`${path}:${line} ${says}`)
  if (faults.length > 0) process.exitCode = 1
}

/** Whether a module is the program that was started, not one that was imported. */
export const isProgram = (filename: string): boolean => filename === process.argv[1]
