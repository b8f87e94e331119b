import { daysBetween } from '../../platform/clock.ts'
import type { FieldError } from '../../platform/problems.ts'
import { type ASSURANCES, CHECKLIST, CHECKLIST_POINTS, type ChecklistPoint, type DSPT_STANDINGS } from './kinds.ts'

export type Dspt = { odsCode: string; standing: (typeof DSPT_STANDINGS)[number]; publishedOn: string }
export type Checklist = { points: ChecklistPoint[]; goneThroughOn: string }
/** How an organisation shows that it keeps what it is told safe, looked at by somebody. */
export type Assurance = {
  assurance: (typeof ASSURANCES)[number]
  dspt?: Dspt | undefined
  checklist?: Checklist | undefined
}

/** It is published each year by the end of June; somebody who is late has some months. */
const PUBLISHED_WITHIN_DAYS = 548

/** What is wrong with it, with what to do. It may be written down later; what is written is true and whole. */
export function faultsOfAssurance({ assurance, dspt, checklist }: Assurance, today: string): FieldError[] {
  const open = checklist === undefined ? [] : CHECKLIST_POINTS.filter((point) => !checklist.points.includes(point))
  const at = (pointer: string, detail: string, isWrong: boolean) => (isWrong ? [{ pointer, detail }] : [])
  return [
    ...at(
      '#/dspt',
      'Leave it out: this organisation shows it by the checklist',
      dspt !== undefined && assurance !== 'dspt',
    ),
    ...at(
      '#/checklist',
      'Leave it out: this organisation shows it by the toolkit',
      checklist !== undefined && assurance !== 'small-group-checklist',
    ),
    ...at(
      '#/dspt/publishedOn',
      'Enter a day that is not in the future',
      dspt !== undefined && dspt.publishedOn > today,
    ),
    ...at(
      '#/dspt/publishedOn',
      'Ask for this year’s: it is published each year',
      dspt !== undefined && daysBetween(dspt.publishedOn, today) > PUBLISHED_WITHIN_DAYS,
    ),
    ...at(
      '#/checklist/points',
      `Go through all of it. Still open: ${open.map((point) => CHECKLIST[point]).join('; ')}`,
      open.length > 0,
    ),
    ...at(
      '#/checklist/goneThroughOn',
      'Enter a day that is not in the future',
      checklist !== undefined && checklist.goneThroughOn > today,
    ),
  ]
}
