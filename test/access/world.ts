import { randomUUID } from 'node:crypto'
import type { Role } from '../../src/platform/context.ts'
import type { TestApp } from '../support/app.ts'
import type { Given } from '../support/given.ts'
import type { Member, Town } from '../support/town.ts'

/** For one id that an address takes: a thing each role may see, one it may not see, and one of another scheme. */
export type Thing = {
  own: Partial<Record<Role, string>>
  hidden: Partial<Record<Role, string>>
  elsewhere: string
}

export type World = {
  given: Given
  /** Who calls in each role. */
  members: Record<Role, Member>
  /** By the name of the parameter, as in `:referralId`. */
  things: Record<string, Thing>
  /** A second record of one person, for the service to merge. */
  duplicateId: string
}

/** Two schemes, with things of a practice, of its neighbour, of providers and of the other scheme. */
export async function makeWorld({ given, as }: TestApp): Promise<World> {
  const { town } = given
  const otherTown = await given.anotherTown()
  const mine = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const neighbours = await given.referral({ by: town.otherReferrer })
  /** The neighbour's draft: nobody has seen it but who wrote it. */
  const draft = await given.referral({ by: town.otherReferrer, status: 'draft' })
  const elsewhere = await given.referral({ town: otherTown, status: 'accepted' })
  const duplicate = await given.referral()

  const careOf = (own: string, ofNeighbour: string, ofDraft: string, foreign: string): Thing => ({
    own: { referrer: own, advisor: own, 'team-lead': own },
    hidden: { referrer: ofNeighbour, advisor: ofDraft, 'team-lead': ofDraft },
    elsewhere: foreign,
  })

  async function eachOrganisations(make: (organisationId: string, town: Town) => Promise<string>): Promise<Thing> {
    const [practices, services, providers] = [
      await make(town.practiceId, town),
      await make(town.serviceId, town),
      await make(town.providerId, town),
    ]
    const [otherPractices, otherProviders] = [
      await make(town.otherPracticeId, town),
      await make(town.otherProviderId, town),
    ]
    return {
      own: { referrer: practices, advisor: services, 'team-lead': services, provider: providers },
      hidden: {
        referrer: otherPractices,
        advisor: otherPractices,
        'team-lead': otherPractices,
        provider: otherProviders,
      },
      elsewhere: await make(otherTown.serviceId, otherTown),
    }
  }

  const things: Record<string, Thing> = {
    referralId: careOf(mine.id, neighbours.id, draft.id, elsewhere.id),
    personId: careOf(mine.personId, neighbours.personId, draft.personId, elsewhere.personId),
    taskId: await eachOrganisations(async (organisationId, { schemeId }) => {
      const id = randomUUID()
      await given.rows(`insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
        values ('${schemeId}', '${id}', 'hold-ended', 'referral', gen_random_uuid(), '${organisationId}', '2026-03-10', now())`)
      return id
    }),
    messageId: await eachOrganisations(async (organisationId, { schemeId }) => {
      const id = randomUUID()
      await given.rows(`insert into messages (scheme_id, id, organisation_id, kind, subject_kind, subject_id, person_id, title, body, sent_at)
        values ('${schemeId}', '${id}', '${organisationId}', 'referral-received', 'referral', gen_random_uuid(), gen_random_uuid(), 'We have it', 'We have it.', now())`)
      return id
    }),
  }

  const [first, second] = [await given.referral(), await given.referral()]
  const merged = await as(town.advisor).post(`/people/${first.personId}/merges`, {
    duplicateId: second.personId,
    reason: 'One and the same',
  })
  things.mergeId = careOf(merged.body.id, randomUUID(), randomUUID(), randomUUID())

  return {
    given,
    members: {
      referrer: town.referrer,
      advisor: town.advisor,
      'team-lead': town.teamLead,
      provider: town.provider,
      commissioner: town.commissioner,
      administrator: town.administrator,
    },
    things,
    duplicateId: duplicate.personId,
  }
}
