import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { getScheme } from '../../schemes/public.ts'
import type { PrintedLetter } from '../letter-pdf.ts'
import { fillIn, formOf, type TextKey, type Words } from '../reach-texts.ts'
import { countSegments } from '../text-segments.ts'
import { getText, inventedFacts, needTextKey, refuseFaults } from './set-text.ts'

type Input = { key: string; words: Words | undefined }
export type Preview = Words & { segments: number | null }

/** A text as it would read to somebody invented: as it is, or as somebody would like it. */
export async function previewText(context: Context, { words, ...input }: Input): Promise<Preview> {
  const key = needTextKey(input.key)
  const { filled } = await fillWithInvented(context, { key, words })
  return { ...filled, segments: formOf(key) === 'text' ? countSegments(filled.body) : null }
}

/** The same on paper. */
export async function previewLetter(context: Context, { words, ...input }: Input): Promise<PrintedLetter> {
  const key = needTextKey(input.key)
  if (formOf(key) !== 'letter') throw new Refusal('not-possible', 'Only a letter is printed: preview it without a PDF')
  const { filled, facts, schemeName } = await fillWithInvented(context, { key, words })
  return {
    to: [facts.name, '1 Example Row', 'Exampleton', 'ZZ99 9ZZ'],
    ...filled,
    isLarge: false,
    onColouredPaper: false,
    from: { scheme: schemeName, service: facts.serviceName, phone: facts.servicePhone },
    printedBy: context.actor.name,
    on: context.today(),
  }
}

async function fillWithInvented(context: Context, { key, words }: { key: TextKey; words: Words | undefined }) {
  const scheme = await getScheme(context)
  return context.db.transaction(async (tx) => {
    const facts = await inventedFacts(tx, scheme)
    if (words !== undefined) await refuseFaults(tx, context, { key, words, facts })
    return { filled: fillIn(key, words ?? (await getText(tx, key)), facts), facts, schemeName: scheme.name }
  })
}
