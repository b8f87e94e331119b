import { WEEKDAYS } from '../../../features/absence/kinds.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { addDays } from '../../../platform/clock.ts'
import { firstWorkingDay, isInTheWay, ON_LEAVE } from '../demo-work.ts'
import { openTask } from '../tasks.ts'
import { instantOn, type Member } from '../world.ts'
import type { Scene } from './scene.ts'

const WORKING_WEEK = WEEKDAYS.slice(0, 5)

/** Who works when, who is away today and later, who stands in, and who is on duty. */
export function tellStaffDays(scene: Scene): void {
  const { world, at, ago } = scene
  const { rows, schemeId, newId, lead, advisors, today, beganOn } = world
  const [own, , cover, away, , sick] = advisors
  const onLeave = advisors[ON_LEAVE]
  if (own === undefined || onLeave === undefined || cover === undefined || away === undefined || sick === undefined)
    throw new Error('The town has six advisors')

  for (const { membershipId } of [lead, ...advisors])
    rows.workingPatterns.push({
      schemeId,
      id: newId(instantOn(beganOn, 540)),
      membershipId,
      fromOn: beganOn,
      weekdays: [...WORKING_WEEK],
      version: 1,
    })

  const absence = (
    member: Member,
    days: { kind: 'leave' | 'sick' | 'other'; fromOn: string; untilOn: string | null; cover: Member | null },
    enteredAt: Date,
    endedAt: Date | null = null,
  ) =>
    rows.absences.push({
      schemeId,
      id: newId(enteredAt),
      membershipId: member.membershipId,
      kind: days.kind,
      fromOn: days.fromOn,
      untilOn: days.untilOn,
      coverId: days.cover?.membershipId ?? null,
      createdAt: enteredAt,
      createdById: lead.membershipId,
      endedAt,
      version: endedAt === null ? 1 : 2,
    })
  absence(own, { kind: 'leave', fromOn: ago(52), untilOn: ago(48), cover }, at(70, 600))
  absence(cover, { kind: 'sick', fromOn: ago(24), untilOn: ago(22), cover: own }, at(24, 510), at(21, 520))
  absence(onLeave, { kind: 'leave', fromOn: ago(3), untilOn: addWorkingDays(today, 4), cover }, at(25, 640))
  // Rang in last night: nobody stands in yet, and the visits of today are still to be settled.
  absence(sick, { kind: 'sick', fromOn: firstWorkingDay(today), untilOn: null, cover: null }, at(1, 17 * 60 + 20))
  const leaveFrom = addWorkingDays(today, 12)
  absence(away, { kind: 'leave', fromOn: leaveFrom, untilOn: addDays(leaveFrom, 11), cover: own }, at(15, 560))

  const line = (member: Member, when: { onDay: string } | { weekday: (typeof WEEKDAYS)[number]; fromOn: string }) =>
    rows.dutyRota.push({
      schemeId,
      id: newId(at(60, 600)),
      onDay: null,
      weekday: null,
      fromOn: null,
      ...when,
      startsAt: '09:00',
      endsAt: '17:00',
      membershipId: member.membershipId,
      coverId: member === lead ? own.membershipId : lead.membershipId,
      phone: '01632 960800',
      createdAt: at(60, 600),
      createdById: lead.membershipId,
    })
  const week = [own, onLeave, cover, away, lead]
  for (const [index, weekday] of WORKING_WEEK.entries()) line(week[index] ?? lead, { weekday, fromOn: ago(58) })
  // Swapped, so that whoever signs in as the advisor is on duty, today and tomorrow.
  line(own, { onDay: firstWorkingDay(today) })
  line(own, { onDay: addWorkingDays(firstWorkingDay(today), 1) })

  handOverVisits(scene, onLeave, cover)
}

/** What was in the diary of somebody on leave goes to who stands in, and each person is told; one has not been reached yet. */
function handOverVisits({ world, episodes, at, random }: Scene, from: Member, to: Member): void {
  const lastDay = addWorkingDays(world.today, 4)
  const diary = episodes.flatMap(({ contacts }) => contacts).filter(({ workerId }) => workerId === to.membershipId)
  let isOneUntold = false
  for (const episode of episodes.filter(({ owner }) => owner === from))
    for (const contact of episode.contacts) {
      const { happened, day, plannedStart } = contact
      if (happened !== null || plannedStart === null || day < world.today || day > lastDay) continue
      contact.version += 1
      const isFree = !diary.some((other) => isInTheWay(other, plannedStart))
      if (isFree) contact.workerId = to.membershipId
      else
        Object.assign(contact, {
          happened: false,
          notHappenedBecause: 'service-cancelled',
          recordedAt: at(2, 620),
          recordedById: world.lead.membershipId,
        })
      const isTold = isOneUntold
      isOneUntold = true
      const visitChangeId = world.newId(at(2, 620))
      world.rows.visitChanges.push({
        schemeId: world.schemeId,
        id: visitChangeId,
        contactId: contact.id,
        personId: contact.personId,
        change: isFree ? 'another-worker' : 'cancelled',
        day,
        expectedAt: plannedStart,
        madeAt: at(2, 620),
        madeById: world.lead.membershipId,
        toldAt: isTold ? at(1, random.between(600, 900)) : null,
        toldById: isTold ? to.membershipId : null,
        toldHow: isTold ? random.pick(['spoke-to-person', 'spoke-to-household'] as const) : null,
      })
      if (!isTold)
        openTask(world, {
          kind: 'tell-person-of-change',
          subjectKind: 'visit-change',
          subjectId: visitChangeId,
          dueOn: addWorkingDays(world.today, -1),
          at: at(2, 620),
        })
    }
}
