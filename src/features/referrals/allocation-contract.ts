import { z } from 'zod'
import type { Alignment } from './store/alignments.ts'

export const AlignmentId = z.object({ alignmentId: z.uuid() })

export const NewAlignmentBody = z
  .strictObject({ membershipId: z.uuid().describe('The advisor'), practiceId: z.uuid() })
  .meta({ id: 'NewAlignment' })

export const ReassignBody = z
  .strictObject({
    referralIds: z.array(z.uuid()).min(1, 'Choose at least one referral').max(100, 'Hand over 100 at once at most'),
    membershipId: z.uuid().describe('The advisor who takes them'),
    handoverNote: z.string().trim().min(1).max(1_000).describe('What the next advisor must know; it stands with each'),
  })
  .meta({ id: 'Reassign' })

export const ReassignedBody = z
  .object({
    moved: z.array(z.uuid()),
    stayed: z.array(z.object({ referralId: z.uuid(), why: z.string() })).describe('Left where they are, each with why'),
  })
  .meta({ id: 'Reassigned' })

export const AlignmentBody = z
  .object({
    id: z.uuid(),
    membershipId: z.uuid(),
    practiceId: z.uuid(),
    fromOn: z.iso.date(),
    untilOn: z.iso.date().nullable().describe('The first day on which it no longer holds'),
  })
  .meta({ id: 'Alignment' })

export const toAlignmentBody = ({
  id,
  membershipId,
  practiceId,
  fromOn,
  untilOn,
}: Alignment): z.infer<typeof AlignmentBody> => ({
  id,
  membershipId,
  practiceId,
  fromOn,
  untilOn,
})
