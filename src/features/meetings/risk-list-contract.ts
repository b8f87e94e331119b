import { z } from 'zod'
import { addDays, todayInEngland } from '../../platform/clock.ts'
import { REFERRAL_STATUSES, STAGES } from '../referrals/public.ts'
import { RISK_ANSWERS } from './kinds.ts'
import { RISK_LIST_DAYS } from './rules.ts'
import type { RiskLine, RiskList } from './store/risk-lists.ts'

export const LineId = z.object({ lineId: z.uuid() })
export const RiskAnswerBody = z
  .strictObject({ answer: z.enum(RISK_ANSWERS).nullable().describe('Null takes the note back') })
  .meta({ id: 'NewRiskAnswer' })
export const RiskAnsweredBody = z
  .object({ id: z.uuid(), answer: z.enum(RISK_ANSWERS).nullable() })
  .meta({ id: 'RiskAnswer' })

const Wrong = z.array(z.object({ row: z.int(), why: z.string() })).describe('Rows of the file that were not taken')
export const BroughtBody = z.object({ taken: z.int(), wrong: Wrong }).meta({ id: 'BroughtRiskList' })

export const RiskListBody = z
  .object({
    broughtAt: z.iso.datetime().nullable().describe('Null: there is no list'),
    deletedOn: z.iso.date().nullable().describe('The day on which it goes'),
    wrong: Wrong,
    lines: z.array(
      z.object({
        id: z.uuid(),
        nhsNumber: z.string(),
        tier: z.string(),
        answer: z.enum(RISK_ANSWERS).nullable(),
        answeredOn: z.iso.date().nullable(),
        referral: z
          .object({
            id: z.uuid(),
            reference: z.string(),
            status: z.enum(REFERRAL_STATUSES),
            stage: z.enum(STAGES).nullable(),
            holdUntil: z.iso.date().nullable(),
          })
          .nullable()
          .describe('The newest that you may see of that person'),
      }),
    ),
  })
  .meta({ id: 'RiskList' })

export const toRiskListBody = (
  found: { list: RiskList; lines: RiskLine[] } | undefined,
): z.infer<typeof RiskListBody> =>
  found === undefined
    ? { broughtAt: null, deletedOn: null, wrong: [], lines: [] }
    : {
        broughtAt: found.list.broughtAt.toISOString(),
        deletedOn: addDays(todayInEngland(found.list.broughtAt), RISK_LIST_DAYS),
        wrong: found.list.wrong,
        lines: found.lines,
      }
