import { z } from 'zod'

export const MembershipId = z.object({ membershipId: z.uuid() })
export const LeavingBody = z
  .strictObject({
    handTo: z.uuid().optional().describe('The membership that takes over; needed when there is open work'),
  })
  .meta({ id: 'Leaving' })
export const OpenWorkBody = z
  .object({ items: z.array(z.string()).describe('What they have in hand, in words, with how many') })
  .meta({ id: 'OpenWork' })
