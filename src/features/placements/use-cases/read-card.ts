import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { getScheme } from '../../schemes/public.ts'
import { agreedLines } from '../card.ts'
import { disclosureOf } from '../disclosure.ts'
import { type Card, findCard } from '../store/cards.ts'
import { findPlacementView } from '../store.ts'

/** The card of a placement. A group reads the agreed lines, while it may know who comes; each look is recorded. */
export async function readCard(context: Context, input: { placementId: string }): Promise<Card> {
  const { placementId } = input
  const isGroup = context.actor.role === 'provider'
  return context.db.transaction(async (tx) => {
    const { settings } = await getScheme(context)
    const view = await findPlacementView(tx, context.actor, placementId, settings)
    if (view === undefined || (isGroup && disclosureOf(view) !== 'shared')) throw new Refusal('not-found')
    const card = await findCard(tx, placementId)
    if (card === undefined) throw new Refusal('not-found', 'There is no card yet')
    const lines = isGroup ? agreedLines(card.lines) : card.lines
    await recordAudit(tx, context, {
      action: 'placement-card.read',
      subjectKind: 'placement',
      subjectId: placementId,
      personId: view.personId,
      detail: { lines: lines.map(({ line }) => line) },
    })
    return { ...card, lines }
  })
}
