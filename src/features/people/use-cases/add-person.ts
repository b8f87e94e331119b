import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inOneStatement } from '../../../platform/transaction.ts'
import { findOrganisation, servesPractice } from '../../organisations/public.ts'
import { getScheme, refuseRealNumber } from '../../schemes/public.ts'
import type { NewPersonBody } from '../contract.ts'
import { type AddedPerson, insertPerson } from '../store/add-person.ts'
import { refuseTheDeadUnscoped } from '../store/deaths.ts'

/** Adds a person before anyone refers them. Someone who is known already is answered blind. */
export async function addPerson(
  context: Context,
  input: { person: NewPersonBody; practiceId: string | undefined },
): Promise<AddedPerson> {
  const { actor, db, newId, now, today, schemeId } = context
  const { person, practiceId = actor.organisationId } = input
  if (person.bornOn > today()) throw invalid('#/person/bornOn', 'Enter a date of birth that is not in the future')
  refuseRealNumber(await getScheme(context), person.nhsNumber, '#/person/nhsNumber')
  const practice = await findOrganisation(db, practiceId)
  if (!practice?.kinds.includes('practice') || practice.closedOn !== null)
    throw invalid('#/practiceId', 'Choose the practice the person is registered with')
  const isOwn = practiceId === actor.organisationId || actor.role !== 'referrer'
  if (!isOwn && !(await servesPractice(db, { teamId: actor.organisationId, practiceId, on: today() }))) {
    throw invalid('#/practiceId', 'Choose a practice that your team serves')
  }
  return inOneStatement(context, async () => {
    const added = await insertPerson(context, {
      ...person,
      personId: newId(),
      practiceId,
      registrationId: newId(),
      careId: newId(),
      schemeId,
      at: now(),
      on: today(),
    })
    if (added === undefined) await refuseTheDeadUnscoped(db, { given: person })
    return added
  })
}
