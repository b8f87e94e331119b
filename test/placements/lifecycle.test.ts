import t from 'tap'
import {
  isLive,
  PLACEMENT_STATUSES,
  PLACEMENT_STEP_NAMES,
  PLACEMENT_STEPS,
  type PlacementStatus,
  type PlacementStep,
  takeStep,
} from '../../src/features/placements/lifecycle.ts'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'
import { WRONGLY_RELATED, WRONGLY_TAKEN } from './places-taken.ts'

t.test('each step leads from its states and from no other', async (t) => {
  for (const status of PLACEMENT_STATUSES) {
    for (const step of PLACEMENT_STEP_NAMES) {
      const { from, to } = PLACEMENT_STEPS[step]
      const isOpen = (from as readonly PlacementStatus[]).includes(status)
      t.same(
        takeStep(status, step),
        isOpen ? { allowed: true, status: to } : { allowed: false, status },
        `${status} ${step}`,
      )
    }
  }
})

t.test('a live placement can end, and one that is over stays over', async (t) => {
  for (const status of PLACEMENT_STATUSES) {
    const next = PLACEMENT_STEP_NAMES.map((step) => takeStep(status, step)).filter(({ allowed }) => allowed)
    t.equal(
      next.some((outcome) => !isLive(outcome.status)),
      isLive(status),
      status,
    )
    t.equal(next.length > 0, isLive(status), status)
  }
})

t.test('by the API too, every step in every state is taken or refused, and places and access follow', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { activity, placement } = givePlacements(test)
  const activityId = await activity({ capacity: 100 })
  const bodies: Partial<Record<PlacementStep, object | undefined>> = {
    accept: undefined,
    decline: { reason: 'area' },
    cancel: { note: 'Offered by mistake' },
    start: {},
    complete: {},
    end: { reason: 'health' },
  }
  for (const status of PLACEMENT_STATUSES) {
    for (const step of PLACEMENT_STEP_NAMES.filter((name) => name in bodies)) {
      const { id } = await placement(status, { activityId })
      const actor = as(step === 'accept' || step === 'decline' ? given.town.provider : given.town.advisor)
      const outcome = takeStep(status, step)
      const answer = await actor.post(`/placements/${id}/${step}`, bodies[step])
      t.equal(answer.statusCode, outcome.allowed ? 200 : 409, `${status} ${step}: ${answer.text}`)
      if (!outcome.allowed) t.equal(answer.body.type, '/problems/step-not-open')
      t.equal((await as(given.town.advisor).get(`/placements/${id}`)).body.status, outcome.status, `${status} ${step}`)
    }
    const { id } = await placement(status, { activityId })
    const attended = await as(given.town.advisor).post(`/placements/${id}/attendances`, {
      on: '2026-03-02',
      attended: 'yes',
    })
    t.equal(attended.statusCode, status === 'accepted' || status === 'started' ? 201 : 409, `${status} attendance`)
  }
  t.same(await given.rows(WRONGLY_TAKEN), [])
  t.same(await given.rows(WRONGLY_RELATED), [])
  const [counts] = await given.rows<{ taken: number }>(`select taken from activities where id = '${activityId}'`)
  t.ok(counts !== undefined && counts.taken > 5 && counts.taken < 56, 'some places are held, others were given back')
})
