import { z } from 'zod'

const said = (error: string, most: number) =>
  z.string({ error }).trim().min(1, error).max(most, `Use at most ${most} characters`)

const Url = said('Enter the address of the feed', 500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'Enter an address that begins with https://',
    abort: true,
  })
  .refine(
    (text) => new URL(text).username === '' && new URL(text).password === '',
    'Enter it without a name and a password',
  )
  // Whoever copies the address of a list means the feed.
  .overwrite((text) => text.replace(/\/+$/, '').replace(/\/services$/, ''))

export const NewFeedForm = z.object({
  name: said('Enter a name for it', 100),
  url: Url,
  source: said('Enter whom it is from', 200),
  licence: said('Enter under what licence it is', 200),
  category: said('Select a category', 60),
})
export type NewFeed = z.infer<typeof NewFeedForm>
