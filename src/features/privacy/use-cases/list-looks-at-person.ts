import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { normaliseNhsNumber } from '../../people/public.ts'
import { parseReference } from '../../referrals/public.ts'
import { flagsOf, type LookFlag } from '../looks.ts'
import { findPersonUnscoped, type LookAtPerson, listLooksAtPersonUnscoped } from '../store.ts'

type Input = {
  nhsNumber?: string | undefined
  reference?: string | undefined
  from: string
  to: string
  after?: string | undefined
  limit: number
}

/** Who looked at this person: the officer knows a number or a reference from whoever complains, and is shown no record. */
export async function listLooksAtPerson(
  context: Context,
  input: Input,
): Promise<{ items: (LookAtPerson & { flags: LookFlag[] })[]; next: string | null }> {
  const person = await findPersonUnscoped(context, toKey(input))
  if (person === undefined)
    throw new Refusal('not-found', 'Nobody of this scheme has that number or reference: check it and ask again')
  const rows = await listLooksAtPersonUnscoped(context, person.personId, {
    ...input,
    after: fromCursor(input.after, 2),
  })
  const { items, next } = toPage(rows, input.limit, (row) => [row.at.toISOString(), row.id])
  await context.db.transaction((tx) =>
    recordAudit(tx, context, {
      action: 'audit.read-about-person',
      subjectKind: 'person',
      subjectId: person.personId,
      personId: person.personId,
      detail: { from: input.from, to: input.to },
    }),
  )
  return {
    items: items.map((look) => ({
      ...look,
      flags: flagsOf({ memberName: look.member?.name ?? '', surnameKey: person.surnameKey }),
    })),
    next,
  }
}

function toKey({ nhsNumber, reference }: Input): { nhsNumber: string } | { reference: string } {
  if (nhsNumber !== undefined) {
    const digits = normaliseNhsNumber(nhsNumber)
    if (digits === undefined) throw invalid('#/nhsNumber', 'Check the NHS number: its last digit does not fit')
    return { nhsNumber: digits }
  }
  const parsed = parseReference(reference ?? '')
  if (parsed === undefined) throw invalid('#/reference', 'Check the reference: its last character does not fit')
  return { reference: parsed }
}
