import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { faultOfDecision, toDecisionRecord } from '../decisions.ts'
import type { PutDisclosureBody } from '../disclosure-contract.ts'
import { type DisclosureRow, findDisclosureVersion, insertDisclosure } from '../store/disclosures.ts'
import { findPersonForUpdate } from '../store.ts'

type Input = PutDisclosureBody & { personId: string; organisationId: string; replaces: number | undefined }

/** Sets how much an organisation hears, on the person's word. What was said before stays; what was told is told. */
export async function setDisclosure(context: Context, input: Input): Promise<DisclosureRow> {
  const { schemeId, actor, newId, now, today } = context
  const { personId, organisationId, level, notForOnlineViewing, how, on, decision, replaces = 0 } = input
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    if (person.mergedInto !== null)
      throw new Refusal('not-possible', 'This record was merged into another: say it there')
    const organisation = await findOrganisation(tx, organisationId)
    if (organisation === undefined) throw new Refusal('not-found')
    if (on > today()) throw invalid('#/on', 'Enter the day the person said it: it cannot be in the future')
    const fault = faultOfDecision(decision, on)
    if (fault !== undefined) throw invalid(`#/decision/${fault.field}`, fault.detail)
    const version = await findDisclosureVersion(tx, { personId, organisationId })
    if (version !== replaces)
      throw new Refusal('changed-by-someone-else', `It is now version ${version}: read it again before you change it`)
    const row = {
      schemeId,
      id: newId(),
      personId,
      organisationId,
      version: version + 1,
      level,
      notForOnlineViewing,
      how,
      decision: toDecisionRecord(decision),
      saidOn: on,
      recordedAt: now(),
      recordedById: actor.membershipId,
    }
    await insertDisclosure(tx, row)
    await recordAudit(tx, context, {
      action: 'disclosure.set',
      subjectKind: 'organisation',
      subjectId: organisationId,
      personId,
      detail: { level, notForOnlineViewing, decidedBy: decision?.by ?? 'person' },
    })
    return { ...row, organisationName: organisation.name, recordedBy: actor.name }
  })
}
