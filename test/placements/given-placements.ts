import type { PlacementStatus } from '../../src/features/placements/lifecycle.ts'
import type { TestApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'
import type { GivenReferral } from '../support/given.ts'
import type { Town } from '../support/town.ts'

export type GivenPlacement = { id: string; activityId: string; referral: GivenReferral }

/** Activities and placements as the API makes them, in whichever status a test needs. */
export function givePlacements({ given, as }: Pick<TestApp, 'given' | 'as'>, town: Town = given.town) {
  const service = as(town.advisor)
  const group = as(town.provider)

  async function activity(details: object = {}): Promise<string> {
    const body = {
      providerId: town.providerId,
      name: 'Tuesday lunch club',
      category: 'community-hub',
      description: 'A hot meal and company',
      locationKind: 'venue',
      postcode: 'S60 1AA',
      when: 'Tuesdays 12 to 2',
      capacity: 12,
      ...details,
    }
    return made(await service.post('/activities', body), 201).id
  }

  /** The day of the offer, and of every step after it, is today. */
  async function placement(
    status: PlacementStatus = 'offered',
    options: { activityId?: string; referral?: GivenReferral; person?: object; needs?: string[]; offer?: object } = {},
  ): Promise<GivenPlacement> {
    const { person, needs } = options
    const referral =
      options.referral ??
      (await given.referral({
        status: 'accepted',
        town,
        ...(needs === undefined ? {} : { needs }),
        ...(person === undefined ? {} : { person: given.personDetails(person) }),
      }))
    const activityId = options.activityId ?? (await activity())
    const { id } = made(
      await service.post(`/referrals/${referral.id}/placements`, { activityId, ...options.offer }),
      201,
    )
    const steps: Record<PlacementStatus, (() => Promise<Answer>)[]> = {
      offered: [],
      accepted: [accept],
      declined: [() => group.post(`/placements/${id}/decline`, { reason: 'area' })],
      lapsed: [],
      cancelled: [() => service.post(`/placements/${id}/cancel`, { note: 'Offered by mistake' })],
      started: [accept, start],
      completed: [accept, start, () => group.post(`/placements/${id}/complete`, {})],
      ended: [accept, () => service.post(`/placements/${id}/end`, { reason: 'health' })],
    }
    function accept() {
      return group.post(`/placements/${id}/accept`)
    }
    function start() {
      return service.post(`/placements/${id}/start`, {})
    }
    for (const step of steps[status]) made(await step(), 200)
    // No route lets an offer lapse: the system alone will do it.
    if (status === 'lapsed') {
      await given.rows(`update placements set status = 'lapsed', ended_on = '2026-03-02' where id = '${id}'`)
      await given.rows(`update activities set taken = taken - 1 where id = '${activityId}'`)
    }
    return { id, activityId, referral }
  }

  /** The person's answer about sharing, with one group or in general. */
  const answerToShare = async (personId: string, answer: 'given' | 'refused' | 'withdrawn', recipientId?: string) =>
    made(
      await service.post(`/people/${personId}/consents`, {
        purpose: 'share',
        answer,
        how: 'in-person',
        on: '2026-03-02',
        ...(recipientId === undefined ? {} : { recipientId }),
      }),
      201,
    )

  return { activity, placement, answerToShare }
}

function made(answer: Answer, status: number) {
  if (answer.statusCode !== status) throw new Error(`Expected ${status}, got ${answer.statusCode}: ${answer.text}`)
  return answer.body
}
