import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, type ListName, type SchemeListItem } from '../../schemes/public.ts'
import { codeFor, faultOfItem, findList, type ListChange } from '../list-rules.ts'
import { findItemsForUpdate, insertItem, updateItem } from '../store/lists.ts'

type Changed = SchemeListItem & { list: ListName }

/** Adds words to a list that people choose from. They can be chosen at once. */
export async function addListItem(
  context: Context,
  { list: name, label, isSensitive }: { list: string; label: string; isSensitive: boolean },
): Promise<Changed> {
  const list = getList(name)
  const added = await inTransaction(context, async (tx) => {
    const items = await findItemsForUpdate(tx, list)
    refuseFault(list, items, undefined, { label, isSensitive, isRetired: false })
    const code = codeFor(
      label,
      items.map((item) => item.code),
    )
    await insertItem(tx, context, { list, code, label, isSensitive })
    await record(tx, context, 'scheme.list-item-added', { list, code, label, isSensitive })
    return { list, code, label, isSensitive, retiredOn: null }
  })
  forgetScheme(context.schemeId)
  return added
}

/**
 * Names an item anew, marks it sensitive, or retires it: what was chosen before stays as it is, and nobody chooses it any more.
 * The code never changes.
 */
export async function changeListItem(
  context: Context,
  { list: name, code, ...change }: { list: string; code: string } & ListChange,
): Promise<Changed> {
  const list = getList(name)
  const changed = await inTransaction(context, async (tx) => {
    const items = await findItemsForUpdate(tx, list)
    const item = items.find((candidate) => candidate.code === code)
    if (item === undefined) throw new Refusal('not-found')
    refuseFault(list, items, code, change)
    const retiredOn = change.isRetired ? (item.retiredOn ?? context.today()) : null
    const { label, isSensitive } = change
    await updateItem(tx, { list, code }, { label, isSensitive, retiredOn })
    await record(tx, context, 'scheme.list-item-changed', {
      list,
      code,
      before: item.label,
      label,
      isSensitive,
      retiredOn,
    })
    return { list, code, label, isSensitive, retiredOn }
  })
  forgetScheme(context.schemeId)
  return changed
}

function getList(name: string): ListName {
  const list = findList(name)
  if (list === undefined) throw new Refusal('not-found')
  return list
}

function refuseFault(list: ListName, items: SchemeListItem[], code: string | undefined, change: ListChange): void {
  const fault = faultOfItem(list, items, code, change)
  if (fault !== undefined) throw invalid(`#/${fault.field}`, fault.detail)
}

const record = (tx: Tx, context: Context, action: string, detail: Record<string, unknown>): Promise<void> =>
  recordAudit(tx, context, { action, subjectKind: 'scheme', subjectId: context.schemeId, detail })
