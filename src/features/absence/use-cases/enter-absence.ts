import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays, sayDay } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { findMembership } from '../../accounts/public.ts'
import { changePresence } from '../kept-presence.ts'
import type { AbsenceKind } from '../kinds.ts'
import { mayCover, mayEnterFor, mayKnowOf } from '../policy.ts'
import { type Absence, findAbsenceForUpdate, findAbsenceIn, insertAbsence, updateAbsence } from '../store.ts'

type Dates = { fromOn: string; untilOn: string | null; coverId: string | null }

/** Says that somebody is away and who has their work meanwhile. Nothing moves: who asks looks at the dates. */
export async function enterAbsence(
  context: Context,
  input: { membershipId?: string | undefined; kind: AbsenceKind } & Dates,
): Promise<Absence> {
  const { actor, schemeId, newId, now } = context
  const { membershipId = actor.membershipId, kind, fromOn, untilOn, coverId } = input
  return changePresence(context, async (tx) => {
    const member = await findMembership(tx, membershipId)
    if (member === undefined || !mayKnowOf(actor, member))
      throw invalid('#/membershipId', 'Choose somebody who works with you')
    if (!mayEnterFor(actor, member)) throw new Refusal('not-allowed', 'Ask the lead to enter it')
    refuseFarDays({ '#/fromOn': fromOn, '#/untilOn': untilOn }, context.today())
    await requireFits(tx, membershipId, input)
    const made = { createdAt: now(), createdById: actor.membershipId }
    const row = { schemeId, id: newId(), membershipId, kind, fromOn, untilOn, coverId, ...made }
    const absence = await insertAbsence(tx, row)
    await audit(tx, context, absence, 'entered')
    return absence
  })
}

/** Another day, another cover: from now on, as if it had been said so at first. */
export async function amendAbsence(
  context: Context,
  input: { absenceId: string; version: number; patch: Partial<Dates & { kind: AbsenceKind }> },
): Promise<Absence> {
  return changePresence(context, async (tx) => {
    const absence = await getAbsence(tx, context, input.absenceId)
    if (absence.version !== input.version) throw new Refusal('changed-by-someone-else')
    if (absence.endedAt !== null) throw new Refusal('step-not-open', 'It has ended: enter another one')
    const amended = { ...absence, ...input.patch }
    refuseFarDays({ '#/fromOn': amended.fromOn, '#/untilOn': amended.untilOn }, context.today())
    await requireFits(tx, absence.membershipId, amended)
    const { kind, fromOn, untilOn, coverId } = amended
    await audit(tx, context, absence, 'amended')
    return updateAbsence(tx, absence, { kind, fromOn, untilOn, coverId })
  })
}

/** They are back, from a day on. The cover's part ends with the day before. */
export async function endAbsence(context: Context, input: { absenceId: string; lastDay: string }): Promise<Absence> {
  return changePresence(context, async (tx) => {
    const absence = await getAbsence(tx, context, input.absenceId)
    refuseFarDays({ '#/lastDay': input.lastDay }, context.today())
    if (absence.endedAt !== null || (absence.untilOn !== null && absence.untilOn < input.lastDay))
      throw new Refusal('already-done', 'It has ended already')
    const beforeIt = addDays(absence.fromOn, -1)
    await audit(tx, context, absence, 'ended')
    // One that never began ends on the day before its first.
    const untilOn = input.lastDay < beforeIt ? beforeIt : input.lastDay
    return updateAbsence(tx, absence, { endedAt: context.now(), untilOn })
  })
}

async function getAbsence(tx: Tx, { actor }: Context, absenceId: string): Promise<Absence> {
  const absence = await findAbsenceForUpdate(tx, absenceId)
  const member = absence === undefined ? undefined : await findMembership(tx, absence.membershipId)
  if (absence === undefined || member === undefined || !mayKnowOf(actor, member)) throw new Refusal('not-found')
  if (!mayEnterFor(actor, member)) throw new Refusal('not-allowed', 'Ask the lead to change it')
  return absence
}

async function requireFits(tx: Tx, membershipId: string, { fromOn, untilOn, coverId }: Dates): Promise<void> {
  if (untilOn !== null && untilOn < fromOn) throw invalid('#/untilOn', 'Enter a last day that is not before the first')
  if (coverId === null) return
  const [member, cover] = [await findMembership(tx, membershipId), await findMembership(tx, coverId)]
  if (member === undefined || cover === undefined || !mayCover(member, cover))
    throw invalid('#/coverId', 'Choose a colleague who does the same work')
  // Of an absence without an end only its beginning is known.
  const away = await findAbsenceIn(tx, coverId, { fromOn, untilOn: untilOn ?? fromOn })
  if (away !== undefined)
    throw invalid('#/coverId', `${cover.name} is away ${sayDays(away)}: choose somebody who is there on these days`)
}

const sayDays = ({ fromOn, untilOn }: Pick<Absence, 'fromOn' | 'untilOn'>): string => {
  if (untilOn === null) return `from ${sayDay(fromOn)} on`
  return untilOn === fromOn ? `on ${sayDay(fromOn)}` : `from ${sayDay(fromOn)} to ${sayDay(untilOn)}`
}

const audit = (tx: Tx, context: Context, { id, membershipId, coverId }: Absence, what: string) =>
  recordAudit(tx, context, {
    action: `absence.${what}`,
    subjectKind: 'absence',
    subjectId: id,
    detail: { membershipId, coverId },
  })
