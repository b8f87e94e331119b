import { z } from 'zod'

/** Signs that control a machine, and halves of signs, are no text: no database holds them. */
const plain = (text: string): string => text.replace(/\p{Surrogate}|(?![\n\r\t])\p{Control}/gu, '').trim()
/** As much of a text as a column takes. A sign of two halves at the cut goes whole: no database holds half of one. */
export const cut = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
export const words = z.string().overwrite(plain)
export const optional = <T extends z.ZodType>(schema: T) => schema.optional().nullable().catch(undefined)
const list = <T extends z.ZodType>(schema: T) => z.array(schema).max(200).optional().nullable().catch(undefined)

/** What we read of a service. Only what must be right is strict: many feeds say null, or leave a part of something out, and their services are good all the same. */
export const Service = z.object({
  id: z.guid('Its id is no UUID'),
  name: words.min(1, 'It has no name').max(500, 'Its name is too long'),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed'], 'Its status is none of the standard'),
  description: optional(words),
  url: optional(words),
  email: optional(words),
  fees: optional(words),
  alert: optional(words),
  minimum_age: optional(z.number()),
  maximum_age: optional(z.number()),
  assured_date: optional(words),
  last_modified: optional(words),
  organization: z.object(
    { id: z.guid('Its organisation has no id'), name: words.min(1, 'Its organisation has no name') },
    'It does not say whose it is',
  ),
  schedules: list(
    z.object({
      freq: optional(words),
      interval: optional(z.number()),
      byday: optional(words),
      bymonthday: optional(words),
      dtstart: optional(words),
      valid_from: optional(words),
      valid_to: optional(words),
      opens_at: optional(words),
      closes_at: optional(words),
      description: optional(words),
    }),
  ),
  service_at_locations: list(
    z.object({
      location: optional(
        z.object({
          location_type: optional(words),
          description: optional(words),
          latitude: optional(z.number()),
          longitude: optional(z.number()),
          addresses: list(
            z.object({ address_1: optional(words), city: optional(words), postal_code: optional(words) }),
          ),
          accessibility: list(z.object({ description: optional(words), accessibility: optional(words) })),
        }),
      ),
    }),
  ),
  languages: list(z.object({ code: optional(words) })),
  cost_options: list(
    z.object({ option: optional(words), amount: optional(z.number()), amount_description: optional(words) }),
  ),
  contacts: list(z.object({ phones: list(z.object({ number: optional(words) })) })),
  phones: list(z.object({ number: optional(words) })),
  attributes: list(z.object({ taxonomy_term: optional(z.object({ name: optional(words), term: optional(words) })) })),
})
export type Service = z.infer<typeof Service>
