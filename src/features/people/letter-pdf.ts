import { sayDay } from '../../platform/clock.ts'
import { addPart, makePdf, SHEET, writeFooters } from '../../platform/pdf.ts'

export type PrintedLetter = {
  to: string[]
  subject: string
  body: string
  isLarge: boolean
  onColouredPaper: boolean
  from: { scheme: string; service: string; phone: string | null }
  printedBy: string
  on: string
}

const { mm: MM, left: LEFT, width: WIDTH } = SHEET

/** Letters on A4, each beginning a page, the address where the window of a DL envelope is; large print for whoever needs it. */
export const drawLetters = (letters: readonly PrintedLetter[]): Promise<Buffer> =>
  makePdf(
    { title: letters.length === 1 ? 'Letter' : 'Letters', author: letters[0]?.from.service ?? '' },
    (document) => {
      for (const letter of letters) drawLetter(document, letter)
    },
  )

function drawLetter(document: PDFKit.PDFDocument, letter: PrintedLetter): void {
  const { from, on, printedBy, isLarge } = letter
  const size = isLarge ? 18 : 12
  const paragraph = (draw: () => void) => addPart(document, 'P', draw)
  document.addPage()
  const first = document.bufferedPageRange().count - 1
  paragraph(() =>
    document
      .font('bold')
      .fontSize(14)
      .text(from.service, LEFT, 20 * MM, { width: WIDTH }),
  )
  paragraph(() =>
    document
      .font('plain')
      .fontSize(10)
      .text([from.scheme, ...(from.phone === null ? [] : [`Telephone ${from.phone}`])].join('. '), { width: WIDTH }),
  )
  paragraph(() => document.fontSize(12).text(letter.to.join('\n'), LEFT, 50 * MM, { width: 85 * MM }))
  paragraph(() => document.fontSize(size).text(sayDay(on), LEFT, 95 * MM, { width: WIDTH }))
  document.moveDown()
  addPart(document, 'H1', () =>
    document
      .font('bold')
      .fontSize(size + 2)
      .text(letter.subject, { width: WIDTH }),
  )
  document.moveDown()
  for (const part of letter.body.split('\n\n'))
    paragraph(() =>
      document
        .font('plain')
        .fontSize(size)
        .text(part, { width: WIDTH, paragraphGap: size, lineGap: size / 3 }),
    )
  const about = letter.onColouredPaper ? 'Coloured paper' : ''
  writeFooters(document, { first, about, printedBy, on, size: isLarge ? 14 : 9 })
}
