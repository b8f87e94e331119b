import { z } from 'zod'
import { normalisePostcode } from '../../platform/postcode.ts'
import { WEEK } from './schedules.ts'

/** What a reader of the feed may ask; what we do not know is passed over, as the standard's own clients expect. */
const yes = z.stringbool().default(false)
const number = (most: number) => z.coerce.number().int().min(1).max(most)
const DAYS: Record<string, (typeof WEEK)[number]> = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].flatMap((name, index) => {
    const code = WEEK[index] ?? 'MO'
    return [name, name.slice(0, 3), code.toLowerCase()].map((word) => [word, code])
  }),
)
const Time = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'Give a time like 10:00')
  .transform((text) => text.padStart(5, '0').slice(0, 5))
const Age = z.coerce.number().min(0).max(120)

/** A page of what everybody may read; larger pages would let one reader hold much of the memory. */
export const MOST_PER_PAGE = 100
export const MOST_MINIMAL = 10_000

export const PagedQuery = z.object({
  search: z.string().trim().max(100).optional(),
  page: number(1_000_000).default(1),
  per_page: number(MOST_MINIMAL).optional(),
  format: z.literal('json', 'Only json is given').default('json'),
})
export const TermsQuery = PagedQuery.extend({
  taxonomy_id: z.uuid().optional(),
  top_only: yes,
  parent_id: z.string().max(60).optional(),
})
export const OrganisationsQuery = PagedQuery.extend({ full: yes, full_service: yes })
export const ServicesQuery = PagedQuery.extend({
  taxonomy_term_id: z.uuid().optional(),
  taxonomy_id: z.uuid().optional(),
  organization_id: z.uuid().optional(),
  modified_after: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'Give an instant like 2026-03-01T00:00:00Z')
    .transform((text) => new Date(text))
    .optional(),
  postcode: z
    .string()
    .refine((text) => normalisePostcode(text) !== undefined, 'Give a full UK postcode, like S60 1AA')
    .transform((text) => normalisePostcode(text) ?? text)
    .optional(),
  proximity: z.coerce.number().min(0).max(1_000_000).optional(),
  minimum_age: Age.optional(),
  maximum_age: Age.optional(),
  start_time: Time.optional(),
  end_time: Time.optional(),
  day: z
    .string()
    .refine((text) => Object.hasOwn(DAYS, text.toLowerCase()), 'Give a day like monday, mon or MO')
    .transform((text) => DAYS[text.toLowerCase()])
    .optional(),
  minimal: yes,
  full: yes,
})
export type ServicesQuery = z.infer<typeof ServicesQuery>

/** The page of HSDS-UK 3.0. */
export function toPage<T>(
  contents: readonly T[],
  { total, page, perPage }: { total: number; page: number; perPage: number },
) {
  const pages = Math.ceil(total / perPage)
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  }
}

/** The page of a list that is in memory. */
export function pageOfAll<T>(
  items: readonly T[],
  { page, per_page = MOST_PER_PAGE }: { page: number; per_page?: number | undefined },
) {
  const perPage = Math.min(per_page, MOST_PER_PAGE)
  return toPage(items.slice((page - 1) * perPage, page * perPage), { total: items.length, page, perPage })
}
