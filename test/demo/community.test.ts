import t from 'tap'
import { withPhotos } from '../../src/demo/photos.ts'
import { makeTown } from '../../src/demo/town/town.ts'
import { ActivityPatch, ScheduleLineBody } from '../../src/features/activities/listing.ts'
import { occurrencesBetween, partsOfWeek } from '../../src/features/activities/recurrence.ts'
import { nextRung } from '../../src/features/activities/review-ladder.ts'
import { isInCohort, sessionsBetween } from '../../src/features/activities/sessions.ts'
import { typeOf } from '../../src/features/files/content.ts'
import { PersonFacts } from '../../src/features/people/facts.ts'
import { addDays, ageOn, toDayNumber, weekdayOf } from '../../src/platform/clock.ts'

/** A Thursday; a Sunday; a bank holiday. */
const DAYS = ['2026-06-18', '2026-11-22', '2027-01-01']
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

for (const today of DAYS) {
  const rows = makeTown({ today, passwordHash: 'never verified' })
  const named = (name: string) => rows.activities.find((activity) => activity.name === name)
  const scheduleOf = (activityId: string) => rows.activities.find(({ id }) => id === activityId)?.schedule ?? []

  t.test(`on ${today} what a group says in words it says for a calendar too`, (t) => {
    for (const { name, locationKind, when, schedule = [], held } of rows.activities) {
      t.same(held, partsOfWeek(schedule, today), `${name}: when in the week`)
      t.ok(
        schedule.every((line) => ScheduleLineBody.safeParse(line).success),
        `${name}: lines that a group could send`,
      )
      if (schedule.length === 0) {
        t.notSame(locationKind, 'venue', `${name}: only what comes home or rings is held when it suits`)
        continue
      }
      const dates = occurrencesBetween(schedule, addDays(today, -400), addDays(today, 400))
      t.ok(dates.length >= 12, `${name}: ${dates.length} dates`)
      const days = new Set(dates.map(({ on }) => weekdayOf(toDayNumber(on))))
      const said = WEEKDAYS.flatMap((day, index) => (when.includes(day) ? [index] : []))
      t.same([...days].sort(), when.includes('Monday to Friday') ? [0, 1, 2, 3, 4] : said, `${name}: ${when}`)
      t.ok(
        schedule.every(
          ({ startsOn, ...line }) => occurrencesBetween([{ ...line, startsOn }], startsOn, startsOn).length,
        ),
        `${name}: a line begins on a day of its own`,
      )
    }
    t.end()
  })

  t.test(`on ${today} a listing says what it costs, for whom it is, and where`, (t) => {
    const free = rows.activities.filter(({ costPence }) => costPence === 0)
    t.ok(free.length >= 10)
    t.ok(rows.activities.every(({ costPence = null }) => costPence === 0 || (costPence ?? 0) >= 200))
    t.ok(rows.activities.filter(({ costPence }) => costPence !== 0).every(({ costPence }) => (costPence ?? 501) <= 500))
    t.ok(rows.activities.filter(({ whoFor }) => whoFor !== null).length >= 25)
    t.ok(rows.activities.filter(({ whoNotFor }) => whoNotFor !== null).length >= 10)
    t.ok(rows.activities.filter(({ minimumAge }) => minimumAge !== null).length >= 10)
    t.ok(rows.activities.filter(({ languages }) => (languages ?? []).length > 0).length >= 4)
    t.ok(rows.activities.every(({ phone }) => /^(01709 0\d{5}|07700 900\d{3})$/.test(phone ?? '')))
    const where = new Map(rows.postcodeCentroids.map(({ postcode, ...place }) => [postcode, place]))
    for (const { postcode } of [...rows.people, ...rows.organisations, ...rows.activities]) {
      if (postcode == null) continue
      const { latitude = 0, longitude = 0 } = where.get(postcode) ?? {}
      if (Math.abs(latitude - 53.46) > 0.1 || Math.abs(longitude + 1.31) > 0.15) t.fail(`${postcode} is elsewhere`)
    }
    for (const { name, postcode, latitude, longitude } of rows.activities)
      t.same(
        { latitude: latitude ?? undefined, longitude: longitude ?? undefined },
        { latitude: undefined, longitude: undefined, ...where.get(postcode ?? '') },
        name,
      )
    t.end()
  })

  t.test(`on ${today} nobody goes to a group that is not for them`, (t) => {
    const people = new Map(rows.people.map((person) => [person.id, person]))
    for (const { activityId, personId } of rows.placements) {
      const activity = rows.activities.find(({ id }) => id === activityId)
      const person = people.get(personId)
      if (activity === undefined || person === undefined) return t.fail('a placement of nobody')
      const isOld = ageOn(person.bornOn, today) >= (activity.minimumAge ?? 0)
      const { sex } = PersonFacts.parse(person.facts)
      const fits = isOld && !(activity.name.startsWith('Women') && sex.answer === 'known' && sex.value === 'male')
      if (!fits) t.fail(`${activity.name} has somebody who may not come`)
    }
    return t.end()
  })

  t.test(`on ${today} doors are open, closed for now, or opened by talking`, (t) => {
    const open = rows.activities.filter(({ entry }) => entry === 'open-door')
    t.equal(open.length, 2)
    for (const { id = '', name, schedule = [] } of open) {
      const counted = rows.activityWalkIns.filter(({ activityId }) => activityId === id).map(({ on }) => on)
      const held = occurrencesBetween(schedule, addDays(today, -56), addDays(today, -1)).map(({ on }) => on)
      t.same(counted, held, `${name}: each day of eight weeks`)
      t.equal(held.length, 8)
    }
    t.equal(rows.activities.filter(({ placesMode }) => placesMode === 'talk-first').length, 1)
    const closed = rows.activities.filter(({ status }) => status === 'closed')
    t.equal(closed.length, 1)
    t.ok((closed[0]?.reopensOn ?? '') > today)
    t.end()
  })

  t.test(`on ${today} what is said of listings waits, and what nobody confirmed has climbed`, (t) => {
    const isOpen = (kind: string, subjectId: string | undefined) =>
      rows.tasks.some((task) => task.kind === kind && task.subjectId === subjectId && task.doneAt === null)
    const [edit, ...others] = rows.activityEdits
    t.same(others, [])
    t.ok(ActivityPatch.safeParse(edit?.patch).success)
    t.ok(isOpen('decide-edit', edit?.activityId))
    t.same(
      rows.activitySuggestions.map(({ id, settledAt }) => [settledAt === null, isOpen('read-suggestion', id)]),
      [
        [true, true],
        [false, false],
      ],
    )
    t.same(rows.activitySuggestions[0]?.saidById, null, 'one from the public')
    const late = rows.activities.filter(({ reviewRung }) => reviewRung !== 0)
    t.same(late.map(({ reviewRung, hiddenAt }) => [reviewRung, hiddenAt !== null]).sort(), [
      [1, false],
      [5, true],
    ])
    t.ok(late.every(({ id }) => isOpen('confirm-listing', id)))
    t.same(
      late.map(({ id, reviewRung }) => isOpen('check-listing', id) === (reviewRung ?? 0) >= 3),
      [true, true],
    )
    for (const { name, confirmedOn, reviewRung = 0, reviewRungOn = null } of rows.activities)
      t.equal(
        nextRung({ confirmedOn: confirmedOn ?? '', reviewRung, reviewRungOn }, { today, everyMonths: 12 }),
        undefined,
        `${name}: the ladder has done its work today`,
      )
    t.end()
  })

  t.test(`on ${today} a course has a run that is on and one that is full, and next week differs`, (t) => {
    const [running, coming, ...others] = rows.activityCohorts
    if (running === undefined || coming === undefined) throw new Error('There are two runs')
    t.same(others, [])
    t.ok(isInCohort(running, today) && (running.taken ?? 0) < running.capacity, 'one is on')
    t.ok(coming.startsOn > today && coming.taken === coming.capacity, 'one is full')
    const course = rows.activities.find(({ id }) => id === running.activityId)
    t.match(course, { capacityLevel: 'cohort', taken: 0 })
    for (const { startsOn } of [running, coming])
      t.equal(
        occurrencesBetween(course?.schedule ?? [], startsOn, startsOn).length,
        1,
        'it begins on a day of the course',
      )

    const monday = addDays(today, 7 - weekdayOf(toDayNumber(today)))
    const changed = rows.activitySessions.flatMap((change) => {
      const { on, status = 'as-planned', movedToOn = null, startsAt = null, endsAt = null, why = null } = change
      const whole = { on, status, movedToOn, startsAt, endsAt, why }
      const sessions = sessionsBetween(scheduleOf(change.activityId), [whole], { from: monday, to: addDays(monday, 6) })
      return sessions.filter((session) => session.on === on && session.why !== null)
    })
    t.same(changed.map(({ status }) => status).sort(), ['cancelled', 'moved'])
    t.equal(rows.groupLinks.length, 1)
    t.ok(rows.outgoingMessages.some(({ link }) => link?.id === rows.groupLinks[0]?.id))
    t.equal(rows.calendarFeeds.length, 1)
    t.ok(named('Steady on your feet'))
    t.end()
  })
}

t.test('two activities have a picture, the same each time, with words for whoever does not see it', async (t) => {
  const rows = makeTown({ today: '2026-06-18', passwordHash: 'never verified' })
  const [once, again] = [await withPhotos(rows), await withPhotos(rows)]
  t.equal(once.activityPhotos.length, 2)
  t.same(once.activityPhotos, again.activityPhotos)
  for (const { bytes, alternativeText } of once.activityPhotos) {
    t.equal(typeOf(bytes), 'image/jpeg')
    t.ok(alternativeText.length > 20)
  }
})
