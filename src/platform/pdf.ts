import { createRequire } from 'node:module'
import { sayDay } from './clock.ts'

const MM = 72 / 25.4
/** A4 in points, with the margins of every sheet. */
export const SHEET = { mm: MM, left: 20 * MM, width: 170 * MM } as const

/** One font for every name: the fonts that a PDF has without carrying them know no letters beyond western Europe. */
const require = createRequire(import.meta.url)
const FONTS = { plain: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf', bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' }

type Document = PDFKit.PDFDocument

/** Draws a PDF that a screen reader can follow, and gives its bytes. The fonts are named `plain` and `bold`. */
export async function makePdf(
  { title, author }: { title: string; author: string },
  draw: (document: Document) => void,
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 20 * MM, bottom: 25 * MM, left: SHEET.left, right: 20 * MM },
    autoFirstPage: false,
    bufferPages: true,
    tagged: true,
    pdfVersion: '1.5',
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Author: author },
  })
  for (const [name, path] of Object.entries(FONTS)) document.registerFont(name, require.resolve(path))
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  draw(document)
  document.end()
  return done
}

/** A part of the text as a screen reader names it: a heading, a paragraph, an item of a list. */
export const addPart = (document: Document, kind: 'H1' | 'H2' | 'P' | 'LI', draw: () => void): void => {
  document.addStructure(document.struct(kind, {}, [draw]))
}

/** Writes under each sheet from `first` on who printed it, when, and which of how many it is; `about` says whose it is. */
export function writeFooters(
  document: Document,
  { first, about, printedBy, on, size }: { first: number; about: string; printedBy: string; on: string; size: number },
): void {
  const sheets = document.bufferedPageRange().count - first
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    document.switchToPage(first + sheet)
    document.page.margins.bottom = 0
    document.markContent('Artifact', { type: 'Pagination' })
    document
      .font('plain')
      .fontSize(size)
      .text(
        [about, `Printed by ${printedBy}, ${sayDay(on)}`, `Page ${sheet + 1} of ${sheets}`]
          .filter((part) => part !== '')
          .join('. '),
        SHEET.left,
        277 * MM,
        { width: SHEET.width, lineBreak: false },
      )
    document.endMarkedContent()
  }
}
