import { surnameKey } from '../people/public.ts'

type Names = { givenName: string; familyName: string; preferredName: string | null }

/** Names that are words too: they tell of somebody only where a word would not begin with a capital letter. */
const EVERYDAY: ReadonlySet<string> = new Set(
  'MAY WILL ROSE HOPE GRACE JOY FAITH MARK BILL ROB PAT SUE DAISY IRIS IVY LILY HEATHER SUMMER WALKER BAKER COOK GREEN BROWN WHITE BLACK LONG SHORT YOUNG KING POPE BISHOP PRICE WEST NORTH HILL WOOD FIELD PARK'.split(
    ' ',
  ),
)

/** A shorter part of a name, such as "de" or "Li", is a name only when it is the whole of it. */
const SHORTEST_PART = 3
/** Fewer digits are a number of a house or a year; a date of birth has as many as a telephone number. */
const TELLING_DIGITS = 7

/** What in a text would tell a group who the person is, before it may know; undefined when nothing does. */
export function tellingIn(text: string, names: Names): string | undefined {
  if (/\S@\S/.test(text)) return 'an email address'
  const numbers = text.match(/\+?\d[\d\s()./\p{Dash_Punctuation}]*\d/gu) ?? []
  if (numbers.some((number) => number.replace(/\D/g, '').length >= TELLING_DIGITS))
    return 'a telephone number, an NHS number or a date'
  return hasName(text, names) ? 'the name of the person' : undefined
}

function hasName(text: string, { givenName, familyName, preferredName }: Names): boolean {
  const parts = new Set([givenName, familyName, preferredName ?? ''].flatMap(toParts))
  const words = [...text.matchAll(/[\p{Letter}\p{Mark}]+/gu)]
  return words.some(({ 0: word, index }) => {
    const key = surnameKey(word)
    if (!parts.has(key)) return false
    return !EVERYDAY.has(key) || (/^\p{Lu}/u.test(word) && !beginsSentence(text.slice(0, index)))
  })
}

function toParts(name: string): string[] {
  const parts = name
    .split(/[^\p{Letter}\p{Mark}]+/u)
    .map(surnameKey)
    .filter((part) => part !== '')
  return parts.length === 1 ? parts : parts.filter((part) => part.length >= SHORTEST_PART)
}

const beginsSentence = (before: string): boolean => /(?:^|[.!?:])\s*$/.test(before)
