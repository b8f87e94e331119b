import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { OutgoingMessage } from '../../messages/public.ts'
import { findToPersonForUpdate, listToPerson, recordHandling } from '../../messages/to-person.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { PrintedLetter } from '../letter-pdf.ts'
import { findReachableUnscoped, mayKnowAddress } from '../store/reach.ts'
import { askAgain } from './reach-person.ts'

/** One letter to print, again if need be. The gate is asked once more: a letter that may not go any more is not printed. */
export async function printLetter(context: Context, { letterId }: { letterId: string }): Promise<PrintedLetter[]> {
  const printed = await context.db.transaction(async (tx) => {
    const row = await findToPersonForUpdate(tx, letterId, context.actor)
    if (row?.channel !== 'letter') throw new Refusal('not-found')
    return print(tx, context, row)
  })
  if (printed === 'hidden')
    throw new Refusal('not-allowed', 'The address is hidden: ask whoever visits the person, or the lead, to print it')
  if (printed === undefined)
    throw new Refusal('not-possible', 'This letter may not go any more: read the task on the record')
  return [printed]
}

/** Everything that waits for the printer, at most a ream at a time; what this colleague may not address stays in the queue. */
export async function printAllLetters(context: Context): Promise<PrintedLetter[]> {
  return context.db.transaction(async (tx) => {
    const rows = await listToPerson(tx, context.actor, {
      channel: 'letter',
      status: 'waiting',
      after: undefined,
      limit: 100,
    })
    const letters: PrintedLetter[] = []
    for (const { id } of rows) {
      const row = await findToPersonForUpdate(tx, id, context.actor)
      if (row?.status !== 'waiting') continue
      const letter = await print(tx, context, row)
      if (letter !== undefined && letter !== 'hidden') letters.push(letter)
    }
    if (letters.length === 0) throw new Refusal('not-possible', 'No letter waits for you to print it')
    return letters
  })
}

async function print(tx: Tx, context: Context, row: OutgoingMessage): Promise<PrintedLetter | 'hidden' | undefined> {
  if (row.personId === null) throw new Error('A letter of a person has one')
  const person = await findReachableUnscoped(tx, context, row.personId)
  if (person?.isAddressHidden === true && !(await mayKnowAddress(tx, context, person.id))) return 'hidden'
  if (row.status === 'stopped') return undefined
  const to = row.status === 'posted' ? undefined : await askAgain(tx, context, row)
  if (person === undefined || to === undefined) return undefined
  await recordHandling(tx, context, row, { step: 'print' })
  await recordAudit(tx, context, {
    action: 'letter.printed',
    subjectKind: 'outgoing-message',
    subjectId: row.id,
    personId: person.id,
    mark: 'print',
  })
  const { name, settings } = await getScheme(context)
  const service = await findOrganisation(tx, settings.advisorServiceId)
  return {
    to: [person.name, ...to.split('\n')],
    subject: row.subject,
    body: row.body,
    isLarge: person.forms.includes('large-print'),
    onColouredPaper: person.forms.includes('coloured-paper'),
    from: { scheme: name, service: service?.name ?? name, phone: service?.phone ?? null },
    printedBy: context.actor.name,
    on: context.today(),
  }
}
