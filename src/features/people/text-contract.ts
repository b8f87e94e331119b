import { z } from 'zod'
import { formOf, labelOfText, PLACEHOLDERS, rulesOf, TEXT_FORMS, TEXT_KEYS } from './reach-texts.ts'
import type { SchemeText } from './store/texts.ts'

export const TextKeyParam = z.object({ key: z.string().max(60).describe('As `GET /scheme/texts` lists them') })

const subject = z.string().trim().min(1, 'Enter what stands above it').max(100)
const body = z.string().trim().min(1, 'Enter what it says').max(5_000)

export const SetTextBody = z.strictObject({ subject, body }).meta({ id: 'SchemeTextWords' })
export const PreviewTextBody = z
  .strictObject({ words: SetTextBody.optional().describe('Words to try; without them the text as it is') })
  .meta({ id: 'SchemeTextPreviewOf' })

export const TextPreviewBody = z
  .object({
    subject: z.string(),
    body: z.string(),
    segments: z.int().nullable().describe('In how many parts a text goes out'),
  })
  .meta({ id: 'SchemeTextPreview' })

export const TextBody = z
  .object({
    key: z.enum(TEXT_KEYS),
    label: z.string(),
    form: z.enum(TEXT_FORMS),
    subject: z.string(),
    body: z.string(),
    isDefault: z.boolean(),
    mayHold: z.array(z.object({ placeholder: z.string(), means: z.string() })).describe('What may stand in its body'),
    mustHold: z.array(z.string()),
    version: z.int().describe('0 while nobody changed it; send it as If-Match to change it'),
    changedAt: z.iso.datetime().nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'SchemeText' })
export type SchemeTextBody = z.infer<typeof TextBody>
export const TextsBody = z.object({ items: z.array(TextBody) }).meta({ id: 'SchemeTexts' })

export function toTextBody({ changedAt, ...text }: SchemeText): z.infer<typeof TextBody> {
  const { may, must } = rulesOf(text.key)
  return {
    ...text,
    form: formOf(text.key),
    label: labelOfText(text.key),
    mayHold: may.map((word) => ({ placeholder: `{${word}}`, means: PLACEHOLDERS[word] })),
    mustHold: must.map((word) => `{${word}}`),
    changedAt: changedAt?.toISOString() ?? null,
  }
}
