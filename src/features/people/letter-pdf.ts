import { sayDay } from '../../platform/clock.ts'

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

const MM = 72 / 25.4
const LEFT = 20 * MM
const WIDTH = 170 * MM

/** Letters on A4, each beginning a page, the address where the window of a DL envelope is; large print for whoever needs it. */
export async function drawLetters(letters: readonly PrintedLetter[]): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 20 * MM, bottom: 25 * MM, left: LEFT, right: 20 * MM },
    autoFirstPage: false,
    bufferPages: true,
    tagged: true,
    pdfVersion: '1.5',
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: letters.length === 1 ? 'Letter' : 'Letters', Author: letters[0]?.from.service ?? '' },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  for (const letter of letters) drawLetter(document, letter)
  document.end()
  return done
}

function drawLetter(document: PDFKit.PDFDocument, letter: PrintedLetter): void {
  const { from, on } = letter
  const size = letter.isLarge ? 18 : 12
  const paragraph = (draw: () => void) => document.addStructure(document.struct('P', {}, [draw]))
  document.addPage()
  const first = document.bufferedPageRange().count - 1
  paragraph(() =>
    document
      .font('Helvetica-Bold')
      .fontSize(14)
      .text(from.service, LEFT, 20 * MM, { width: WIDTH }),
  )
  paragraph(() =>
    document
      .font('Helvetica')
      .fontSize(10)
      .text([from.scheme, ...(from.phone === null ? [] : [`Telephone ${from.phone}`])].join('. '), { width: WIDTH }),
  )
  paragraph(() => document.fontSize(12).text(letter.to.join('\n'), LEFT, 50 * MM, { width: 85 * MM }))
  paragraph(() => document.fontSize(size).text(sayDay(on), LEFT, 95 * MM, { width: WIDTH }))
  document.moveDown()
  document.addStructure(
    document.struct('H1', {}, [
      () =>
        document
          .font('Helvetica-Bold')
          .fontSize(size + 2)
          .text(letter.subject, { width: WIDTH }),
    ]),
  )
  document.moveDown()
  for (const part of letter.body.split('\n\n'))
    paragraph(() =>
      document
        .font('Helvetica')
        .fontSize(size)
        .text(part, { width: WIDTH, paragraphGap: size, lineGap: size / 3 }),
    )
  const pages = document.bufferedPageRange().count - first
  for (let page = 0; page < pages; page += 1) {
    document.switchToPage(first + page)
    document.page.margins.bottom = 0
    document.markContent('Artifact', { type: 'Pagination' })
    document
      .font('Helvetica')
      .fontSize(letter.isLarge ? 14 : 9)
      .text(
        `Printed by ${letter.printedBy}, ${sayDay(on)}. Page ${page + 1} of ${pages}${letter.onColouredPaper ? '. Coloured paper' : ''}`,
        LEFT,
        277 * MM,
        { width: WIDTH, lineBreak: false },
      )
    document.endMarkedContent()
  }
}
