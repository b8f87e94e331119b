import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { findPerson, matchPeople } from '../../people/public.ts'
import type { ReadBackAnswer, ReadBackQuestion } from '../contract.ts'
import { toDetails } from '../person-details.ts'
import { readBack } from '../read-back.ts'
import { findOpenReferralUnscoped } from '../store/open-referrals.ts'

type Question = z.infer<typeof ReadBackQuestion>
type Answer = z.infer<typeof ReadBackAnswer>

/** What will stand in the referral, to be compared with the records before it is sent. It changes nothing. */
export async function readBackDetails(context: Context, input: Question): Promise<Answer> {
  const { actor, db, today } = context
  const practiceId = input.practiceId ?? actor.organisationId
  if (input.person !== undefined) {
    const { person } = input
    if (person.bornOn > today()) throw invalid('#/person/bornOn', 'Enter a date of birth that is not in the future')
    const { known, checkNhsNumber } = await matchPeople(context, {
      nhsNumber: person.nhsNumber,
      givenName: person.givenName,
      familyName: person.familyName,
      bornOn: person.bornOn,
    })
    const open = await findShown(context, { person: { given: person }, practiceId })
    return { ...readBack(person, today()), known, checkNhsNumber, openReferral: open }
  }
  const person = input.personId === undefined ? undefined : await findPerson(db, actor, input.personId)
  if (person === undefined) throw invalid('#/personId', 'Choose a person whose record you may see, or give the person')
  await db.transaction((tx) =>
    recordAudit(tx, context, {
      action: 'person.read-back',
      subjectKind: 'person',
      subjectId: person.id,
      personId: person.id,
    }),
  )
  const open = await findShown(context, { person: { personId: person.id }, practiceId })
  return {
    ...readBack(toDetails(person), today()),
    known: true,
    checkNhsNumber: person.claimedNhsNumber !== null,
    openReferral: open,
  }
}

async function findShown(
  { db, actor, today }: Context,
  about: Parameters<typeof findOpenReferralUnscoped>[2],
): Promise<Answer['openReferral']> {
  const open = await findOpenReferralUnscoped(db, actor, about, today())
  return open?.isVisible === true ? open : null
}
