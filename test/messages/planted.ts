import { givePlacements } from '../placements/given-placements.ts'
import type { TestApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'
import { type GivenReferral, OUTSIDE } from '../support/given.ts'

/** Names that stand nowhere else: of an activity, of its category, and of a need. The code of a need tells as much as its name. */
export const ACTIVITY = 'Zebra Harbour Circle'
const CATEGORY = { code: 'pelican-shelter', label: 'Pelican shelter' }
const NEED = { code: 'ostrich-trouble', label: 'Ostrich trouble' }
export const CANARY = /zebra\s+harbour\s+circle|pelican[\s-]shelter|ostrich[\s-]trouble/i

/** What a worker writes who does not think of who reads it. */
export const PLANTED = `She goes to ${ACTIVITY}, a pelican  SHELTER, about her ostrich trouble`

const FIRST = { headers: { 'if-none-match': '*' } }
const TODAY = '2026-03-02'
const VISIT = { plannedStart: '2026-03-03T10:00:00Z', plannedEnd: '2026-03-03T11:00:00Z', anyway: true }

/** Before anything is asked of the scheme, which keeps its lists. */
export async function plantLists({ given }: TestApp): Promise<void> {
  const { schemeId } = given.town
  for (const [list, { code, label }] of [
    ['activity-category', CATEGORY],
    ['need', NEED],
  ] as const)
    await given.rows(`insert into scheme_list_items (scheme_id, id, list, code, label, position, is_sensitive)
      values ('${schemeId}', gen_random_uuid(), '${list}', '${code}', '${label}', 90, true)`)
}

/** Episodes with the names in every field that a worker types into, and everything done that tells somebody. */
export async function plantEpisodes(test: TestApp) {
  const { given, as, runJobs } = test
  const { town } = given
  const [advisor, lead, practice] = [as(town.advisor), as(town.teamLead), as(town.referrer)]
  const { activity, placement } = givePlacements(test)
  const activityId = await activity({ name: ACTIVITY, category: CATEGORY.code })
  const walksId = await activity({ name: 'Canal walks', providerId: town.otherProviderId })

  const phones = [{ number: '07700 900123', label: 'mobile' }]
  const needs = ['loneliness', NEED.code]
  /** Asked for by the practice, or by the service, which knows of the need what the practice does not. */
  const referral = async (by = town.referrer, status: 'submitted' | 'accepted' = 'accepted') =>
    given.referral({
      status,
      by,
      needs,
      person: given.personDetails({ phones, email: 'edith@mail.example' }),
      ...(status === 'accepted' ? { allocatedTo: town.advisor } : {}),
      ...(by.role === 'referrer' ? {} : { practiceId: town.practiceId }),
    })

  async function midway(referral: GivenReferral) {
    const { id, personId } = referral
    const path = `/referrals/${id}`
    for (const { membershipId } of [town.otherAdvisor, town.advisor])
      made(await lead.post(`${path}/allocate`, { membershipId, handoverNote: PLANTED }), 200)
    const contact = { way: 'telephone', purpose: 'first-contact', tookPart: PLANTED, note: PLANTED }
    const seen = { ...contact, happened: true, attendance: 'attended', happenedOn: TODAY }
    const { id: contactId } = made(await advisor.post(`${path}/contacts`, seen), 201)
    const planned = { way: 'home-visit', purpose: 'support', note: PLANTED, ...VISIT }
    const { id: visitId } = made(await advisor.post(`${path}/contacts`, planned), 201)
    const by = { proposedBy: 'person', agreedBy: ['person'] }
    const goals = [
      { words: PLANTED, need: 'loneliness', ...by, actions: [{ what: PLANTED, owner: 'practice', ...by }] },
      { words: 'Away from all that', need: NEED.code, ...by },
    ]
    const plan = made(await advisor.put(`${path}/plan`, { whatMatters: PLANTED, goals }, FIRST), 200)
    made(await advisor.post(`${path}/plan/agreements`, { version: 1, how: 'in-person', on: TODAY }), 201)
    const [goal] = plan.goals
    const { id: objectionId } = made(
      await practice.post(`${path}/plan/objections`, { goalId: goal.id, reason: 'She has tried this' }),
      201,
    )
    const talked = { answer: 'talked', note: PLANTED }
    made(await advisor.post(`/plan-objections/${objectionId}/answer`, talked), 200)
    made(await advisor.post(`${path}/messages`, { urgency: 'routine', about: 'other', text: PLANTED }), 201)
    for (const preferred of ['letter', 'phone', 'text', 'email'])
      made(
        await advisor.post(`/people/${personId}/reach`, {
          purpose: 'answer',
          preferred,
          words: { subject: `About ${ACTIVITY}`, body: PLANTED },
        }),
        201,
      )
    const goes = await placement('accepted', { activityId, referral })
    const { id: walks } = made(await advisor.post(`${path}/placements`, { activityId: walksId }), 201)
    return {
      id,
      personId,
      contactId,
      visitId,
      objectionId,
      goes: goes.id,
      walks,
      goals: plan.goals as { id: string }[],
    }
  }

  async function close({ id, goals }: { id: string; goals: readonly { id: string }[] }) {
    made(
      await advisor.post(`/referrals/${id}/close`, {
        reason: 'goals-met',
        summary: PLANTED,
        goalResults: goals.map((goal) => ({ goalId: goal.id, result: 'achieved', note: PLANTED })),
        leftToDo: [{ what: PLANTED, forWhom: 'practice' }],
      }),
      200,
    )
    made(await advisor.post(`/referrals/${id}/reopen`, { note: PLANTED }), 200)
  }

  const [ours, services] = [await midway(await referral()), await midway(await referral(town.advisor))]
  await close(ours)

  const returned = await referral(town.referrer, 'submitted')
  const question = { reason: 'insufficient-information', question: PLANTED }
  made(await advisor.post(`/referrals/${returned.id}/return`, question), 200)
  for (const by of [town.referrer, town.advisor]) {
    const declined = await referral(by, 'submitted')
    const instead = { reason: 'capacity', advisedInstead: PLANTED }
    made(await advisor.post(`/referrals/${declined.id}/decline`, instead), 200)
  }
  const outsider = given.referralDetails({
    practiceId: town.practiceId,
    needs,
    outsideReferrer: { ...OUTSIDE, mayKnowMore: true },
  })
  const { id: fromOutside } = made(await lead.post('/referrals', outsider), 201)
  made(await advisor.post(`/referrals/${fromOutside}/decline`, { reason: 'capacity', advisedInstead: PLANTED }), 200)
  const gone = await referral()
  made(await advisor.post(`/referrals/${gone.id}/withdraw`, { reason: 'moved' }), 200)

  const person = given.personDetails()
  await given.referral({ by: town.otherReferrer, needs, person })
  await given.referral({ needs, person: { ...person, givenName: 'Vera', familyName: 'Other', bornOn: '1951-01-02' } })

  const [saidNo, dead] = [await referral(), await referral()]
  const refused = { way: 'telephone', purpose: 'first-contact', happened: true, happenedOn: TODAY }
  const no = { attendance: 'attended', personSaidNo: true, note: PLANTED }
  made(await advisor.post(`/referrals/${saidNo.id}/contacts`, { ...refused, ...no }), 201)
  made(await advisor.post(`/people/${dead.personId}/death`, { on: '2026-03-01', toldBy: PLANTED }), 201)
  made(await lead.post(`/people/${dead.personId}/death/undo`, { reason: PLANTED }), 200)
  const wrong = { subjectKind: 'contact', subjectId: services.contactId, action: 'enter-in-error', reason: PLANTED }
  made(await lead.post('/corrections', wrong), 201)
  await runJobs()
  return { episodes: [ours, services], activityId, walksId }
}

function made(answer: Answer, status: number) {
  if (answer.statusCode !== status) throw new Error(`Expected ${status}, got ${answer.statusCode}: ${answer.text}`)
  return answer.body
}
