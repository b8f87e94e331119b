import t from 'tap'
import {
  CONTACT_STATUSES,
  contactStatus,
  isCheckOutOverdue,
  isRecordedLate,
} from '../../src/features/contacts/contact-status.ts'
import { CONTACT_WAYS, isCancelled, NOT_HAPPENED_REASON_NAMES } from '../../src/features/contacts/kinds.ts'
import { messageAfter, milestoneAt, milestoneChanges, type Reached } from '../../src/features/contacts/milestones.ts'
import { type ContactFacts, faultsOf, NO_OUTCOME } from '../../src/features/contacts/rules.ts'

const NOW = new Date('2026-03-10T15:00:00Z')
const DAYS = { today: '2026-03-10', submittedOn: '2026-03-02' }

const planned: ContactFacts = {
  way: 'home-visit',
  purpose: 'first-contact',
  plannedStart: new Date('2026-03-11T10:00:00Z'),
  plannedEnd: new Date('2026-03-11T11:00:00Z'),
  happened: null,
  ...NO_OUTCOME,
  note: null,
  noteSource: null,
  noteMark: null,
}
const held: ContactFacts = { ...planned, happened: true, happenedOn: '2026-03-09', attendance: 'attended' }
const pointersOf = (contact: ContactFacts) => faultsOf(contact, DAYS).map(({ pointer }) => pointer)

t.test('a contact that may stand has no faults', async (t) => {
  t.same(pointersOf(planned), [])
  t.same(pointersOf(held), [])
  t.same(pointersOf({ ...held, plannedStart: null, plannedEnd: null }), [], 'nobody planned it')
  t.same(pointersOf({ ...planned, way: 'telephone', plannedEnd: null }), [], 'a call needs no end')
  t.same(pointersOf({ ...planned, happened: false, notHappenedBecause: 'person-cancelled' }), [], 'cancelled ahead')
  t.same(pointersOf({ ...held, way: 'letter', attendance: null }), [], 'a letter is sent one way')
  t.same(pointersOf({ ...held, personSaidNo: true, note: 'No, thank you.' }), [])
  t.same(pointersOf({ ...held, purpose: 'review', nextReviewOn: '2026-06-01' }), [])
})

t.test('each thing that is missing or does not fit is named with its place', async (t) => {
  const cases: [string, Partial<ContactFacts>, string[]][] = [
    ['neither planned nor known', { plannedStart: null, plannedEnd: null }, ['#/plannedStart']],
    ['an end without a beginning', { plannedStart: null }, ['#/plannedStart']],
    ['a home visit without an end', { plannedEnd: null }, ['#/plannedEnd']],
    ['an end before the beginning', { plannedEnd: new Date('2026-03-11T09:00:00Z') }, ['#/plannedEnd']],
    ['an end days later', { plannedEnd: new Date('2026-03-13T09:00:00Z') }, ['#/plannedEnd']],
    ['a day without an answer', { happenedOn: '2026-03-09' }, ['#/happened']],
    ['attendance of what has not happened', { attendance: 'attended' }, ['#/attendance']],
    ['no reason for what did not happen', { happened: false }, ['#/notHappenedBecause']],
    ['no day for a try', { happened: false, notHappenedBecause: 'not-reached' }, ['#/happenedOn']],
    ['a reason for what happened', { ...held, notHappenedBecause: 'not-reached' }, ['#/notHappenedBecause']],
    ['neither day nor attendance', { happened: true }, ['#/happenedOn', '#/attendance']],
    ['a day to come', { ...held, happenedOn: '2026-03-11' }, ['#/happenedOn']],
    ['a day before the referral', { ...held, happenedOn: '2026-03-01' }, ['#/happenedOn']],
    ['a review without the next', { ...held, purpose: 'review' }, ['#/nextReviewOn']],
    ['a next review on the same day', { ...held, purpose: 'review', nextReviewOn: '2026-03-09' }, ['#/nextReviewOn']],
    ['a next review after a call for support', { ...held, nextReviewOn: '2026-06-01' }, ['#/nextReviewOn']],
    [
      'a no from somebody who did not come',
      { ...held, attendance: 'did-not-attend', personSaidNo: true },
      ['#/personSaidNo'],
    ],
    ['a no without words', { ...held, personSaidNo: true }, ['#/note']],
  ]
  for (const [name, changes, pointers] of cases) t.same(pointersOf({ ...planned, ...changes }), pointers, name)
})

t.test('only ways that can be sent one way leave attendance open', async (t) => {
  const open = CONTACT_WAYS.filter((way) => pointersOf({ ...held, way, attendance: null }).length === 0)
  t.same(open, ['text', 'email', 'letter'])
})

