import type { ListName, Scheme, SchemeListItem } from '../../features/schemes/public.ts'
import { stableId } from './stable-ids.ts'

/** The scheme's lists that are taxonomies in the feed, with what each is for. */
const TAXONOMIES = {
  'activity-category': { name: 'Activity categories', description: 'What kind of activity it is' },
  need: { name: 'Needs', description: 'What an activity may help with' },
} as const satisfies Partial<Record<ListName, { name: string; description: string }>>
export type TaxonomyList = keyof typeof TAXONOMIES
const TAXONOMY_LISTS = Object.keys(TAXONOMIES) as TaxonomyList[]

export type Taxonomy = { id: string; name: string; description: string }
export type TaxonomyTerm = {
  id: string
  name: string
  description: string
  taxonomy: string
  taxonomy_id: string
  term: string
}

type Listed = Pick<Scheme, 'id' | 'name' | 'lists'>

export const taxonomyId = (schemeId: string, list: TaxonomyList): string => stableId(schemeId, `taxonomy:${list}`)
const termId = (schemeId: string, list: TaxonomyList, code: string): string =>
  stableId(schemeId, `term:${list}:${code}`)

export const toTaxonomies = ({ id, name }: Listed): Taxonomy[] =>
  TAXONOMY_LISTS.map((list) => ({
    id: taxonomyId(id, list),
    name: TAXONOMIES[list].name,
    description: `${TAXONOMIES[list].description}, in the words of ${name}`,
  }))

/** Retired words are no terms, but for what still has them. */
export const toTerms = (scheme: Listed): TaxonomyTerm[] =>
  TAXONOMY_LISTS.flatMap((list) =>
    scheme.lists[list].filter(({ retiredOn }) => retiredOn === null).map((item) => toTerm(scheme.id, list, item)),
  )

export const toTerm = (
  schemeId: string,
  list: TaxonomyList,
  { code, label }: Pick<SchemeListItem, 'code' | 'label'>,
): TaxonomyTerm => ({
  id: termId(schemeId, list, code),
  name: label,
  description: `${TAXONOMIES[list].name}: ${label}`,
  taxonomy: TAXONOMIES[list].name,
  taxonomy_id: taxonomyId(schemeId, list),
  term: code,
})

/** Terms of categories by code, made once for a page: hashing is what a term costs. */
export function termsByCategory(scheme: Listed): ReadonlyMap<string, TaxonomyTerm> {
  return new Map(
    scheme.lists['activity-category'].map((item) => [item.code, toTerm(scheme.id, 'activity-category', item)]),
  )
}

/** Which categories a term or a taxonomy of the feed stands for; none when it is of another list, or unknown. */
export function categoriesOf(scheme: Listed, asked: { termId?: string | undefined; taxonomyId?: string | undefined }) {
  if (asked.termId === undefined && asked.taxonomyId === undefined) return undefined
  return scheme.lists['activity-category']
    .map(({ code }) => code)
    .filter((code) => asked.termId === undefined || termId(scheme.id, 'activity-category', code) === asked.termId)
    .filter(() => asked.taxonomyId === undefined || taxonomyId(scheme.id, 'activity-category') === asked.taxonomyId)
}
