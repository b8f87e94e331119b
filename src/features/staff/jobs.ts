import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { ACCOUNT_NOTICES, SEND_INVITATION, SEND_PASSWORD_LINK, TELL_MEMBER } from '../accounts/public.ts'
import { watchUnused } from './use-cases/watch-unused.ts'
import { mailInvitation, mailNotice, mailPasswordLink } from './use-cases/write-account-mail.ts'

const WATCH_UNUSED = 'watch-unused-memberships'

const Invitation = z.object({ invitationId: z.uuid() })
const Reset = z.object({ resetId: z.uuid() })
const Notice = z.object({ membershipId: z.uuid(), notice: z.enum(ACCOUNT_NOTICES) })

const handler = <Schema extends z.ZodType>(job: JobHandler<Schema>): JobHandler<Schema> => job

export const staffJobs = ({ publicUrl }: { publicUrl: string }): Record<string, JobHandler> => ({
  [SEND_INVITATION]: handler({ data: Invitation, run: (context, data) => mailInvitation(context, data) }),
  [SEND_PASSWORD_LINK]: handler({ data: Reset, run: (context, data) => mailPasswordLink(context, data) }),
  [TELL_MEMBER]: handler({ data: Notice, run: (context, data) => mailNotice(context, data) }),
  [WATCH_UNUSED]: { data: z.object({}), run: (context) => watchUnused(context, publicUrl) },
})
export const staffSchedules: readonly Schedule[] = [{ name: WATCH_UNUSED, every: 'day', at: '06:30' }]
