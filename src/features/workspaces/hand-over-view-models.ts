import type { z } from 'zod'
import { type Day, sayDay } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { type ReferralItemBody, STAGE_WORDS, sayPerson } from '../referrals/public.ts'

type Row = z.infer<typeof ReferralItemBody>
type Given = {
  from: string | undefined
  workers: readonly { membershipId: string; label: string }[]
  takers: readonly { membershipId: string; label: string; open: number }[]
  rows: readonly Row[]
  hasMore: boolean
  typed: Typed
  faults: Faults
  preview: { moved: string[]; stayed: { referralId: string; why: string }[] } | undefined
  done: string | undefined
}

/** Whose work is handed over; then what; then what would happen. */
export function toHandOverPage({ from, workers, takers, rows, hasMore, typed, faults, preview, done }: Given) {
  const ticked = new Set(preview === undefined ? [typed.referralIds ?? []].flat() : preview.moved)
  const nameOf = (membershipId: string | undefined) =>
    workers.find((worker) => worker.membershipId === membershipId)?.label ?? ''
  return {
    title: from === undefined ? 'Hand work over' : `Hand over what ${nameOf(from)} has`,
    back: { href: '/team', text: 'Team' },
    from,
    faults,
    typed,
    hasMore,
    done: sayDone(done),
    workers: [
      { value: '', text: 'Choose somebody' },
      ...workers.map(({ membershipId: value, label: text }) => ({ value, text })),
    ],
    takers: [
      { value: '', text: 'Choose somebody who is here' },
      ...takers.map(({ membershipId, label, open }) => ({ value: membershipId, text: `${label}: ${open} open now` })),
    ],
    rows: rows.map((row) => ({ ...toLine(row), isTicked: ticked.has(row.id) })),
    preview: preview && {
      to: takers.find(({ membershipId }) => membershipId === typed.membershipId)?.label ?? '',
      moved: rows.filter(({ id }) => preview.moved.includes(id)).map(toLine),
      stayed: preview.stayed.map(({ referralId, why }) => {
        const row = rows.find(({ id }) => id === referralId)
        return { name: row === undefined ? 'A referral that is not in this list any more' : toLine(row).name, why }
      }),
    },
  }
}

const toLine = ({ id, reference, person, practice, stage, overdue }: Row) => ({
  id,
  reference,
  name: sayPerson(person),
  apart: `born ${sayDay(person.bornOn as Day)}`,
  practice: practice.name,
  stage: stage === null ? '' : STAGE_WORDS[stage],
  overdue,
})

/** `12-1`: twelve went, one stayed. */
function sayDone(done: string | undefined): string | undefined {
  const [, moved, stayed] = /^(\d{1,3})-(\d{1,3})$/.exec(done ?? '') ?? []
  if (moved === undefined || stayed === undefined) return undefined
  const went = moved === '1' ? '1 referral was handed over' : `${moved} referrals were handed over`
  return stayed === '0'
    ? `${went}.`
    : `${went}. ${stayed} could not be, and stay where they were: open them to see why.`
}
