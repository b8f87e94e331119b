import type { z } from 'zod'
import { addDays, type Day, monthOf, sayDay } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { tagOf } from '../referrals/public.ts'
import type { MeetingAnswer } from './contract.ts'
import type { DecisionOwner } from './kinds.ts'
import { AGENDA_PARTS, type AgendaPart, fromOwner, toHad } from './rules.ts'

type Meeting = z.infer<typeof MeetingAnswer>
type Line = Meeting['agenda'][number]

const PARTS: Record<AgendaPart, string> = {
  'open-decisions': 'Decided last time, not done yet',
  new: 'New since last month',
  waiting: 'Waiting',
  stuck: 'Stuck: a question is open, or it is on hold',
  overdue: 'Overdue',
  'good-news': 'Good news',
  fine: 'Going well',
}

const OWNERS: Record<DecisionOwner, string> = { practice: 'We do it', service: 'The advisor does it' }

const whoOf = ({ owner, memberName }: { owner: DecisionOwner; memberName: string | null }): string =>
  memberName === null ? OWNERS[owner].toLowerCase() : `${memberName} does it`

const ownersOf = (members: Meeting['members']) => [
  { value: 'service', text: OWNERS.service },
  { value: 'practice', text: OWNERS.practice },
  ...members.map(({ id, name }) => ({ value: id, text: name })),
]

/** 3 March 2026 is in the meeting of March 2026. */
const sayMonth = (month: string): string => sayDay(`${month}-01`).replace(/^1 /, '')

export function toMeetingPage(given: {
  meeting: Meeting
  organisationName: string
  room: boolean
  typed: Typed | undefined
  faults: Faults
  done: string | undefined
  today: Day
}) {
  const { meeting, organisationName, room, typed, faults, done, today } = given
  const { month, agenda, closedAt } = meeting
  const isOpen = closedAt === null && month === monthOf(today)
  const lines = agenda.filter(({ isLeftOut }) => !isLeftOut).map((line) => toLine(line, { room, typed, today }))
  const href = (to: string, inRoom: boolean) => {
    const query = [...(to === monthOf(today) ? [] : [`month=${to}`]), ...(inRoom ? ['room=yes'] : [])]
    return ['/meetings', query.join('&')].filter((part) => part !== '').join('?')
  }
  return {
    title: `Meeting of ${sayMonth(month)}`,
    organisationName,
    faults,
    done:
      done === 'saved'
        ? 'It is kept.'
        : done === 'closed'
          ? 'The meeting is closed. Each decision is a task now.'
          : done === 'named'
            ? 'The agenda is changed.'
            : undefined,
    month,
    room,
    otherVersion: room
      ? { href: href(month, false), text: 'Show the version for staff alone' }
      : { href: href(month, true), text: 'Show the version for the room' },
    // Back as far as meetings were closed.
    before:
      closedAt === null && month !== monthOf(today)
        ? undefined
        : { href: href(monthBefore(month), room), text: `Meeting of ${sayMonth(monthBefore(month))}` },
    now:
      month === monthOf(today)
        ? undefined
        : { href: href(monthOf(today), room), text: `Meeting of ${sayMonth(monthOf(today))}` },
    isOpen,
    closed: closedAt === null ? undefined : `Closed on ${sayDay(closedAt.slice(0, 10))}.`,
    present: { present: typed?.present ?? meeting.present ?? '', had: meeting.present ?? '' },
    owners: ownersOf(meeting.members),
    leftOut: agenda
      .filter(({ isLeftOut }) => isLeftOut)
      .map(({ referralId, person, reference }) => ({
        id: referralId,
        name: `${person.givenName} ${person.familyName}`,
        reference,
      })),
    typedReference: { reference: typed?.reference },
    parts: AGENDA_PARTS.map((part) => ({
      id: part,
      title: PARTS[part],
      lines: lines.filter((line) => line.part === part),
    })).filter(({ lines }) => lines.length > 0),
  }
}

const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1))

function toLine(line: Line, { room, typed, today }: { room: boolean; typed: Typed | undefined; today: Day }) {
  const { referralId: id, person, decision, lastDecision } = line
  const dueOn = [typed?.[`due-${id}`]].flat()[0] ?? decision?.dueOn ?? addDays(today, 14)
  return {
    id,
    part: line.part,
    href: `/referrals/${id}`,
    name: `${person.givenName} ${person.familyName}`,
    apart: `born ${person.bornOn.slice(0, 4)}`,
    reference: line.reference,
    tag: tagOf(line),
    owner: line.ownerName ?? 'Nobody yet',
    due: line.dueOn === null ? '' : sayNearDay(line.dueOn, today),
    // What may not be read by whoever is in the room stands on the version for staff alone.
    marks: room ? [] : [...(line.urgent ? ['Urgent'] : []), ...(line.hasVisitRisk ? ['Risk on a visit'] : [])],
    last:
      lastDecision === null
        ? undefined
        : `${lastDecision.what} (${whoOf(lastDecision)}, by ${sayShortDay(lastDecision.dueOn)}${lastDecision.isOpen ? '' : ', done'})`,
    decided: decision === null ? undefined : `${decision.what} (${whoOf(decision)}, by ${sayShortDay(decision.dueOn)})`,
    had: decision === null ? undefined : toHad(decision),
    what: typed?.[`what-${id}`] ?? decision?.what ?? '',
    who: typed?.[`owner-${id}`] ?? (decision === null ? 'service' : fromOwner(decision)),
    dueOn,
    days: daysFor(dueOn, today),
  }
}

/** By when, from a list: the days that meetings say, and the one that was chosen before. */
function daysFor(chosen: string, today: Day) {
  const days = [
    { value: addDays(today, 7), text: 'in a week' },
    { value: addDays(today, 14), text: 'in two weeks' },
    { value: addDays(today, 28), text: 'in four weeks' },
  ]
  if (days.some(({ value }) => value === chosen) || !/^\d{4}-\d{2}-\d{2}$/.test(chosen)) return days
  return [{ value: chosen, text: `by ${sayShortDay(chosen)}` }, ...days]
}
