import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { listSensitiveWordsUnscoped } from '../../messages/public.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getScheme, type Scheme } from '../../schemes/public.ts'
import { faultsOfText, type TextFacts, type TextKey, toTextKey, type Words } from '../reach-texts.ts'
import { insertText, listTexts, type SchemeText } from '../store/texts.ts'

/** A text in the words of the scheme, or its default again when there are none. Older versions are kept. */
export async function setText(
  context: Context,
  input: { key: string; words: Words | undefined; version: number },
): Promise<SchemeText> {
  const { words, version } = input
  const key = needTextKey(input.key)
  const scheme = await getScheme(context)
  return inTransaction(context, async (tx) => {
    if (words !== undefined) await refuseFaults(tx, context, { key, words, facts: await inventedFacts(tx, scheme) })
    const known = await getText(tx, key)
    if (known.version !== version || !(await insertText(tx, context, { key, words, version })))
      throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: words === undefined ? 'scheme.text-reset' : 'scheme.text-set',
      subjectKind: 'scheme',
      subjectId: context.schemeId,
      detail: { key, from: version, to: version + 1 },
    })
    return getText(tx, key)
  })
}

export function needTextKey(key: string): TextKey {
  const known = toTextKey(key)
  if (known === undefined) throw new Refusal('not-found')
  return known
}

export async function getText(tx: Tx, key: TextKey): Promise<SchemeText> {
  const text = (await listTexts(tx)).find((candidate) => candidate.key === key)
  if (text === undefined) throw new Error('Every key has a text')
  return text
}

/** Nobody who lives, and the service as it is: its name counts for the length of a text. */
export async function inventedFacts(tx: Tx, { name, settings }: Scheme): Promise<TextFacts> {
  const service = await findOrganisation(tx, settings.advisorServiceId)
  return {
    name: 'Edith Example',
    serviceName: service?.name ?? name,
    servicePhone: service?.phone ?? null,
    who: 'Ada',
    when: 'Wednesday 30 September 2026 at 10:30',
  }
}

export async function refuseFaults(
  tx: Tx,
  context: Context,
  { key, words, facts }: { key: TextKey; words: Words; facts: TextFacts },
): Promise<void> {
  const sensitive = await listSensitiveWordsUnscoped(tx, context)
  const faults = faultsOfText(key, words, { facts, sensitive })
  if (faults.length > 0) throw new Refusal('invalid-request', 'The text cannot be used as it is', faults)
}
