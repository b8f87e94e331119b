import type { Typed } from '../../platform/web/forms.ts'
import type { TextBody } from '../people/public.ts'

const FORMS: Record<TextBody['form'], string> = {
  letter: 'Letters',
  call: 'Calls, as they are read out',
  text: 'Texts',
  mail: 'Mails',
}

export const toTextGroups = (texts: TextBody[]) =>
  (Object.keys(FORMS) as TextBody['form'][]).map((form) => ({
    title: FORMS[form],
    rows: texts
      .filter((text) => text.form === form)
      .map((text) => ({ href: `/settings/texts/${text.key}`, text: text.label, isOwn: !text.isDefault })),
  }))

export function toTextPage(given: {
  text: TextBody
  preview: { subject: string; body: string; segments: number | null } | undefined
  typed: Typed
}) {
  const { text, preview, typed } = given
  const path = `/settings/texts/${text.key}`
  return {
    title: text.label,
    back: { href: '/settings/texts', text: 'What people are told' },
    path,
    version: text.version,
    isDefault: text.isDefault,
    changedBy: text.changedBy,
    mayHold: text.mayHold,
    mustHold: text.mustHold.join(', '),
    preview: preview && {
      ...preview,
      parts:
        preview.segments === null || preview.segments === 1 ? undefined : `It goes out in ${preview.segments} parts.`,
    },
    typed: { subject: text.subject, body: text.body, ...typed },
  }
}
