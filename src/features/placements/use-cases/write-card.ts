import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { isService } from '../../referrals/public.ts'
import { type CardLine, faultOfCard } from '../card.ts'
import { isLive } from '../lifecycle.ts'
import { type Card, findCard, saveCard } from '../store/cards.ts'
import { findPlacementForUpdate } from '../store.ts'

/** Writes what a group must know of the person, with their yes to each line. `replaces` is undefined for the first card. */
export async function writeCard(
  context: Context,
  input: { placementId: string; replaces: number | undefined; lines: CardLine[] },
): Promise<Card> {
  const { placementId, replaces, lines } = input
  return inTransaction(context, async (tx) => {
    const placement = await findPlacementForUpdate(tx, context.actor, placementId)
    if (placement === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, placement)) throw new Refusal('not-allowed')
    if (!isLive(placement.status)) throw new Refusal('step-not-open', `The placement is ${placement.status}`)
    const before = await findCard(tx, placementId)
    if (before?.version !== replaces) throw new Refusal('changed-by-someone-else')
    const fault = faultOfCard(lines, before?.lines ?? [], context.today())
    if (fault !== undefined) throw invalid(`#/lines/${fault.index}/${fault.field}`, fault.detail)

    const card = await saveCard(tx, context, placement, { lines, version: (replaces ?? 0) + 1 })
    await recordAudit(tx, context, {
      action: 'placement-card.written',
      subjectKind: 'placement',
      subjectId: placementId,
      personId: placement.personId,
      detail: { lines: lines.map(({ line }) => line) },
    })
    return card
  })
}
