import { z } from 'zod'

export const AcknowledgeForm = z.object({
  whatWillBeDone: z
    .string({ error: 'Enter what will be done, and by whom' })
    .trim()
    .max(1_000, 'Shorten this to 1,000 characters or fewer'),
})
export const FileManyForm = z.object({
  messageIds: z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(100)], {
    error: 'There is nothing on this page to file',
  }),
})
