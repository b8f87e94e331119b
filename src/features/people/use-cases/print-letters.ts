import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OutgoingMessage } from '../../messages/public.ts'
import { findToPersonForUpdate, listToPerson, recordHandling } from '../../messages/to-person.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { PrintedLetter } from '../letter-pdf.ts'
import { findReachableUnscoped, mayKnowAddress } from '../store/reach.ts'
import { askAgain, decideAgain } from './reach-person.ts'

/** One letter as it stands: looking changes nothing. What may not go any more is not shown as a letter. */
export async function readLetter(context: Context, { letterId }: { letterId: string }): Promise<PrintedLetter[]> {
  const found = await context.db.transaction(async (tx) => {
    const row = await findToPersonForUpdate(tx, letterId, context.actor)
    if (row?.channel !== 'letter') throw new Refusal('not-found')
    const ready = await prepare(tx, context, row, look)
    if (ready !== undefined && ready !== 'hidden')
      await recordAudit(tx, context, {
        action: 'letter.read',
        subjectKind: 'outgoing-message',
        subjectId: row.id,
        ...(row.personId === null ? {} : { personId: row.personId }),
      })
    return ready
  })
  if (found === 'hidden')
    throw new Refusal('not-allowed', 'The address is hidden: ask whoever visits the person, or the lead, to print it')
  if (found === undefined)
    throw new Refusal('not-possible', 'This letter may not go any more: read the task on the record')
  return [found]
}

/** Says that a letter is printed: it counts so from now on, until it is posted. */
export async function printLetter(context: Context, { letterId }: { letterId: string }): Promise<OutgoingMessage> {
  return inTransaction(context, async (tx) => {
    const row = await findToPersonForUpdate(tx, letterId, context.actor)
    if (row?.channel !== 'letter') throw new Refusal('not-found')
    const letter = await prepare(tx, context, row, askAgain)
    if (letter === 'hidden')
      throw new Refusal('not-allowed', 'The address is hidden: ask whoever visits the person, or the lead, to print it')
    if (letter === undefined) return { ...row, status: 'stopped' as const }
    const printed = await countAsPrinted(tx, context, row)
    if (printed === undefined) throw new Refusal('step-not-open', `The letter is ${row.status}`)
    return printed
  })
}

/**
 * Takes everything that waits for the printer, at most a ream at a time; what this colleague may not address stays in the
 * queue. Gives the ids, by which `readLetters` draws them, now and when the answer was lost on its way.
 */
export async function printAllLetters(context: Context): Promise<{ letterIds: string[] }> {
  return inTransaction(context, async (tx) => {
    const rows = await listToPerson(tx, context.actor, {
      channel: 'letter',
      status: 'waiting',
      after: undefined,
      limit: 100,
    })
    const letterIds: string[] = []
    for (const { id } of rows) {
      const row = await findToPersonForUpdate(tx, id, context.actor)
      if (row?.status !== 'waiting') continue
      const letter = await prepare(tx, context, row, askAgain)
      if (letter === undefined || letter === 'hidden') continue
      await countAsPrinted(tx, context, row)
      letterIds.push(id)
    }
    if (letterIds.length === 0) throw new Refusal('not-possible', 'No letter waits for you to print it')
    return { letterIds }
  })
}

/** Letters that were taken to the printer, as sheets; what was stopped meanwhile is left out. */
export async function readLetters(context: Context, letterIds: readonly string[]): Promise<PrintedLetter[]> {
  return context.db.transaction(async (tx) => {
    const letters: PrintedLetter[] = []
    for (const letterId of letterIds) {
      const row = await findToPersonForUpdate(tx, letterId, context.actor)
      const letter = row?.channel === 'letter' ? await prepare(tx, context, row, look) : undefined
      if (letter !== undefined && letter !== 'hidden') letters.push(letter)
    }
    if (letters.length === 0) throw new Refusal('not-possible', 'These letters may not go any more')
    return letters
  })
}

type Ask = (tx: Tx, context: Context, row: OutgoingMessage) => Promise<string | undefined>

/** Where it would go now; looking stops nothing. */
const look: Ask = async (tx, context, row) => {
  const { decision } = await decideAgain(tx, context, row)
  return decision.allowed ? decision.to : undefined
}

/** The sheet, when it may go; whoever only looks asks without stopping it. */
async function prepare(
  tx: Tx,
  context: Context,
  row: OutgoingMessage,
  ask: Ask,
): Promise<PrintedLetter | 'hidden' | undefined> {
  if (row.personId === null) throw new Error('A letter of a person has one')
  const person = await findReachableUnscoped(tx, context, row.personId)
  if (person?.isAddressHidden === true && !(await mayKnowAddress(tx, context, person.id))) return 'hidden'
  if (row.status === 'stopped') return undefined
  if (row.status === 'posted') return undefined
  const to = await ask(tx, context, row)
  if (person === undefined || to === undefined) return undefined
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

async function countAsPrinted(tx: Tx, context: Context, row: OutgoingMessage): Promise<OutgoingMessage | undefined> {
  await recordAudit(tx, context, {
    action: 'letter.printed',
    subjectKind: 'outgoing-message',
    subjectId: row.id,
    ...(row.personId === null ? {} : { personId: row.personId }),
    mark: 'print',
  })
  return recordHandling(tx, context, row, { step: 'print' })
}