t.test('the status follows from what was recorded and what time it is', async (t) => {
  const cases: [string, Partial<ContactFacts>, Date][] = [
    ['planned', {}, NOW],
    ['planned', {}, new Date('2026-03-11T10:59:59Z')],
    ['needs-feedback', {}, new Date('2026-03-11T11:00:00Z')],
    ['needs-feedback', { way: 'telephone', plannedEnd: null }, new Date('2026-03-11T10:00:00Z')],
    ['completed', held, NOW],
    ['completed', { ...held, attendance: 'could-not-take-part' }, NOW],
    ['completed', { ...held, way: 'letter', attendance: null }, NOW],
    ['did-not-attend', { ...held, attendance: 'did-not-attend' }, NOW],
  ]
  for (const [status, changes, now] of cases) t.equal(contactStatus({ ...planned, ...changes }, now), status)
  for (const reason of NOT_HAPPENED_REASON_NAMES) {
    const contact = { ...planned, happened: false, notHappenedBecause: reason }
    t.equal(contactStatus(contact, NOW), isCancelled(reason) ? 'cancelled' : 'did-not-happen', reason)
  }
  t.equal(CONTACT_STATUSES.length, 6, 'each status is met above')
})

t.test('a check-out is overdue when the expected end passed, until somebody says the worker is out', async (t) => {
  const inside = { ...planned, checkedInAt: new Date('2026-03-11T10:01:00Z'), checkedOutAt: null }
  const late = new Date('2026-03-11T11:00:01Z')
  t.notOk(isCheckOutOverdue(inside, new Date('2026-03-11T11:00:00Z')))
  t.ok(isCheckOutOverdue(inside, late))
  t.notOk(isCheckOutOverdue({ ...inside, checkedOutAt: late }, late))
  t.notOk(isCheckOutOverdue({ ...inside, checkedInAt: null }, late))
})

const nothing: Reached = { firstContactOn: null, assessedOn: null, nextReviewOn: null, saidNo: false }
const clock = { now: NOW, today: '2026-03-10', submittedAt: new Date('2026-03-02T14:00:00Z') }
const noonOfThe9th = new Date('2026-03-09T12:00:00Z')

t.test('milestones follow what was reached, forward and back', async (t) => {
  const first = { ...nothing, firstContactOn: '2026-03-09' }
  const both = { ...first, assessedOn: '2026-03-09' }
  const no = { ...first, saidNo: true }
  const changes = (before: Reached, after: Reached) => milestoneChanges(before, after, clock)

  t.equal(changes(first, first), undefined)
  t.same(changes(nothing, first), { milestones: { firstContactAt: noonOfThe9th }, on: '2026-03-09' })
  t.same(
    changes(nothing, both),
    { milestones: { firstContactAt: noonOfThe9th, assessedAt: noonOfThe9th }, on: '2026-03-09' },
    'an assessment can be the first contact',
  )
  t.same(changes(first, nothing), { milestones: { firstContactAt: null }, on: '2026-03-10' }, 'a correction')
  t.same(changes(nothing, no)?.milestones, { firstContactAt: noonOfThe9th, readyToCloseAt: noonOfThe9th })
  t.same(changes(no, first)?.milestones, { readyToCloseAt: null }, 'they changed their mind')
  t.same(
    changes(both, { ...both, nextReviewOn: '2026-06-01' }),
    { milestones: { reviewDueOn: '2026-06-01' }, on: '2026-03-10' },
    'a review',
  )
  t.same(
    changes({ ...both, nextReviewOn: '2026-06-01' }, both)?.milestones,
    { reviewDueOn: '2026-03-10' },
    'a review that was not held is due again',
  )
})

t.test('the practice hears of the first contact, or of the no, when it is new', async (t) => {
  const first = { ...nothing, firstContactOn: '2026-03-09' }
  const no = { ...first, saidNo: true }
  t.equal(messageAfter(nothing, first), 'first-contact-made')
  t.equal(messageAfter(nothing, no), 'person-said-no')
  t.equal(messageAfter(no, first), 'first-contact-made')
  t.equal(messageAfter(first, { ...first, assessedOn: '2026-03-10' }), undefined)
  t.equal(messageAfter(first, nothing), undefined)
})

t.test('a day stands for its noon, today for now, and the day it was sent for no time before that', async (t) => {
  t.same(milestoneAt('2026-03-10', clock), NOW)
  t.same(milestoneAt('2026-03-09', clock), noonOfThe9th)
  t.same(milestoneAt('2026-03-02', clock), clock.submittedAt)
})

t.test('what is written down on a later day is marked, by the calendar in England', async (t) => {
  const late = (happenedOn: string | null, recordedAt: string) =>
    isRecordedLate({ happenedOn, recordedAt: new Date(recordedAt) })
  t.equal(late('2026-03-09', '2026-03-09T23:30:00Z'), false)
  t.equal(late('2026-03-09', '2026-03-10T08:00:00Z'), true)
  t.equal(late('2026-07-01', '2026-07-01T23:30:00Z'), true, 'in summer the day ends at 23:00 UTC')
  t.equal(late(null, '2026-03-10T08:00:00Z'), false)
})
