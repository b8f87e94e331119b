import type { Day } from '../../platform/clock.ts'
import { addPart, makePdf, SHEET, writeFooters } from '../../platform/pdf.ts'
import { sayShortDay } from '../../platform/web/words.ts'

/** Boxes for so many sessions stand on a sheet. */
export const BOXES = 8
const { mm, left, width } = SHEET
const NAME_WIDTH = 62 * mm
const BOX = (width - NAME_WIDTH) / BOXES
const ROW = 9 * mm
const LAST_Y = 255 * mm

/** A register for the wall of a hall: first names alone, a box for each session, and nothing else of anybody. */
export const drawRegister = (
  register: { title: string; names: readonly string[]; days: readonly Day[]; ring: string },
  { printedBy, on, author }: { printedBy: string; on: Day; author: string },
): Promise<Buffer> =>
  makePdf({ title: register.title, author }, (document) => {
    const heads = Array.from({ length: BOXES }, (_, box) => register.days[box])
    const text = (words: string, x: number, y: number, options: { size: number; bold?: boolean; width: number }) =>
      addPart(document, 'P', () =>
        document
          .font(options.bold === true ? 'bold' : 'plain')
          .fontSize(options.size)
          .text(words, x, y, { width: options.width, height: ROW, ellipsis: true }),
      )
    const boxes = (y: number) => {
      document.markContent('Artifact')
      for (let box = 0; box < BOXES; box += 1)
        document
          .lineWidth(0.7)
          .rect(left + NAME_WIDTH + box * BOX, y, BOX, ROW)
          .stroke()
      document.rect(left, y, NAME_WIDTH, ROW).stroke()
      document.endMarkedContent()
    }
    let y = 0
    const newSheet = () => {
      document.addPage()
      addPart(document, 'H1', () =>
        document
          .font('bold')
          .fontSize(16)
          .text(register.title, left, 20 * mm, { width }),
      )
      text('Tick who came. Cross out who did not.', left, 32 * mm, { size: 10, width })
      y = 42 * mm
      for (const [box, day] of heads.entries())
        if (day !== undefined)
          text(sayShortDay(day).replace(/ \d{4}$/, ''), left + NAME_WIDTH + box * BOX + 1, y + 2 * mm, {
            size: 8,
            width: BOX - 2,
          })
      boxes(y)
      y += ROW
    }
    newSheet()
    for (const name of register.names) {
      if (y + ROW > LAST_Y) newSheet()
      boxes(y)
      text(name, left + 2 * mm, y + 2.5 * mm, { size: 11, width: NAME_WIDTH - 4 * mm })
      y += ROW
    }
    if (register.names.length === 0) text('Nobody from the scheme comes yet.', left, y + 3 * mm, { size: 11, width })
    text(register.ring, left, LAST_Y + 8 * mm, { size: 10, bold: true, width })
    writeFooters(document, { first: 0, about: '', printedBy, on, size: 8 })
  })
