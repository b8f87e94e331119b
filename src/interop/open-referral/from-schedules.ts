import { faultOfRule, type ScheduleLine } from '../../features/activities/recurrence.ts'
import { addDays, addMonths, type Day, daysBetween, monthOf, monthsBetween } from '../../platform/clock.ts'
import { partsOfRule, WEEK } from './schedules.ts'
import { cut, type Service } from './service-shape.ts'

/** When it is, in words. */
export const whenOf = ({ schedules }: Service): string =>
  cut((schedules ?? []).find(({ description }) => description)?.description ?? '', 200) ||
  cut(saidOf(schedules ?? []), 200) ||
  'Ask when it is'

const DAY_NAMES: Record<string, string> = {
  MO: 'Mondays',
  TU: 'Tuesdays',
  WE: 'Wednesdays',
  TH: 'Thursdays',
  FR: 'Fridays',
  SA: 'Saturdays',
  SU: 'Sundays',
}
const saidOf = (schedules: NonNullable<Service['schedules']>): string =>
  schedules
    .map(({ byday, opens_at, closes_at }) => {
      const days = (byday ?? '').split(',').flatMap((day) => DAY_NAMES[day.trim()] ?? [])
      const times = [timeOf(opens_at), timeOf(closes_at)].filter((time) => time !== undefined)
      return [days.join(', '), times.join(' to ')].filter((part) => part !== '').join(' ')
    })
    .filter((line) => line !== '')
    .join('; ')

const timeOf = (text: string | null | undefined): string | undefined => /^([01]\d|2[0-3]):[0-5]\d/.exec(text ?? '')?.[0]

/** More lines than a group has; each costs when the directory is searched. */
const MOST_SCHEDULES = 5
/** What begins later is nothing that anybody plans for. */
const FIVE_YEARS = 1_827

/** The lines that a calendar can have: with a start, times and a rule that we know. The words say the others. */
export function schedulesOf({ schedules }: Service, today: Day): ScheduleLine[] {
  // A day that changes once a year, so that what did not change there is not written here each night.
  const near = lately(`${Number(today.slice(0, 4)) - 2}-01-01`)
  return (schedules ?? []).slice(0, MOST_SCHEDULES).flatMap((schedule): ScheduleLine[] => {
    const startsOn = dayOf(schedule.dtstart) ?? dayOf(schedule.valid_from) ?? today
    const [startsAt, endsAt] = [timeOf(schedule.opens_at), timeOf(schedule.closes_at)]
    if (startsAt === undefined || endsAt === undefined || startsAt >= endsAt) return []
    if (daysBetween(today, startsOn) > FIVE_YEARS) return []
    const end = dayOf(schedule.valid_to)
    const once = { startsOn, startsAt, endsAt, rule: null, exceptOn: [] }
    if (schedule.freq == null) return end === startsOn && daysBetween(startsOn, today) <= FIVE_YEARS ? [once] : []
    const rule = ruleOf(schedule, { startsOn, end })
    return faultOfRule(rule) === undefined ? [near({ ...once, rule })] : []
  })
}

function ruleOf(
  schedule: NonNullable<Service['schedules']>[number],
  { startsOn, end }: { startsOn: Day; end: Day | undefined },
): string {
  const days = (schedule.byday ?? '').split(',').map((day) => day.trim().toUpperCase())
  const byDay = days.filter((day) => WEEK.some((code) => day.endsWith(code)) && /^[+-]?\d?[A-Z]{2}$/.test(day))
  const isByDate = schedule.freq === 'MONTHLY' && byDay.length === 0
  const parts = [
    `FREQ=${schedule.freq}`,
    schedule.interval != null && schedule.interval > 1 ? `INTERVAL=${schedule.interval}` : '',
    byDay.length > 0 ? `BYDAY=${byDay.join(',')}` : '',
    isByDate ? `BYMONTHDAY=${schedule.bymonthday || Number(startsOn.slice(8))}` : '',
    end === undefined ? '' : `UNTIL=${end.replaceAll('-', '')}`,
  ]
  return parts.filter((part) => part !== '').join(';')
}

/**
 * The same rule from a start that is near: feeds begin their schedules many years ago, and a rule is counted from its start.
 * Time is passed over in whole turns of the rule, so that every second week stays the same one; one turn is left, because a
 * week or a month that has begun holds days of its own.
 */
export const lately =
  (by: Day) =>
  (line: ScheduleLine): ScheduleLine => {
    const { FREQ, INTERVAL = '1', COUNT } = partsOfRule(line.rule ?? '')
    if (line.rule === null || COUNT !== undefined || line.startsOn >= by) return line
    const turn = Number(INTERVAL)
    if (FREQ === 'MONTHLY') {
      const turns = Math.floor((monthsBetween(monthOf(line.startsOn), monthOf(by)).length - 1) / turn) - 1
      return turns < 1 ? line : { ...line, startsOn: `${addMonths(monthOf(line.startsOn), turns * turn)}-01` }
    }
    const days = FREQ === 'WEEKLY' ? 7 * turn : turn
    const turns = Math.floor(daysBetween(line.startsOn, by) / days) - 1
    return turns < 1 ? line : { ...line, startsOn: addDays(line.startsOn, turns * days) }
  }

export const dayOf = (text: string | null | undefined): Day | undefined => {
  const day = text?.slice(0, 10) ?? ''
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
    ? day
    : undefined
}
