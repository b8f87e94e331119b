import t from 'tap'
import { monthsBetween } from '../../src/platform/clock.ts'
import { HIDDEN, HIDDEN_UP_TO, type ReleasedCount, ROUNDED_TO } from '../../src/platform/disclosure.ts'
import { startApp } from '../support/app.ts'
import { seeded, sentOn, writeEpisodes } from './given-episodes.ts'

/** What a reader of a released count knows: from here to there. */
function knownOf(released: ReleasedCount): { least: number; most: number } {
  if (released === HIDDEN) return { least: 1, most: HIDDEN_UP_TO }
  const slack = (ROUNDED_TO - 1) / 2
  return released === 0
    ? { least: 0, most: 0 }
    : { least: Math.max(HIDDEN_UP_TO + 1, released - slack), most: released + slack }
}

/**
 * The attack by differencing: a window of months, less a window that is shorter by one, is that month. Rounding leaves two
 * counts possible at least, whatever two reports are taken. All windows solved together as one system leave less than that:
 * rounding alone does not keep a month hidden from somebody who asks for every window, so the audit keeps each question,
 * and a release of figures to the public must be of fixed windows.
 */
t.test('no two reports that differ by a hidden month tell its count', async (t) => {
  const { given, as, databaseUrl } = await startApp(t)
  const months = monthsBetween('2025-07', '2026-02')
  const { whole } = seeded(3)
  const counts = new Map(months.map((month) => [month, 0]))
  const sent = Array.from({ length: 40 }, () => months[whole(0, months.length - 1)] ?? '')
  for (const month of sent) counts.set(month, (counts.get(month) ?? 0) + 1)
  await writeEpisodes(
    databaseUrl,
    given.town,
    sent.map((month) => sentOn(`${month}-10`)),
  )

  const commissioner = as(given.town.commissioner)
  const released = new Map<string, ReleasedCount>()
  for (const [first, from] of months.entries())
    for (const [last, to] of months.entries())
      if (first <= last) {
        const { body } = await commissioner.get(`/reports/outcomes?from=${from}&to=${to}`)
        released.set(`${first} ${last}`, body.funnel[0].n)
      }
  const known = (first: number, last: number) => {
    const count = released.get(`${first} ${last}`)
    return first > last || count === undefined ? undefined : knownOf(count)
  }

  for (const count of released.values())
    t.ok(count === HIDDEN || count === 0 || count > HIDDEN_UP_TO, `${count} is released`)
  const hidden = months.flatMap((_, at) => (released.get(`${at} ${at}`) === HIDDEN ? [at] : []))
  t.ok(hidden.length > 3, 'most months are hidden')
  for (const at of hidden) {
    const truth = counts.get(months[at] ?? '') ?? 0
    for (const end of months.keys()) {
      const [longer, shorter] = end > at ? [known(at, end), known(at + 1, end)] : [known(end, at), known(end, at - 1)]
      if (longer === undefined || shorter === undefined) continue
      const least = Math.max(1, longer.least - shorter.most)
      const most = Math.min(HIDDEN_UP_TO, longer.most - shorter.least)
      t.ok(least <= truth && truth <= most, 'the arithmetic of the attack is right')
      t.ok(least < most || shorter.most === 0, `${months[at]} lies between ${least} and ${most}`)
    }
  }
})
