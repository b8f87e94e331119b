import type { TestApp } from '../support/app.ts'
import { at, type Count, FIRST } from './count-round-trips.ts'

/** Corrections, third parties and the need-to-know card, each route called once with success. */
export const ROUND_TRIPS_OF_RIGHT_PERSON: Record<string, number> = {
  'PATCH /people/:personId/related-people/:relatedPersonId': 8,
  'POST /people/:personId/related-people/:relatedPersonId/end': 10,
  'POST /people/:personId/callers/check': 5,
  'POST /people/:personId/calls-from-others': 7,
  'GET /people/:personId/calls-from-others': 5,
  'PUT /placements/:placementId/card': 7,
  'GET /placements/:placementId/card': 5,
  'POST /corrections': 39,
  'GET /people/:personId/corrections': 5,
  'POST /referrals/:referralId/move': 27,
}

export async function playRightPerson({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [advisor, lead] = [as(town.advisor), as(town.teamLead)]
  const { id: referralId, personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const { id: toReferralId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const ids = { personId }

  const daughter = { kind: 'carer', name: 'Her daughter' }
  const { body: related } = await advisor.post(`/people/${personId}/related-people`, daughter)
  const one = { personId, relatedPersonId: related.id }
  const agreed = { on: '2026-03-02', how: 'in-person' }
  await count(advisor, 'PATCH /people/:personId/related-people/:relatedPersonId', {
    ids: one,
    body: { mayBeTold: 'practical', agreed },
    headers: at(1),
  })
  await count(advisor, 'POST /people/:personId/callers/check', { ids, body: { relatedPersonId: related.id } })
  const call = { callerName: 'Her daughter', about: 'The visit', whatWasSaid: 'When it is' }
  await count(advisor, 'POST /people/:personId/calls-from-others', { ids, body: call })
  await count(advisor, 'GET /people/:personId/calls-from-others', { ids })
  await count(advisor, 'POST /people/:personId/related-people/:relatedPersonId/end', { ids: one })

  const listing = { name: 'Lunch', category: 'community-hub', description: 'A meal', locationKind: 'online' }
  const { body: activity } = await as(town.provider).post('/activities', { ...listing, when: 'Mondays', capacity: 9 })
  const { body: placement } = await advisor.post(`/referrals/${referralId}/placements`, { activityId: activity.id })
  const placed = { placementId: placement.id }
  const lines = [{ line: 'if-unwell', words: 'Ring 999' }]
  await count(advisor, 'PUT /placements/:placementId/card', { ids: placed, body: { lines }, headers: FIRST })
  await count(advisor, 'GET /placements/:placementId/card', { ids: placed })

  const visit = { way: 'telephone', purpose: 'first-contact', happened: true, attendance: 'attended' }
  const { body: contact } = await advisor.post(`/referrals/${referralId}/contacts`, {
    ...visit,
    happenedOn: '2026-03-02',
  })
  const move = { subjectKind: 'contact', subjectId: contact.id, action: 'move', toReferralId, reason: 'Not hers' }
  await count(lead, 'POST /corrections', { body: move })
  await count(lead, 'GET /people/:personId/corrections', { ids })

  const vera = given.personDetails({ givenName: 'Vera', familyName: 'Ogden', bornOn: '1951-11-02' })
  const { personId: toPersonId } = await given.referral({ person: vera, by: town.otherReferrer })
  await count(lead, 'POST /referrals/:referralId/move', {
    ids: { referralId },
    body: { toPersonId, reason: 'One pair of digits was wrong' },
  })
}
