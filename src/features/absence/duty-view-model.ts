import { type Day, sayDay } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayLongDay, sayShortDay } from '../../platform/web/words.ts'
import { isWorkingDay } from '../schemes/public.ts'
import { WEEKDAYS, type Weekday } from './kinds.ts'
import { isOnRota } from './presence.ts'
import type { DutyRow } from './store.ts'

type Given = {
  now: { name: string; phone: string | null; isCover: boolean } | undefined
  lines: readonly DutyRow[]
  members: readonly { membershipId: string; label: string }[]
  days: readonly Day[]
  mayWrite: boolean
  typed: Typed
  faults: Faults
  done: string | undefined
}

const DONE: Record<string, string> = { named: 'It stands on the rota.', ended: 'The line is off the rota.' }

/** The rota as days, so that a gap is seen; then as the lines that it is made of. */
export function toDutyPage({ now, lines, members, days, mayWrite, typed, faults, done }: Given) {
  const nameOf = (id: string) => members.find(({ membershipId }) => membershipId === id)?.label ?? 'Somebody who left'
  const sayWho = ({ membershipId, coverId }: DutyRow) =>
    coverId === null ? nameOf(membershipId) : `${nameOf(membershipId)}, or ${nameOf(coverId)}`
  return {
    title: 'Who is on duty',
    now: now && `${now.name}${now.isCover ? ', who stands in' : ''}${now.phone === null ? '' : `: ${now.phone}`}`,
    done: DONE[done ?? ''],
    days: days.filter(isWorkingDay).map((day) => {
      const here = linesOf(lines, day)
      return {
        day: sayLongDay(day),
        who: here.map((line) => `${sayWho(line)}${sayHours(line)}`),
        isGap: here.length === 0,
      }
    }),
    lines: lines.map((line) => ({
      when: line.onDay === null ? sayWeekly(line) : sayShortDay(line.onDay),
      who: `${sayWho(line)}${sayHours(line)}`,
      phone: line.phone,
      end: `/duty-rota/${line.id}/end`,
    })),
    mayWrite,
    weekdays: [{ value: '', text: 'No: it is one day' }, ...WEEKDAYS.map((value) => ({ value, text: sayEach(value) }))],
    workers: [
      { value: '', text: 'Choose somebody' },
      ...members.map(({ membershipId: value, label: text }) => ({ value, text })),
    ],
    typed,
    faults,
  }
}

/** A line for the day itself wins over the week. */
function linesOf(lines: readonly DutyRow[], day: Day): DutyRow[] {
  const here = lines.filter((line) => isOnRota(line, day))
  const ofTheDay = here.filter(({ onDay }) => onDay !== null)
  return ofTheDay.length > 0 ? ofTheDay : here
}

const sayHours = ({ startsAt, endsAt }: DutyRow): string =>
  startsAt === null || endsAt === null ? '' : `, ${startsAt.slice(0, 5)} to ${endsAt.slice(0, 5)}`

const sayEach = (weekday: Weekday): string => `Each ${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`

const sayWeekly = ({ weekday, untilOn }: DutyRow): string =>
  `${weekday === null ? '' : sayEach(weekday)}${untilOn === null ? '' : ` until ${sayDay(untilOn)}`}`
