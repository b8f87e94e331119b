import type { z } from 'zod'
import type { Scheme } from '../schemes/public.ts'
import type { ACTIVITY_ORDERS, ActivitiesQuery } from './contract.ts'
import { PARTS_OF_WEEK, type PartOfWeek } from './recurrence.ts'

export type ActivityOrder = (typeof ACTIVITY_ORDERS)[number]
type Asked = z.infer<typeof ActivitiesQuery>
/** What somebody asks of the directory: what is left out is not asked. */
export type AskedOfDirectory = { [Key in keyof Asked]?: Asked[Key] | undefined } & {
  kinds?: readonly string[]
  /** Kinds that are left out. */
  notKinds?: readonly string[]
}

/** The same, made ready for one statement. */
export type Search = Pick<
  AskedOfDirectory,
  'category' | 'providerId' | 'q' | 'area' | 'withinKm' | 'language' | 'mostPence' | 'entry'
> & {
  hasRoom: boolean
  withHidden: boolean
  /** In lower case; each must stand there, or something like it. */
  words: string[]
  /** Kinds, any of which will do; none: every kind. */
  kinds: readonly string[]
  /** Kinds that are left out. */
  notKinds: readonly string[]
  /** Codes of kinds whose name holds all the words. */
  categoriesLike: string[]
  /** When in the week: any of these. */
  held: PartOfWeek[]
  access: string[]
}

export function toSearch(asked: AskedOfDirectory, { lists }: Pick<Scheme, 'lists'>): Search {
  const {
    hasRoom = false,
    withHidden = false,
    access = [],
    kinds = [],
    notKinds = [],
    words: typed,
    day,
    partOfDay,
    ...rest
  } = asked
  const words = wordsOf(typed)
  return {
    ...rest,
    hasRoom,
    withHidden,
    access: [...access],
    kinds,
    notKinds,
    words,
    categoriesLike:
      words.length === 0
        ? []
        : lists['activity-category']
            .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
            .map(({ code }) => code),
    held:
      day === undefined && partOfDay === undefined
        ? []
        : PARTS_OF_WEEK.filter(
            (part) => part.startsWith(day ?? '') && part.endsWith(partOfDay === undefined ? '' : `-${partOfDay}`),
          ),
  }
}

/** A word of one letter finds everything, and "and" finds too much. */
const TOO_COMMON = new Set(['and', 'or', 'the', 'for', 'of', 'at', 'in', 'with'])
export const wordsOf = (typed: string | undefined): string[] =>
  (typed ?? '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word.length > 1 && !TOO_COMMON.has(word))
    .slice(0, 8)

export const orderOf = (asked: AskedOfDirectory): ActivityOrder =>
  asked.order ?? (asked.near !== undefined ? 'near' : asked.words !== undefined ? 'best' : 'name')
