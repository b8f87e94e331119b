import type { Context } from '../../../platform/context.ts'
import { type FieldError, invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import { amendContact, recordContact } from '../../contacts/public.ts'
import { recordMeasurement, takeUpMeasurement } from '../../measures/public.ts'
import { listMessageIdsAboutUnscoped, listMessagesBesidesUnscoped } from '../../messages/public.ts'
import { agreePlan, writePlan } from '../../plans/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { VisitBody, VisitRecorded } from '../contract.ts'

type Input = { referralId: string; visit: VisitBody }

/**
 * Keeps a whole visit: what came of it, what was measured, the plan, the person's yes and the next contact, each by its own
 * use-case with its own rules, in one transaction. What is wrong with any part is said of all parts at once, and nothing stands.
 */
export async function recordVisit(context: Context, { referralId, visit }: Input): Promise<VisitRecorded> {
  await getScheme(context)
  return inTransaction(context, async (tx) => {
    // One moment for all of it, by which the visit and what was told with it are found together.
    const at = context.now()
    const part = { ...partOf(context, tx), now: () => at }
    const refused = collectRefusals()
    const known = await listMessageIdsAboutUnscoped(tx, referralId)

    const contact = await refused.by('contact', () => keepContact(part, { referralId, visit }))
    const measured = []
    for (const [index, measure] of visit.measures.entries())
      measured.push(
        await refused.by(`measures/${index}`, () =>
          keepMeasure(part, { referralId, measure, on: visit.contact.happenedOn }),
        ),
      )
    const { plan, agreement, next } = visit
    const written =
      plan === undefined
        ? undefined
        : await refused.by('plan', () => writePlan(part, { referralId, replaces: plan.replaces, draft: plan.draft }))
    // Without the plan that was to be written there is nothing to agree to, and no second fault.
    if (agreement !== undefined && (plan === undefined || written !== undefined))
      await refused.by('agreement', () => agree(part, { referralId, visit, written: written?.plan.version }))
    const planned =
      next === undefined
        ? undefined
        : await refused.by('next', () =>
            recordContact(part, { referralId, contact: { ...next, workerId: context.actor.membershipId } }),
          )

    refused.throwAll()
    if (contact === undefined) throw new Error('A visit that nobody refused has no contact')
    return {
      contactId: contact.id,
      measurementIds: measured.flatMap((one) => (one === undefined ? [] : [one.row.id])),
      planVersion: written?.plan.version ?? agreement?.version ?? null,
      nextContactId: planned?.id ?? null,
      told: await listMessagesBesidesUnscoped(tx, referralId, known),
    }
  })
}

async function keepContact(part: Context, { referralId, visit }: Input) {
  const { planned, ...contact } = visit.contact
  const workerId = part.actor.membershipId
  if (planned === undefined) return recordContact(part, { referralId, contact: { ...contact, workerId } })
  const { contactId, version } = planned
  const kept = await amendContact(part, { contactId, version, patch: contact })
  if (kept.referralId !== referralId) throw new Refusal('not-found')
  return kept
}

type Measure = { referralId: string; measure: VisitBody['measures'][number]; on: string }

async function keepMeasure(part: Context, { referralId, measure, on }: Measure) {
  const { unfinished, ...measurement } = measure
  if (unfinished === undefined) return recordMeasurement(part, { ...measurement, referralId, on })
  const { answers, notFinished } = measurement
  const kept = await takeUpMeasurement(part, { ...unfinished, patch: { answers, notFinished } })
  if (kept.row.referralId !== referralId) throw new Refusal('not-found')
  return kept
}

async function agree(part: Context, { referralId, visit, written }: Input & { written: number | undefined }) {
  const { agreement, contact } = visit
  const version = written ?? agreement?.version
  if (agreement === undefined || version === undefined)
    throw invalid('#/version', 'Write a goal first: there is nothing to agree to yet')
  return agreePlan(part, { referralId, version, how: agreement.how, on: contact.happenedOn })
}

/** Refusals that the writer can mend in what they sent. Anything else ends it at once. */
const MENDABLE = ['invalid-request', 'already-done', 'changed-by-someone-else', 'not-possible', 'not-eligible']

/** Lets every part say what is wrong with it, at its own place. */
function collectRefusals() {
  const refusals: Refusal[] = []
  const errors: FieldError[] = []
  return {
    async by<Result>(place: string, act: () => Promise<Result>): Promise<Result | undefined> {
      try {
        return await act()
      } catch (error) {
        if (!(error instanceof Refusal) || !MENDABLE.includes(error.problem)) throw error
        refusals.push(error)
        if (error.errors.length === 0) errors.push({ pointer: `#/${place}`, detail: error.message })
        for (const { pointer, detail } of error.errors)
          errors.push({ pointer: `#/${place}${pointer.slice(1)}`, detail })
        return undefined
      }
    },
    throwAll() {
      const [first] = refusals
      if (first !== undefined) throw new Refusal(first.problem, first.message, errors)
    },
  }
}
