import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { acknowledgeReferral } from './use-cases/acknowledge-referral.ts'
import { clearUnanswered } from './use-cases/clear-unanswered.ts'
import { tellOfReferral } from './use-cases/tell-of-referral.ts'
import { wakeHeldReferrals } from './use-cases/wake-held-referrals.ts'

const ReferralIdData = z.object({ referralId: z.uuid() })

const acknowledge: JobHandler<typeof ReferralIdData> = {
  data: ReferralIdData,
  run: (context, { referralId }) => acknowledgeReferral(context, { referralId }),
}

const tell: JobHandler<typeof ReferralIdData> = {
  data: ReferralIdData,
  run: (context, { referralId }) => tellOfReferral(context, { referralId }),
}

const wake: JobHandler = { data: z.object({}), run: (context) => wakeHeldReferrals(context) }

const clear: JobHandler = { data: z.object({}), run: (context) => clearUnanswered(context) }

export const referralJobs = {
  'acknowledge-referral': acknowledge,
  'tell-of-referral': tell,
  'wake-held-referrals': wake,
  'clear-unanswered': clear,
}

/** Early, so that the owner finds it in the morning. */
export const referralSchedules: readonly Schedule[] = [
  { name: 'wake-held-referrals', every: 'day', at: '05:00' },
  { name: 'clear-unanswered', every: 'day', at: '04:30' },
]
