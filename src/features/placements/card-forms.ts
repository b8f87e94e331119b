import { z } from 'zod'
import { CONSENT_WAYS } from '../people/public.ts'
import type { CardLine } from './card.ts'
import { CARD_LINES } from './kinds.ts'

const MOST = 300

/** A card as it is typed: words for a line, and whether the person agreed that the group reads them. */
export const cardForm = (before: readonly CardLine[]) =>
  z
    .looseObject({ version: z.coerce.number().int(), how: z.enum(CONSENT_WAYS).optional() })
    .transform(({ version, how, ...typed }, context) => {
      const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      const lines = CARD_LINES.flatMap((line) => {
        const words = String(typed[`words-${line}`] ?? '').trim()
        const isAgreed = typed[`agreed-${line}`] === 'yes'
        if (words.length > MOST) fault(`words-${line}`, `Write at most ${MOST} characters`)
        if (words === '' && isAgreed) fault(`words-${line}`, 'Write the words that they agreed to')
        return words === '' ? [] : [{ line, words, isAgreed }]
      })
      const isNewYes = lines.some(
        ({ line, words, isAgreed }) =>
          isAgreed && !before.some((old) => old.line === line && old.words === words && old.agreed !== null),
      )
      if (isNewYes && how === undefined) fault('how', 'Select how they agreed')
      // The first card replaces nothing.
      return { replaces: version === 0 ? undefined : version, how, lines }
    })
