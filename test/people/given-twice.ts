import type { TestApp } from '../support/app.ts'
import type { GivenReferral } from '../support/given.ts'

export const WHY = 'The same Edith, says her daughter'

/** Two records of one Edith: one stays, one turned out to be her as well. */
export async function twice(test: TestApp, { person = {} }: { person?: object } = {}) {
  const { given, as } = test
  const { town } = given
  const make = () =>
    given.referral({ status: 'accepted', allocatedTo: town.advisor, person: given.personDetails(person) })
  const [survivor, duplicate] = [await make(), await make()]
  const lead = as(town.teamLead)
  const merge = async () => {
    const { statusCode, text, body } = await lead.post(`/people/${survivor.personId}/merges`, {
      duplicateId: duplicate.personId,
      reason: WHY,
    })
    if (statusCode !== 201) throw new Error(text)
    return async () => lead.post(`/people/${survivor.personId}/merges/${body.id}/undo`)
  }
  const setSafeContact = async ({ personId }: GivenReferral, body: object) => {
    const { version } = (await lead.get(`/people/${personId}`)).body
    const answer = await lead.put(
      `/people/${personId}/safe-contact`,
      { safeContact: null, addressHidden: false, unsafeRelatedIds: [], ...body },
      { headers: { 'if-match': `"${version}"` } },
    )
    if (answer.statusCode !== 200) throw new Error(answer.text)
  }
  return { survivor, duplicate, merge, setSafeContact, both: [survivor, duplicate] as const }
}

/** Each rule is asked in both directions: what one record says, the other must keep to. */
export const DIRECTIONS = [
  ['the record that stays', 0, 1],
  ['the one that was merged into it', 1, 0],
] as const
