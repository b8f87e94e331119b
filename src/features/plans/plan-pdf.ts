import { addPart, makePdf, SHEET, writeFooters } from '../../platform/pdf.ts'
import type { toAloudPage } from './view-models.ts'

type Plan = ReturnType<typeof toAloudPage>

/** The plan in the words that are read to the person, on paper of theirs: each sheet says whose it is. */
export const drawPlan = (
  plan: Plan,
  { isLarge, printedBy, on, author }: { isLarge: boolean; printedBy: string; on: string; author: string },
): Promise<Buffer> =>
  makePdf({ title: plan.title, author }, (document) => {
    const size = isLarge ? 18 : 12
    const { left, width } = SHEET
    const heading = (kind: 'H1' | 'H2', text: string) =>
      addPart(document, kind, () =>
        document
          .font('bold')
          .fontSize(kind === 'H1' ? size + 8 : size + 2)
          .text(text, left, document.y, { width, paragraphGap: size / 2 }),
      )
    const paragraph = (text: string) =>
      addPart(document, 'P', () =>
        document
          .font('plain')
          .fontSize(size)
          .text(text, left, document.y, { width, paragraphGap: size, lineGap: size / 3 }),
      )
    document.addPage()
    heading('H1', plan.title)
    paragraph(`${plan.name}. ${plan.today}.`)
    if (plan.whatMatters !== null) {
      heading('H2', 'What matters to you')
      paragraph(plan.whatMatters)
    }
    if (plan.aGoodDay !== null) {
      heading('H2', 'A good day')
      paragraph(plan.aGoodDay)
    }
    heading('H2', 'What you want, and who does what')
    if (plan.goals.length === 0) paragraph('Nothing is written yet.')
    for (const [index, goal] of plan.goals.entries()) {
      addPart(document, 'LI', () =>
        document
          .font('bold')
          .fontSize(size)
          .text(`${index + 1}. ${goal.words}`, left, document.y, { width, paragraphGap: size / 3, lineGap: size / 3 }),
      )
      for (const { who, what, by } of goal.actions)
        addPart(document, 'LI', () =>
          document
            .font('plain')
            .fontSize(size)
            .text(`${who}: ${what}${by === undefined ? '' : `, by ${by}`}`, left + size, document.y, {
              width: width - size,
              paragraphGap: size / 3,
              lineGap: size / 3,
            }),
        )
      document.moveDown(0.5)
    }
    if (plan.review !== undefined) paragraph(`We look at this together again by ${plan.review}.`)
    paragraph(`Your advisor is ${plan.helper}. You can change your mind at any time: tell us, and we change the plan.`)
    writeFooters(document, { first: 0, about: plan.name, printedBy, on, size: isLarge ? 12 : 9 })
  })
