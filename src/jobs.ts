import type { Sql } from 'postgres'
import { activityJobs, activitySchedules } from './features/activities/jobs.ts'
import { agreementJobs, agreementSchedules } from './features/agreements/jobs.ts'
import { contactJobs, contactSchedules } from './features/contacts/jobs.ts'
import { fundingJobs, fundingSchedules } from './features/funding/jobs.ts'
import { importJobs, importSchedules } from './features/imports/jobs.ts'
import { linkJobs, linkSchedules } from './features/links/jobs.ts'
import { meetingJobs, meetingSchedules } from './features/meetings/jobs.ts'
import { messageJobs, messageSchedules } from './features/messages/jobs.ts'
import { personJobs } from './features/people/jobs.ts'
import { placementJobs, placementSchedules } from './features/placements/jobs.ts'
import { privacyJobs, privacySchedules } from './features/privacy/jobs.ts'
import { referralJobs, referralSchedules } from './features/referrals/jobs.ts'
import { safeguardingJobs, safeguardingSchedules } from './features/safeguarding/jobs.ts'
import { setupJobs, setupSchedules } from './features/setup/jobs.ts'
import { staffJobs, staffSchedules } from './features/staff/jobs.ts'
import { openReferralJobs, openReferralSchedules } from './interop/open-referral/jobs.ts'
import { SEAL_AUDIT, sealAuditHandler } from './platform/audit/seal.ts'
import { PRUNE, prune } from './platform/jobs/prune.ts'
import type { Schedule } from './platform/jobs/schedule.ts'
import type { JobHandler } from './platform/jobs/worker.ts'
import type { LightLinks } from './platform/light-links.ts'
import type { Ports } from './platform/mail.ts'

export type JobOptions = {
  sealer: Sql
  auditSealKey: string
  /** Makes the links that stand in what is sent. */
  links: LightLinks
  publicUrl: string
  /** What mail and texts leave by. */
  ports: Ports
  /** Other areas' feeds may stand on this machine: tests alone say so. */
  feedsFromLoopback?: boolean
}

/** Every job by name, the platform's and the features'. */
export const jobHandlers = ({
  sealer,
  auditSealKey,
  links,
  publicUrl,
  ports,
  feedsFromLoopback = false,
}: JobOptions): Record<string, JobHandler> => ({
  [SEAL_AUDIT.name]: sealAuditHandler({ sql: sealer, key: Buffer.from(auditSealKey) }),
  [PRUNE.name]: prune,
  ...activityJobs,
  ...agreementJobs,
  ...contactJobs,
  ...fundingJobs,
  ...importJobs,
  ...linkJobs,
  ...meetingJobs,
  ...messageJobs({ links, publicUrl, ports }),
  ...personJobs,
  ...placementJobs,
  ...referralJobs,
  ...safeguardingJobs,
  ...staffJobs({ publicUrl }),
  ...privacyJobs,
  ...setupJobs,
  ...openReferralJobs({ feedsFromLoopback }),
})

/** What comes round by the clock, in every scheme. */
export const JOB_SCHEDULES: readonly Schedule[] = [
  SEAL_AUDIT,
  PRUNE,
  ...activitySchedules,
  ...agreementSchedules,
  ...contactSchedules,
  ...fundingSchedules,
  ...importSchedules,
  ...linkSchedules,
  ...meetingSchedules,
  ...messageSchedules,
  ...placementSchedules,
  ...referralSchedules,
  ...safeguardingSchedules,
  ...staffSchedules,
  ...privacySchedules,
  ...setupSchedules,
  ...openReferralSchedules,
]
