import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { checkCaller as check, namedAs } from '../callers.ts'
import type { CallerAnswer } from '../related-people-contract.ts'
import { listRelatedPeople } from '../store/related-people.ts'
import { findPerson } from '../store.ts'
import { strictestRelated } from '../strictest.ts'

type Input = {
  personId: string
  relatedPersonId?: string | undefined
  name?: string | undefined
  word?: string | undefined
}

/** "Someone is ringing about …": whether and what may be said. The word is shown to whoever answers, and that is recorded. */
export async function checkCaller(context: Context, input: Input): Promise<z.infer<typeof CallerAnswer>> {
  const { personId, relatedPersonId, name, word } = input
  return context.db.transaction(async (tx) => {
    if ((await findPerson(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const related = await listRelatedPeople(tx, personId)
    const named =
      relatedPersonId === undefined
        ? namedAs(related, name ?? '')
        : related.find((candidate) => candidate.id === relatedPersonId)
    if (relatedPersonId !== undefined && named === undefined) throw new Refusal('not-found')
    const known = named && strictestRelated(named, related)
    const verdict = check(known, word)
    await recordAudit(tx, context, {
      action: 'caller.checked',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { relatedPersonId: known?.id ?? null, mayBeTold: verdict.mayBeTold, wordFits: verdict.wordFits },
    })
    const isToAsk = known !== undefined && known.mayBeTold !== 'nothing'
    return { relatedPersonId: known?.id ?? null, ...verdict, callerWord: isToAsk ? known.callerWord : null }
  })
}
