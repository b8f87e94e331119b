import { z } from 'zod'
import type { Alignment } from './store/alignments.ts'

export const AlignmentId = z.object({ alignmentId: z.uuid() })

export const NewAlignmentBody = z
  .strictObject({ membershipId: z.uuid().describe('The advisor'), practiceId: z.uuid() })
  .meta({ id: 'NewAlignment' })

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
