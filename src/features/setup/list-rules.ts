import { LISTS, type ListName, type SchemeListItem } from '../schemes/public.ts'

export const findList = (name: string): ListName | undefined => LISTS.find((list) => list === name)

/** What the service itself writes, so that it can be named anew and never retired. */
const WRITTEN_BY_US: Partial<Record<ListName, readonly string[]>> = {
  'closure-reason': ['died', 'declined-by-person'],
  'withdrawal-reason': ['died', 'consent-withdrawn'],
  'decline-reason': ['died'],
  'placement-end-reason': ['died'],
}

export const isWrittenByUs = (list: ListName, code: string): boolean => WRITTEN_BY_US[list]?.includes(code) === true

const LONGEST_CODE = 60

/** The code of a new item, from its words: what is stored never changes, whatever the words become. */
export function codeFor(label: string, taken: readonly string[]): string {
  const words = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_CODE - 4)
    .replace(/^-+|-+$/g, '')
  const base = words === '' ? 'item' : words
  if (!taken.includes(base)) return base
  for (let number = 2; ; number += 1) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
}

export type ListChange = { label: string; isSensitive: boolean; isRetired: boolean }

/** What is wrong with an item as it would stand; undefined: nothing. `code` is undefined for a new one. */
export function faultOfItem(
  list: ListName,
  items: readonly SchemeListItem[],
  code: string | undefined,
  { label, isRetired }: ListChange,
): { field: 'label' | 'isRetired'; detail: string } | undefined {
  const others = items.filter((item) => item.code !== code && item.retiredOn === null)
  if (!isRetired && others.some((item) => item.label.toLowerCase() === label.toLowerCase()))
    return { field: 'label', detail: 'The list has these words already' }
  if (!isRetired) return undefined
  if (others.length === 0) return { field: 'isRetired', detail: 'Keep one at least: somebody must choose something' }
  return code !== undefined && isWrittenByUs(list, code)
    ? { field: 'isRetired', detail: 'The service writes this by itself: name it as you like, and keep it' }
    : undefined
}
