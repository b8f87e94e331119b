import { randomUUID } from 'node:crypto'
import t from 'tap'
import { startApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'

t.test('tasks', async (t) => {
  const { given, as, clock } = await startApp(t)
  const { town } = given
  const open = async (dueOn: string, organisationId: string, membershipId?: string) => {
    const id = randomUUID()
    await given.rows(`insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, membership_id, due_on, created_at)
      values ('${town.schemeId}', '${id}', 'hold-ended', 'referral', gen_random_uuid(), '${organisationId}',
        ${membershipId === undefined ? 'null' : `'${membershipId}'`}, '${dueOn}', now())`)
    return id
  }
  const list = async (member: Member, query = '') =>
    (await as(member).get(`/tasks?limit=100${query}`)).body.items.map((task: { id: string }) => task.id)
  const late = await open('2026-02-27', town.serviceId)
  const adas = await open('2026-03-04', town.serviceId, town.advisor.membershipId)
  const bens = await open('2026-03-03', town.serviceId, town.otherAdvisor.membershipId)
  const practices = await open('2026-03-02', town.practiceId)

  await t.test('are listed by what is due first, for the organisation that owes them', async (t) => {
    t.same(await list(town.advisor), [late, bens, adas])
    t.same(await list(town.advisor, '&mine=true'), [late, adas], 'mine, and what nobody has taken')
    t.same(await list(town.referrer), [practices])
    t.same(await list(town.otherReferrer), [])
    const { body } = await as(town.advisor).get('/tasks')
    t.match(body.items, [{ overdue: true }, { overdue: false }, { overdue: false }])
    clock.set('2026-03-04T23:30:00Z')
    t.match((await as(town.advisor).get('/tasks')).body.items, [
      { overdue: true },
      { overdue: true },
      { overdue: false },
    ])
    const first = await as(town.advisor).get('/tasks?limit=2')
    const rest = await as(town.advisor).get(`/tasks?limit=2&after=${first.body.next}`)
    t.same(
      rest.body.items.map((task: { id: string }) => task.id),
      [adas],
    )
    t.equal(rest.body.next, null)
  })

  await t.test('are finished once, by one of two who try at the same moment', async (t) => {
    const answers = await Promise.all([town.advisor, town.teamLead].map((one) => as(one).post(`/tasks/${late}/finish`)))
    t.same(answers.map((answer) => answer.statusCode).sort(), [200, 409])
    t.match(answers.find((answer) => answer.statusCode === 409)?.body, { type: '/problems/already-done' })
    t.same(await list(town.advisor), [bens, adas])
    t.equal((await as(town.otherReferrer).post(`/tasks/${practices}/finish`)).statusCode, 404)
  })
})
