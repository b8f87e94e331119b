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

const MOST_LINES = 200

/** Pasted from a spreadsheet or typed: a name and an email on each line, with a comma, a semicolon or a tab between. */
export const InviteManyForm = z
  .object({
    organisationId: z.uuid('Select where they work'),
    role: z.enum(ROLES, { error: 'Select what they do' }),
    lines: z.string({ error: 'Enter a name and an email on each line' }),
  })
  .transform(({ organisationId, role, lines }, context) => {
    const texts = lines.split(/\r?\n/).filter((text) => text.trim() !== '')
    if (texts.length > MOST_LINES)
      context.addIssue({ code: 'custom', path: ['lines'], message: `Send at most ${MOST_LINES} lines at a time` })
    return {
      lines: texts.map((text) => {
        const parts = text.split(/[,;\t]/).map((part) => part.trim())
        const email = parts.find((part) => part.includes('@')) ?? ''
        const name = parts.filter((part) => part !== email && part !== '').join(' ')
        return { text, row: { organisationId, role, email, name } }
      }),
    }
  })
