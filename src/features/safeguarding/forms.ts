import { z } from 'zod'
import { CONCERN_KINDS, type ConcernKind } from '../schemes/public.ts'
import { NewConcernBody } from './contract.ts'
import { DONE_NOW, OUTCOMES, WISH_NOT_ASKED } from './kinds.ts'

const KINDS = Object.keys(CONCERN_KINDS) as [ConcernKind, ...ConcernKind[]]
const text = (todo: string) => z.string({ error: todo }).trim().max(4_000, 'Shorten this to 4,000 characters or fewer')
const several = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item)]).default([])

/** One screen: what it is, about whom, what was seen, what was done, and the person's own wish or why it was not asked. */
export const ConcernForm = z
  .object({
    kind: z.enum(KINDS, { error: 'Select what kind of concern it is' }),
    personId: z.uuid().optional(),
    about: z.string().trim().max(500).optional(),
    content: z
      .string({ error: 'Enter what you saw or heard, as it was' })
      .trim()
      .max(8_000, 'Shorten this to 8,000 characters or fewer'),
    doneNow: several(z.enum(DONE_NOW)),
    doneWords: z.string().trim().max(4_000).optional(),
    localAuthorityOn: z.string().optional(),
    localAuthorityTakenBy: z.string().trim().max(200).optional(),
    localAuthorityReference: z.string().trim().max(100).optional(),
    wish: z.string().trim().max(2_000).optional(),
    wishNotAskedBecause: z.enum(WISH_NOT_ASKED).optional(),
  })
  .transform((typed, context) => {
    const parsed = NewConcernBody.safeParse({
      kind: typed.kind,
      content: typed.content,
      ...(typed.personId === undefined ? { about: typed.about } : { personId: typed.personId }),
      ...(typed.wish === undefined ? { wishNotAskedBecause: typed.wishNotAskedBecause } : { wish: typed.wish }),
      doneNow: typed.doneNow.map((what) => ({
        what,
        ...(what === 'other' ? { words: typed.doneWords } : {}),
        ...(what === 'local-authority-referral'
          ? {
              on: typed.localAuthorityOn,
              takenBy: typed.localAuthorityTakenBy,
              reference: typed.localAuthorityReference,
            }
          : {}),
      })),
    })
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: 'custom', path: [fieldOfConcern(path.map(String))], message })
    return z.NEVER
  })

/** Where an answer of the whole concern stands on the page. */
const fieldOfConcern = ([first = '', , last = '']: string[]): string => {
  if (first !== 'doneNow') return first
  return { on: 'localAuthorityOn', takenBy: 'localAuthorityTakenBy', words: 'doneWords' }[last] ?? 'doneNow'
}

export const EntryForm = z.object({
  kind: z.enum(['decision', 'action'], { error: 'Select what it is' }),
  words: text('Enter what was decided or done'),
})
export const HandOverForm = z.object({
  membershipId: z.uuid('Select who takes it'),
  words: text('Enter what they need to know'),
})
export const CloseForm = z.object({
  outcome: z.enum(OUTCOMES, { error: 'Select what came of it' }),
  words: text('Enter what came of it'),
})
export const ReopenForm = z.object({ words: text('Enter why') })
