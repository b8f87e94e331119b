import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { Decision, DecisionBody } from '../people/public.ts'
import { PlanContent, PlanDraft } from './content.ts'
import { AGREEMENT_WAYS, OBJECTION_ANSWERS } from './kinds.ts'
import type { AgreementRecord, ObjectionRecord, PlanVersion, VersionRow } from './store.ts'

export const ObjectionId = z.object({ objectionId: z.uuid() })
export const PlanQuery = z.object({
  version: z.coerce.number().int().min(1).optional().describe('The current one when left out'),
})

export const PutPlanBody = PlanDraft.meta({ id: 'PutPlan' })

const Instant = z.iso.datetime({ offset: true })

export const ObjectionBody = z
  .object({
    id: z.uuid(),
    goalId: z.uuid().nullable(),
    actionId: z.uuid().nullable(),
    version: z.int().describe('The version of the plan that was objected to'),
    reason: z.string(),
    raisedAt: Instant,
    raisedBy: z.object({ name: z.string(), organisation: z.string() }),
    dueOn: z.iso.date().describe('By when it is to be answered'),
    overdue: z.boolean(),
    answer: z.enum(OBJECTION_ANSWERS).nullable(),
    answerNote: z.string().nullable(),
    answeredAt: Instant.nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'PlanObjection' })

export const toObjectionBody = (objection: ObjectionRecord, today: string): z.infer<typeof ObjectionBody> => ({
  id: objection.id,
  goalId: objection.goalId,
  actionId: objection.actionId,
  version: objection.version,
  reason: objection.reason,
  raisedAt: objection.raisedAt.toISOString(),
  raisedBy: objection.raisedBy,
  dueOn: objection.dueOn,
  overdue: objection.answeredAt === null && objection.dueOn < today,
  answer: objection.answer,
  answerNote: objection.answerNote,
  answeredAt: objection.answeredAt?.toISOString() ?? null,
  answeredBy: objection.answeredBy,
})

export const PlanBody = z
  .object({
    referralId: z.uuid(),
    version: z.int(),
    agreedVersion: z
      .int()
      .nullable()
      .describe('The latest version the person agreed to; lower than `version` when the plan changed since'),
    agreement: z
      .object({
        version: z.int(),
        how: z.enum(AGREEMENT_WAYS),
        on: z.iso.date(),
        decision: DecisionBody,
        recordedAt: Instant,
        recordedBy: z.string(),
      })
      .nullable()
      .describe("The person's agreement to the version shown"),
    ...PlanContent.shape,
    writtenAt: Instant,
    writtenBy: z.string(),
    objections: z.array(ObjectionBody).describe('Open and answered ones, each with its goal or action'),
  })
  .meta({ id: 'Plan' })

export type PlanRecord = {
  plan: PlanVersion
  writtenBy: string
  agreedVersion: number | undefined
  agreement: AgreementRecord | undefined
  objections: ObjectionRecord[]
}

export function toPlanBody(
  { plan, writtenBy, agreedVersion, agreement, objections }: PlanRecord,
  today: string,
): z.infer<typeof PlanBody> {
  return {
    referralId: plan.referralId,
    version: plan.version,
    agreedVersion: agreedVersion ?? null,
    agreement:
      agreement === undefined
        ? null
        : {
            version: agreement.version,
            how: agreement.how,
            on: agreement.agreedOn,
            decision: agreement.decision,
            recordedAt: agreement.recordedAt.toISOString(),
            recordedBy: agreement.recordedBy,
          },
    ...plan.content,
    writtenAt: plan.writtenAt.toISOString(),
    writtenBy,
    objections: objections.map((objection) => toObjectionBody(objection, today)),
  }
}

export const VersionsQuery = PageQuery

export const VersionsBody = pageOf(
  z.object({
    version: z.int(),
    writtenAt: Instant,
    writtenBy: z.string(),
    agreedOn: z.iso.date().nullable().describe('The day the person agreed to it; null when they did not'),
  }),
).meta({ id: 'PlanVersions' })

export const toVersionItem = ({ writtenAt, ...row }: VersionRow): z.infer<typeof VersionsBody>['items'][number] => ({
  ...row,
  writtenAt: writtenAt.toISOString(),
})

export const AgreePlanBody = z
  .strictObject({
    version: z.int().min(1).describe('The version the person was shown or read'),
    how: z.enum(AGREEMENT_WAYS),
    on: z.iso.date().describe('The day they agreed; not in the future'),
    decision: Decision.optional().describe('Who decided, when it was not the person'),
  })
  .meta({ id: 'AgreePlan' })

export const ObjectBody = z
  .strictObject({
    goalId: z.uuid().optional(),
    actionId: z.uuid().optional(),
    reason: z.string().trim().min(3, 'Say why').max(1_000),
  })
  .refine((body) => (body.goalId === undefined) !== (body.actionId === undefined), {
    path: ['goalId'],
    message: 'Name the goal or the action you object to',
  })
  .meta({ id: 'ObjectToPlan' })

export const AnswerBody = z
  .strictObject({
    answer: z.enum(OBJECTION_ANSWERS),
    note: z.string().trim().min(3, 'Say what came of it').max(1_000),
  })
  .meta({ id: 'AnswerObjection' })
