import { giveImportedScore } from '../measures/given-imported-score.ts'
import type { TestApp } from '../support/app.ts'
import { PASSWORD } from '../support/town.ts'
import { at, type Count, FIRST } from './count-round-trips.ts'

/** The spine: episodes in which each of its routes is called once with success. */
export async function playEpisodes({ given, as, anybody, clock, runJobs }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [referrer, advisor, teamLead, provider] = [town.referrer, town.advisor, town.teamLead, town.provider].map(as)
  if (referrer === undefined || advisor === undefined || teamLead === undefined || provider === undefined)
    throw new Error('Somebody is missing')

  // Sessions
  const session = await count(anybody, 'POST /sessions', {
    body: { email: town.otherAdvisor.email, password: PASSWORD },
  })
  await count(anybody, 'POST /sessions/refresh', { body: { refreshToken: session.refreshToken } })
  await count(referrer, 'GET /me')
  await count(teamLead, 'GET /memberships')
  await count(referrer, 'GET /scheme')
  await count(referrer, 'GET /organisations')
  await count(as(town.administrator), 'POST /organisations', { body: { name: 'Bowls Club', kinds: ['provider'] } })

  // A person
  const person = given.personDetails()
  const { personId } = await count(referrer, 'POST /people', { body: { person } })
  await count(referrer, 'POST /people/search', { body: { familyName: 'Thornley' } })
  const { givenName, familyName, bornOn, nhsNumber } = person
  await count(referrer, 'POST /people/matches', { body: { givenName, familyName, bornOn } })
  await count(referrer, 'GET /people/:personId', { ids: { personId } })
  await count(referrer, 'PATCH /people/:personId', {
    ids: { personId },
    body: { preferredName: 'Edie' },
    headers: at(1),
  })
  const consent = { purpose: 'share', answer: 'given', how: 'in-person', on: '2026-03-02' }
  await count(referrer, 'POST /people/:personId/consents', { ids: { personId }, body: consent })
  const neighbour = { kind: 'neighbour', name: 'Vera Neighbour' }
  await count(referrer, 'POST /people/:personId/related-people', { ids: { personId }, body: neighbour })

  // A referral, from draft to plan
  await count(referrer, 'POST /referrals/eligibility', { body: { bornOn, facts: person.facts } })
  const about = given.referralDetails({ person: undefined, personId, submit: false })
  const { id: referralId } = await count(referrer, 'POST /referrals', { body: about })
  const ids = { referralId }
  await count(referrer, 'PATCH /referrals/:referralId', { ids, body: { urgency: 'soon' }, headers: at(1) })
  const { about: back } = (await referrer.post(`/referrals/${referralId}/submit`)).body
  await count(referrer, 'POST /referrals/:referralId/submit', { ids, body: { readBackOf: back.code } })
  const question = { reason: 'insufficient-information', question: 'Does she have a phone?' }
  await count(advisor, 'POST /referrals/:referralId/return', { ids, body: question })
  await count(referrer, 'POST /referrals/:referralId/resubmit', { ids, body: { answer: 'She does' } })
  await count(advisor, 'POST /referrals/:referralId/accept', { ids })
  await count(teamLead, 'GET /referrals/:referralId/allocation-suggestions', { ids })
  const alignment = { membershipId: town.otherAdvisor.membershipId, practiceId: town.practiceId }
  const { id: alignmentId } = await count(teamLead, 'POST /advisor-alignments', { body: alignment })
  await count(teamLead, 'POST /advisor-alignments/:alignmentId/end', { ids: { alignmentId } })
  const toAdvisor = { membershipId: town.advisor.membershipId }
  await count(teamLead, 'POST /referrals/:referralId/allocate', { ids, body: toAdvisor })
  const reassigning = { referralIds: [ids.referralId], membershipId: town.teamLead.membershipId, handoverNote: 'So' }
  await count(teamLead, 'POST /referrals/reassign/preview', { body: reassigning })
  await count(teamLead, 'POST /referrals/reassign', { body: reassigning })
  await teamLead.post(`/referrals/${ids.referralId}/allocate`, { ...toAdvisor, handoverNote: 'And back' })
  await count(advisor, 'POST /referrals/:referralId/hold', { ids, body: { reason: 'away', until: '2026-03-20' } })
  await count(advisor, 'POST /referrals/:referralId/resume', { ids })
  await count(advisor, 'GET /referrals/:referralId', { ids })
  await count(advisor, 'GET /referrals', { query: '?owner=me' })

  // A visit that is planned, and one that was the first contact and the assessment
  const visit = {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-02T09:00:00Z',
    plannedEnd: '2026-03-02T11:00:00Z',
  }
  const planned = await as(town.advisor).post(`/referrals/${referralId}/contacts`, visit)
  const contactId = planned.body.id
  await count(advisor, 'POST /contacts/:contactId/check-in', { ids: { contactId } })
  await count(advisor, 'POST /contacts/:contactId/take-back-check', { ids: { contactId } })
  await advisor.post(`/contacts/${contactId}/check-in`)
  const { version } = await count(advisor, 'POST /contacts/:contactId/check-out', { ids: { contactId } })
  const happened = { happened: true, attendance: 'attended', happenedOn: '2026-03-02' }
  await count(advisor, 'PATCH /contacts/:contactId', { ids: { contactId }, body: happened, headers: at(version) })
  const assessment = { way: 'home-visit', purpose: 'assessment', ...happened }
  await count(advisor, 'POST /referrals/:referralId/contacts', { ids, body: assessment })
  await count(advisor, 'POST /referrals/:referralId/visits', {
    ids,
    body: { contact: { way: 'telephone', purpose: 'support', ...happened } },
  })
  await count(advisor, 'GET /referrals/:referralId/contacts', { ids })
  await count(advisor, 'POST /referrals/:referralId/own-note', { ids, body: { next: 'Ring the daughter' } })
  await count(advisor, 'GET /caseload')
  await count(advisor, 'GET /caseload/gaps')
  await count(advisor, 'POST /caseload/csv', { body: { reason: 'handing-over' } })
  await count(advisor, 'GET /contacts', { query: '?on=2026-03-02' })

  // Measures
  await count(advisor, 'GET /measures')
  const asking = { instrument: 'ucla-3', mode: 'telephone', on: '2026-03-02' }
  const stopped = await advisor.post(`/referrals/${referralId}/measurements`, { ...asking, notFinished: 'too-tired' })
  const answers = { companionship: 3, 'left-out': 2, isolated: 3, direct: 4 }
  const unfinished = { ids: { measurementId: stopped.body.id }, body: { answers }, headers: at(1) }
  await count(advisor, 'PATCH /measurements/:measurementId', unfinished)
  const inError = { ids: { measurementId: stopped.body.id }, body: { note: 'Typed wrongly' } }
  await count(advisor, 'POST /measurements/:measurementId/enter-in-error', inError)
  await count(advisor, 'POST /referrals/:referralId/measurements', { ids, body: { ...asking, answers } })
  await count(advisor, 'GET /referrals/:referralId/measurements', { ids })
  const total = { importedScoreId: await giveImportedScore(given, referralId) }
  await count(advisor, 'POST /imported-scores/:importedScoreId/enter-in-error', {
    ids: total,
    body: { note: 'Typed wrongly' },
  })

  // A plan
  const goal = { words: 'Eat with others', need: 'loneliness', proposedBy: 'person', agreedBy: ['person'] }
  const plan = await count(advisor, 'PUT /referrals/:referralId/plan', { ids, body: { goals: [goal] }, headers: FIRST })
  const goalId = plan.goals[0].id
  const agreement = { version: 1, how: 'in-person', on: '2026-03-02' }
  await count(advisor, 'POST /referrals/:referralId/plan/agreements', { ids, body: agreement })
  await count(referrer, 'GET /referrals/:referralId/plan', { ids })
  await count(referrer, 'GET /referrals/:referralId/plan/versions', { ids })
  const objection = { goalId, reason: 'She tires soon' }
  const raised = await count(referrer, 'POST /referrals/:referralId/plan/objections', { ids, body: objection })
  const reply = { ids: { objectionId: raised.id }, body: { answer: 'talked', note: 'We spoke about it' } }
  await count(advisor, 'POST /plan-objections/:objectionId/answer', reply)

  // Activities and placements
  const listing = {
    name: 'Lunch club',
    category: 'community-hub',
    description: 'A hot meal',
    locationKind: 'venue',
    postcode: 'S60 1AA',
  }
  const lunch = { ...listing, when: 'Tuesdays', capacity: 12 }
  const { id: activityId } = await count(provider, 'POST /activities', { body: lunch })
  await count(advisor, 'GET /activities')
  await count(advisor, 'GET /activities/:activityId', { ids: { activityId } })
  await count(provider, 'PATCH /activities/:activityId', {
    ids: { activityId },
    body: { capacity: 20 },
    headers: at(1),
  })
  await count(advisor, 'GET /referrals/:referralId/fitting-activities', { ids })
  const offer = (): Promise<{ placementId: string }> =>
    count(advisor, 'POST /referrals/:referralId/placements', { ids, body: { activityId } }).then(({ id }) => ({
      placementId: id,
    }))
  await count(provider, 'POST /placements/:placementId/decline', { ids: await offer(), body: { reason: 'full' } })
  await count(advisor, 'POST /placements/:placementId/cancel', { ids: await offer(), body: { note: 'By mistake' } })
  const placed = await offer()
  const asked = { ids: placed, body: { words: 'Can they manage four steps?' } }
  const { id: questionId } = await count(provider, 'POST /placements/:placementId/questions', asked)
  const answer = { ids: { ...placed, questionId }, body: { answer: 'With a rail, yes' } }
  await count(advisor, 'POST /placements/:placementId/questions/:questionId/answer', answer)
  await count(provider, 'POST /placements/:placementId/accept', { ids: placed })
  await advisor.post(`/people/${personId}/consents`, {
    purpose: 'share',
    answer: 'given',
    how: 'in-person',
    on: '2026-03-02',
  })
  await count(provider, 'POST /placements/:placementId/start', { ids: placed })
  const came = { on: '2026-03-02', attended: 'yes' }
  await count(provider, 'POST /placements/:placementId/attendances', { ids: placed, body: came })
  await count(provider, 'POST /activities/:activityId/sessions', {
    ids: { activityId },
    body: { on: '2026-03-02', answers: [{ placementId: placed.placementId, attended: 'yes' }] },
  })
  await given.rows(
    `update activities set schedule = '[{"startsOn":"2026-01-06","startsAt":"12:00","endsAt":"14:00","rule":"FREQ=WEEKLY;BYDAY=TU","exceptOn":[]}]' where id = '${activityId}'`,
  )
  await count(provider, 'GET /activities/:activityId/sessions', {
    ids: { activityId },
    query: '?from=2026-03-02&to=2026-03-31',
  })
  const flooded = { on: '2026-03-10', why: 'The hall is flooded' }
  await count(provider, 'POST /activities/:activityId/sessions/cancel', { ids: { activityId }, body: flooded })
  const again = { ids: { activityId }, body: { on: flooded.on } }
  await count(provider, 'POST /activities/:activityId/sessions/restore', again)
  const moved = { on: '2026-03-17', toOn: '2026-03-18', why: 'The hall is flooded' }
  await count(provider, 'POST /activities/:activityId/sessions/move', { ids: { activityId }, body: moved })
  const run = { name: 'Spring', startsOn: '2026-03-02', weeks: 6, capacity: 8 }
  const { id: cohortId } = await count(provider, 'POST /activities/:activityId/cohorts', {
    ids: { activityId },
    body: run,
  })
  await count(provider, 'GET /activities/:activityId/cohorts', { ids: { activityId } })
  await count(provider, 'PATCH /cohorts/:cohortId', { ids: { cohortId }, body: { isClosed: true }, headers: at(1) })
  await given.rows(
    `update organisations set email = 'lunch@millbridge.example', phone = '01709 555123' where id = '${town.providerId}'`,
  )
  await count(advisor, 'POST /activities/:activityId/week-link', { ids: { activityId } })
  await count(advisor, 'POST /activities/:activityId/week-link/revoke', { ids: { activityId } })
  await given.rows(`update organisations set email = null, phone = null where id = '${town.providerId}'`)
  await count(provider, 'GET /placements/:placementId', { ids: placed })
  await count(provider, 'GET /placements')
  await count(provider, 'POST /placements/:placementId/complete', { ids: placed })
  await count(provider, 'POST /cohorts/:cohortId/complete', { ids: { cohortId } })
  const left = await offer()
  await provider.post(`/placements/${left.placementId}/accept`)
  await count(provider, 'POST /placements/:placementId/end', { ids: left, body: { reason: 'health' } })

  // A full activity: who waits, what is offered, what was not there
  const choir = { ...listing, name: 'Choir', when: 'Fridays', capacity: 0 }
  const { body: full } = await advisor.post('/activities', { providerId: given.town.providerId, ...choir })
  const wait = () => count(advisor, 'POST /referrals/:referralId/waiting', { ids, body: { activityId: full.id } })
  const offerPlace = async (): Promise<{ entryId: string }> => {
    await given.rows(`update activities set capacity = taken where id = '${full.id}'`)
    const { id } = await wait()
    await given.rows(`update activities set taken = taken + 1, capacity = capacity + 1 where id = '${full.id}'`)
    await given.rows(`update waiting_entries set status = 'offered', answer_by = '2026-03-09' where id = '${id}'`)
    return { entryId: id }
  }
  const { id: entryId } = await wait()
  await count(advisor, 'GET /referrals/:referralId/waiting', { ids })
  await count(advisor, 'GET /activities/:activityId/waiting', { ids: { activityId: full.id } })
  await count(advisor, 'POST /waiting/:entryId/still-wanted', { ids: { entryId } })
  await count(advisor, 'POST /waiting/:entryId/leave', { ids: { entryId }, body: { reason: 'unwell' } })
  const passed = await offerPlace()
  await count(advisor, 'POST /waiting/:entryId/pass', { ids: passed })
  await advisor.post(`/waiting/${passed.entryId}/leave`, { reason: 'unwell' })
  const taken = await count(advisor, 'POST /waiting/:entryId/take', { ids: await offerPlace(), body: {} })
  await advisor.post(`/placements/${taken.id}/cancel`, { note: 'By mistake' })
  await count(advisor, 'POST /referrals/:referralId/gaps', { ids, body: { need: 'loneliness', why: 'no-room' } })
  await count(advisor, 'GET /referrals/:referralId/gaps', { ids })

  // The ends: closed, reopened, closed again; withdrawn, declined and entered in error
  const closing = {
    reason: 'goals-met',
    summary: 'She eats with others.',
    goalResults: [{ goalId, result: 'achieved' }],
  }
  await count(advisor, 'POST /referrals/:referralId/close', { ids, body: closing })
  await count(referrer, 'GET /referrals/:referralId/closing', { ids })
  await count(advisor, 'POST /referrals/:referralId/reopen', { ids, body: { note: 'She fell ill' } })
  await count(referrer, 'POST /referrals/:referralId/withdraw', { ids, body: { reason: 'moved' } })
  const declined = {
    ids: { referralId: (await given.referral()).id },
    body: { reason: 'capacity', advisedInstead: 'The library' },
  }
  await count(advisor, 'POST /referrals/:referralId/decline', declined)
  const mistaken = { ids: { referralId: (await given.referral()).id }, body: { note: 'The wrong person' } }
  await count(teamLead, 'POST /referrals/:referralId/enter-in-error', mistaken)

  // Records of one person, and of one who took another's number
  const doubtful = await given.referral({
    person: given.personDetails({ nhsNumber, familyName: 'Otherby', bornOn: '1950-02-01' }),
  })
  const settled = { ids: { personId: doubtful.personId }, body: { outcome: 'other-person', reason: 'Rang them' } }
  await count(advisor, 'POST /people/:personId/identity-confirmations', settled)
  const duplicate = { duplicateId: (await given.referral()).personId, reason: 'One and the same' }
  const merge = await count(advisor, 'POST /people/:personId/merges', { ids: { personId }, body: duplicate })
  await count(advisor, 'POST /people/:personId/merges/:mergeId/undo', { ids: { personId, mergeId: merge.id } })

  // What the practice hears, and what the service has to do
  await runJobs()
  const { items } = await count(referrer, 'GET /messages')
  await count(referrer, 'POST /messages/:messageId/read', { ids: { messageId: items[0].id } })
  await count(referrer, 'POST /messages/:messageId/file', { ids: { messageId: items[0].id } })
  const held = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await advisor.post(`/referrals/${held.id}/hold`, { reason: 'away', until: '2026-03-03' })
  clock.forward(1)
  await runJobs()
  const tasks = await count(advisor, 'GET /tasks')
  await count(advisor, 'POST /tasks/:taskId/finish', { ids: { taskId: tasks.items[0].id } })

  // The report; its connections are opened before
  const months = '?from=2026-01&to=2026-02'
  await as(town.commissioner).get(`/reports/outcomes${months}`)
  await count(as(town.commissioner), 'GET /reports/outcomes', { query: months })
  await count(as(town.commissioner), 'GET /reports/unmet-needs', { query: months })

  await count(as(town.otherReferrer), 'DELETE /sessions/current')
  await count(as(town.otherProvider), 'DELETE /sessions')
}
