import ICAL from 'ical.js'

/** What stands in a calendar: no name of a person, no street. */
export type CalendarEntry = { id: string; startsAt: Date; endsAt: Date; title: string; changedAt: Date }

/** A calendar of RFC 5545, in instants of UTC: no reader needs to know when our clocks change. */
export function writeCalendar(entries: readonly CalendarEntry[], { name }: { name: string }): string {
  const calendar = new ICAL.Component(['vcalendar', [], []])
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Rother//Calendar//EN')
  calendar.updatePropertyWithValue('x-wr-calname', name)
  calendar.updatePropertyWithValue('refresh-interval', ICAL.Duration.fromString('PT1H'))
  for (const { id, startsAt, endsAt, title, changedAt } of entries) {
    const event = new ICAL.Component('vevent')
    event.updatePropertyWithValue('uid', id)
    event.updatePropertyWithValue('dtstamp', toUtc(changedAt))
    event.updatePropertyWithValue('dtstart', toUtc(startsAt))
    event.updatePropertyWithValue('dtend', toUtc(endsAt))
    event.updatePropertyWithValue('summary', title)
    event.updatePropertyWithValue('class', 'PRIVATE')
    calendar.addSubcomponent(event)
  }
  return `${calendar.toString()}\r\n`
}

const toUtc = (at: Date): ICAL.Time => ICAL.Time.fromJSDate(at, true)
