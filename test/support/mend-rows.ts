import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { readCsv, toCsv } from './caseload.ts'

/**
 * Somebody who mends the file of rows with a fault, with the right cells beside them, and saves it as an old Excel does: in
 * Windows-1252. The columns that say what was wrong stay where they are; the file as it came stands beside it.
 */
const [mendedPath = '', path = ''] = process.argv.slice(2)
const mended: string[][] = JSON.parse(readFileSync(mendedPath, 'utf8'))
copyFileSync(path, `${path}.before`)
const [headings = [], ...rows] = readCsv(readFileSync(path, 'utf8'))
const right = rows.map((cells) => [...(mended[Number(cells.at(-2)) - 1] ?? []), ...cells.slice(-2)])
const text = toCsv([headings, ...right]).toString('utf8')
const WINDOWS_1252: Record<string, number> = { '’': 0x92, '…': 0x85, '–': 0x96 }
writeFileSync(path, Buffer.from([...text].map((letter) => WINDOWS_1252[letter] ?? letter.charCodeAt(0))))
