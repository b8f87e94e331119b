import { z } from 'zod'
import { ROLES } from '../../platform/context.ts'

const WAYS_OUT = ['for-now', 'for-good', 'at-once'] as const
export type WayOut = (typeof WAYS_OUT)[number]

export const LeaveForm = z.object({
  how: z.enum(WAYS_OUT, { error: 'Select how they stop' }),
  handTo: z.uuid('Select who takes over').optional(),
})
export const ManagerForm = z.object({ isManager: z.enum(['yes', 'no']) })
export const InviteForm = z.object({
  organisationId: z.uuid('Select where they work'),
  role: z.enum(ROLES, { error: 'Select what they do' }),
  name: z.string({ error: 'Enter the name that colleagues read' }).trim().max(200, 'Write at most 200 characters'),
  email: z.email('Enter an email address, like name@example.org').max(254),
})
