import { fileURLToPath } from 'node:url'

/** The compiled file of a program that a test starts as a process of its own: `src/cli`, `test/imports/killed-run`. */
export const programPath = (name: string): string => fileURLToPath(new URL(`../../${name}.js`, import.meta.url))
