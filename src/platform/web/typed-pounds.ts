import { z } from 'zod'
import { MOST_PENCE, readPounds, sayPounds } from '../money.ts'

/** A sum as people write it, in one box: 12.50 or £1,234; kept in pence. `todo` says what to enter when it is none. */
export const typedPounds = (todo: string) =>
  z.string({ error: todo }).transform((typed, context) => {
    const pence = readPounds(typed)
    if (pence !== undefined && pence <= MOST_PENCE) return pence
    const message = pence === undefined ? todo : `Enter ${sayPounds(MOST_PENCE)} at most`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
