import { z } from 'zod'
import { isMonth } from '../../platform/clock.ts'
import { REFERRAL_STATUSES, STAGES } from '../referrals/public.ts'
import { DECISION_OWNERS } from './kinds.ts'
import { AGENDA_PARTS, partOf } from './rules.ts'
import type { AgendaRow, Decision, Meeting } from './store.ts'

export const MeetingMonth = z.string().refine(isMonth, 'Choose a month, like 2026-03')

export const MeetingQuery = z.object({ month: MeetingMonth })

const Present = z.string().trim().max(1_000, 'Enter who was there in fewer than 1,000 characters')

const What = z.string().trim().max(300, 'Enter what was decided in fewer than 300 characters')
const decided = {
  owner: z.enum(DECISION_OWNERS),
  memberId: z
    .uuid()
    .nullable()
    .default(null)
    .describe('Who of the practice or team does it; null: whoever of them takes it, or the owner of the referral'),
  dueOn: z.iso.date('Select by when'),
}

export const MeetingBody = z
  .strictObject({
    month: MeetingMonth,
    present: Present.optional(),
    decisions: z
      .array(
        z.strictObject({
          referralId: z.uuid(),
          what: What.describe('Empty: none'),
          ...decided,
          had: z
            .strictObject({ what: What.min(1), ...decided })
            .nullable()
            .optional()
            .describe(
              'What the line said when it was read; null: nothing. Then what a colleague wrote meanwhile is not written over. Left out: it is',
            ),
        }),
      )
      .max(200)
      .default([]),
  })
  .meta({ id: 'MeetingMinutes' })
/** Who is added or left out, with whatever was typed of the minutes. */
export const NameBody = MeetingBody.extend({
  referralId: z.uuid().optional(),
  reference: z.string().trim().max(20).optional().describe('Instead of the id, as it stands in letters'),
  isAdded: z.boolean().describe('False: left out this time'),
}).meta({ id: 'MeetingName' })

export type MeetingBody = z.infer<typeof MeetingBody>

const DecisionBody = z.object({
  what: z.string(),
  owner: z.enum(DECISION_OWNERS),
  memberId: z.uuid().nullable(),
  memberName: z.string().nullable(),
  dueOn: z.iso.date(),
})

export const MeetingAnswer = z
  .object({
    month: z.string(),
    present: z.string().nullable(),
    closedAt: z.iso.datetime().nullable(),
    members: z
      .array(z.object({ id: z.uuid(), name: z.string() }))
      .describe('Who of the practice or team may be given a decision'),
    agenda: z.array(
      z.object({
        referralId: z.uuid(),
        reference: z.string(),
        isLeftOut: z.boolean().describe('Not talked about this time'),
        part: z.enum(AGENDA_PARTS).describe('Where it stands on the agenda'),
        status: z.enum(REFERRAL_STATUSES),
        stage: z.enum(STAGES).nullable(),
        person: z.object({ givenName: z.string(), familyName: z.string(), bornOn: z.iso.date() }),
        ownerName: z.string().nullable(),
        dueOn: z.iso.date().nullable(),
        holdUntil: z.iso.date().nullable(),
        urgent: z.boolean(),
        hasVisitRisk: z.boolean().describe('A restricted mark: not shown in the room'),
        lastDecision: DecisionBody.extend({ isOpen: z.boolean() }).nullable(),
        decision: DecisionBody.nullable().describe('Of this meeting'),
      }),
    ),
  })
  .meta({ id: 'Meeting' })

export function toMeetingAnswer(
  given: {
    month: string
    meeting: Meeting | undefined
    agenda: AgendaRow[]
    decisions: Decision[]
    members: { membershipId: string; label: string }[]
  },
  today: string,
): z.infer<typeof MeetingAnswer> {
  const { month, meeting, agenda, decisions } = given
  const decided = new Map(
    decisions.map(({ referralId, what, owner, memberId, memberName, dueOn }) => [
      referralId,
      { what, owner, memberId, memberName, dueOn },
    ]),
  )
  return {
    month,
    present: meeting?.present ?? null,
    closedAt: meeting?.closedAt?.toISOString() ?? null,
    members: given.members.map(({ membershipId, label }) => ({ id: membershipId, name: label })),
    agenda: agenda.map((row) => ({
      referralId: row.id,
      reference: row.reference,
      isLeftOut: row.isLeftOut,
      part: partOf(row, today),
      status: row.status,
      stage: row.stage,
      person: { givenName: row.givenName, familyName: row.familyName, bornOn: row.bornOn },
      ownerName: row.ownerName,
      dueOn: row.dueOn,
      holdUntil: row.holdUntil,
      urgent: row.urgency === 'urgent',
      hasVisitRisk: row.hasVisitRisk,
      lastDecision: row.lastDecision,
      decision: decided.get(row.id) ?? null,
    })),
  }
}
