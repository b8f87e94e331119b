import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { ReachBody } from '../reach-contract.ts'
import { textsFor } from '../reach-texts.ts'
import { findTexts } from '../store/texts.ts'
import { findPersonForUpdate } from '../store.ts'
import { type Reached, reachPerson } from './reach-person.ts'

type Input = { personId: string } & z.infer<typeof ReachBody>

/** A worker wants to reach somebody: the gate chooses the way, and says by which rules. */
export async function writeToPerson(context: Context, input: Input): Promise<Reached> {
  const { personId, purpose, words, preferred } = input
  const { name, settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, context.actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    const service = await findOrganisation(tx, settings.advisorServiceId)
    return reachPerson(tx, context, {
      personId,
      purpose,
      texts: textsFor(
        purpose,
        {
          name: `${person.givenName} ${person.familyName}`,
          serviceName: service?.name ?? name,
          servicePhone: service?.phone ?? null,
        },
        { words, texts: await findTexts(tx) },
      ),
      about: { subjectKind: 'person', subjectId: personId },
      preferred,
      ownerId: context.actor.membershipId,
    })
  })
}
