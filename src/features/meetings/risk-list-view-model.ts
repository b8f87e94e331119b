import type { z } from 'zod'
import { sayDay, todayInEngland } from '../../platform/clock.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { formatNhsNumber } from '../people/public.ts'
import { tagOf } from '../referrals/public.ts'
import type { RiskAnswer } from './kinds.ts'
import type { RiskListBody } from './risk-list-contract.ts'

const ANSWERS: Record<RiskAnswer, string> = { offered: 'Offered', declined: 'Declined' }

/** Those who are not referred and whom nobody asked stand first, as the file has them. */
export function toRiskListPage({ found, done }: { found: z.infer<typeof RiskListBody>; done: string | undefined }) {
  const { broughtAt, deletedOn, lines, wrong } = found
  const rows = lines.map(({ id, nhsNumber, tier, answer, answeredOn, referral }) => ({
    nhsNumber: formatNhsNumber(nhsNumber),
    tier,
    referral:
      referral === null
        ? undefined
        : {
            href: `/referrals/${referral.id}`,
            text: referral.reference,
            stage: tagOf(referral).text,
          },
    answer: answer === null ? undefined : `${ANSWERS[answer]} on ${sayShortDay(answeredOn ?? '')}`,
    action: `/meetings/risk-list/lines/${id}`,
  }))
  const isToAsk = ({ referral, answer }: (typeof rows)[number]) => referral === undefined && answer === undefined
  return {
    title: 'Our risk list',
    back: { href: '/meetings', text: 'The meeting' },
    brought:
      broughtAt === null || deletedOn === null
        ? undefined
        : `Brought on ${sayDay(todayInEngland(new Date(broughtAt)))}. It is deleted on ${sayDay(deletedOn)}.`,
    wrong,
    rows: [...rows.filter(isToAsk), ...rows.filter((row) => !isToAsk(row))],
    toAsk: rows.filter(isToAsk).length,
    done: done === undefined ? undefined : DONE[done],
  }
}

const DONE: Record<string, string | undefined> = {
  brought: 'The list is here. Nobody but your organisation sees it.',
  noted: 'It is written down.',
  deleted: 'The list is deleted.',
}
