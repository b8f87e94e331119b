import { faultOfRule, type ScheduleLine } from '../../features/activities/recurrence.ts'
import { addDays, type Day, daysBetween } from '../../platform/clock.ts'
import { partsOfRule, WEEK } from './schedules.ts'
import type { Service } from './service-shape.ts'

/** When it is, in words. */
export const whenOf = ({ schedules }: Service): string =>
  (schedules ?? []).flatMap(({ description }) => (description ? [description] : []))[0]?.slice(0, 200) ||
  saidOf(schedules ?? []).slice(0, 200) ||
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

/** The lines that a calendar can have: with a start, times and a rule that we know. The words say the others. */
export function schedulesOf({ schedules }: Service, today: Day): ScheduleLine[] {
  return (schedules ?? []).slice(0, 20).flatMap((schedule): ScheduleLine[] => {
    const startsOn = dayOf(schedule.dtstart) ?? dayOf(schedule.valid_from) ?? today
    const [startsAt, endsAt] = [timeOf(schedule.opens_at), timeOf(schedule.closes_at)]
    if (startsAt === undefined || endsAt === undefined || startsAt >= endsAt) return []
    const end = dayOf(schedule.valid_to)
    if (schedule.freq == null) return end === startsOn ? [{ startsOn, startsAt, endsAt, rule: null, exceptOn: [] }] : []
    const rule = ruleOf(schedule, end)
    return faultOfRule(rule) === undefined ? [{ startsOn, startsAt, endsAt, rule, exceptOn: [] }] : []
  })
}

function ruleOf(schedule: NonNullable<Service['schedules']>[number], end: Day | undefined): string {
  const days = (schedule.byday ?? '').split(',').map((day) => day.trim().toUpperCase())
  const byDay = days.filter((day) => WEEK.some((code) => day.endsWith(code)) && /^[+-]?\d?[A-Z]{2}$/.test(day))
  const parts = [
    `FREQ=${schedule.freq}`,
    schedule.interval != null && schedule.interval > 1 ? `INTERVAL=${schedule.interval}` : '',
    byDay.length > 0 ? `BYDAY=${byDay.join(',')}` : '',
    schedule.freq === 'MONTHLY' && byDay.length === 0 && schedule.bymonthday ? `BYMONTHDAY=${schedule.bymonthday}` : '',
    end === undefined ? '' : `UNTIL=${end.replaceAll('-', '')}`,
  ]
  return parts.filter((part) => part !== '').join(';')
}

/**
 * The same rule from a week that is near: feeds begin their schedules many years ago, and a rule is counted from its start.
 * Weeks are passed over in whole turns of the rule, so that every second week stays the same one.
 */
export const lately =
  (today: Day) =>
  (line: ScheduleLine): ScheduleLine => {
    const { FREQ, INTERVAL = '1' } = partsOfRule(line.rule ?? '')
    const turn = 7 * Number(INTERVAL)
    const turns = Math.floor(daysBetween(line.startsOn, today) / turn) - 1
    return FREQ !== 'WEEKLY' || turns < 1 ? line : { ...line, startsOn: addDays(line.startsOn, turns * turn) }
  }

export const dayOf = (text: string | null | undefined): Day | undefined => {
  const day = text?.slice(0, 10) ?? ''
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
    ? day
    : undefined
}
