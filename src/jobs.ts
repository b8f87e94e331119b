import type { Sql } from 'postgres'
import { agreementJobs, agreementSchedules } from './features/agreements/jobs.ts'
import { contactJobs, contactSchedules } from './features/contacts/jobs.ts'
import { messageJobs, messageSchedules } from './features/messages/jobs.ts'
import { referralJobs, referralSchedules } from './features/referrals/jobs.ts'
import { safeguardingJobs, safeguardingSchedules } from './features/safeguarding/jobs.ts'
import { SEAL_AUDIT, sealAuditHandler } from './platform/audit/seal.ts'
import { PRUNE, prune } from './platform/jobs/prune.ts'
import type { Schedule } from './platform/jobs/schedule.ts'
import type { JobHandler } from './platform/jobs/worker.ts'
import type { LightLinks } from './platform/light-links.ts'

export type JobOptions = {
  sealer: Sql
  auditSealKey: string
  /** Makes the links that stand in what is sent. */
  links: LightLinks
  publicUrl: string
}

/** Every job by name, the platform's and the features'. */
export const jobHandlers = ({ sealer, auditSealKey }: JobOptions): Record<string, JobHandler> => ({
  [SEAL_AUDIT.name]: sealAuditHandler({ sql: sealer, key: Buffer.from(auditSealKey) }),
  [PRUNE.name]: prune,
  ...agreementJobs,
  ...contactJobs,
  ...messageJobs,
  ...referralJobs,
  ...safeguardingJobs,
})

/** What comes round by the clock, in every scheme. */
export const JOB_SCHEDULES: readonly Schedule[] = [
  SEAL_AUDIT,
  PRUNE,
  ...agreementSchedules,
  ...contactSchedules,
  ...messageSchedules,
  ...referralSchedules,
  ...safeguardingSchedules,
]
