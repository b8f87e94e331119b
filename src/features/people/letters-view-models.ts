import { todayInEngland } from '../../platform/clock.ts'
import type { Faults } from '../../platform/web/forms.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import type { toLetterItem } from './reach-contract.ts'

type Letter = ReturnType<typeof toLetterItem>

const DONE: Record<string, string> = {
  printed: 'They count as printed. Now open the sheets and print them.',
  posted: 'It is noted as posted today.',
  stopped: 'It may not go any more. Take it out of the pile.',
}

export function toLettersPage(given: {
  waiting: Letter[]
  printed: Letter[]
  faults: Faults
  done: string | undefined
}) {
  const { waiting, printed, faults, done } = given
  return {
    title: 'Letters to people',
    done: done === undefined ? undefined : DONE[done],
    faults,
    waiting: waiting.map(toLine),
    printed: printed.map(toLine),
  }
}

const toLine = ({ id, name, subject, bornYear, postcodeDistrict, writtenAt }: Letter) => ({
  id,
  name: name ?? 'Somebody',
  apart: [bornYear === null ? null : `born ${bornYear}`, postcodeDistrict].filter((part) => part !== null).join(', '),
  subject,
  written: sayShortDay(todayInEngland(new Date(writtenAt))),
})
