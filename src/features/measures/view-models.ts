import type { z } from 'zod'
import { type Day, daysBetween, sayDay } from '../../platform/clock.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { type ReferralBody, sayPerson } from '../referrals/public.ts'
import type { ImportedScoreBody, MeasurementBody } from './contract.ts'
import type { Instrument, Mode, Respondent, ScoreDefinition } from './instruments/instrument.ts'
import { findInstrument, INSTRUMENTS } from './instruments.ts'
import type { NotFinishedReason } from './kinds.ts'
import type { Change, Timepoint } from './rules.ts'

type Measurement = z.infer<typeof MeasurementBody>
type Imported = z.infer<typeof ImportedScoreBody>
type Referral = z.infer<typeof ReferralBody>

const MODE_WORDS: Record<Mode, string> = {
  'read-aloud': 'I read them aloud',
  'face-to-face': 'They read them with me',
  telephone: 'By telephone',
  'self-completed': 'They filled them in themselves',
  post: 'On paper, by post',
}
const RESPONDENT_WORDS: Record<Respondent, string> = { person: 'The person', proxy: 'Somebody for the person' }
const NOT_FINISHED_WORDS: Record<NotFinishedReason, string> = {
  'too-tired': 'Too tired today: the rest another day',
  declined: 'They do not want to answer',
  stopped: 'Something came between',
}
const CHANGE_WORDS: Record<Change, string> = { better: 'better', same: 'the same', worse: 'worse' }
const TIMEPOINT_WORDS: Record<Timepoint, string> = { baseline: 'First', 'follow-up': 'Follow-up', other: '' }

const itemsOf = <Key extends string>(words: Record<Key, string>, only: readonly Key[]) =>
  only.map((value) => ({ value, text: words[value] }))

export const sayWhose = ({ person, reference }: Referral): string =>
  `${sayPerson(person)}, born ${sayDay(person.bornOn)}, ${reference}`

/** What is chosen before the first question. */
export const toSetup = ({ modes, respondents }: Instrument) => ({
  modes: itemsOf(MODE_WORDS, modes),
  respondents: itemsOf(RESPONDENT_WORDS, respondents),
})
export const STOP_CHOICES = itemsOf(NOT_FINISHED_WORDS, ['too-tired', 'declined', 'stopped'])

/** One question, as it is read aloud. What comes before it in the questionnaire is said with it. */
export function toQuestion(instrument: Instrument, itemId: string, answers: Readonly<Record<string, number>>) {
  const index = instrument.items.findIndex(({ id }) => id === itemId)
  const item = instrument.items[index]
  if (item === undefined) return undefined
  return {
    id: item.id,
    leadIn: item.leadIn,
    wording: item.wording,
    progress: `Question ${index + 1} of ${instrument.items.length}`,
    responses: item.responses.map(({ value, label }) => ({ value: String(value), text: label })),
    answer: answers[item.id] === undefined ? undefined : String(answers[item.id]),
    before: instrument.items[index - 1]?.id,
  }
}

export function toMeasuresPage(given: {
  referral: Referral
  measurements: readonly Measurement[]
  imported: readonly Imported[]
  today: Day
}) {
  const { referral, measurements, imported, today } = given
  const path = `/referrals/${referral.id}/measures`
  const mayMeasure = referral.status === 'accepted' || referral.status === 'closed'
  const valid = measurements.filter(({ status }) => status !== 'entered-in-error')
  return {
    title: 'Scores',
    back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
    person: sayWhose(referral),
    ask: mayMeasure
      ? INSTRUMENTS.filter(isNewest).map(({ code, name, items }) => ({
          text: `${name}, ${items.length} questions`,
          href: `${path}/ask?instrument=${code}`,
        }))
      : [],
    waiting: valid
      .filter(({ status }) => status === 'unfinished')
      .map((one) => ({
        name: nameOf(one),
        on: sayShortDay(one.on),
        left: one.missing.length,
        why: one.notFinished === null ? undefined : NOT_FINISHED_WORDS[one.notFinished],
        wrong: `${path}/${one.id}/wrong`,
        href: one.takeUpUntil !== null && one.takeUpUntil >= today && mayMeasure ? `${path}/${one.id}` : undefined,
        until: one.takeUpUntil === null ? undefined : sayShortDay(one.takeUpUntil),
      })),
    series: toSeries(
      valid.filter(({ status }) => status === 'finished'),
      path,
    ),
    inError: [
      ...measurements
        .filter(({ status }) => status === 'entered-in-error')
        .map((one) => ({ name: nameOf(one), on: sayShortDay(one.on), note: one.enteredInErrorNote })),
      ...imported.flatMap(({ name, on, enteredInErrorNote: note }) =>
        note === null ? [] : [{ name, on: sayShortDay(on), note }],
      ),
    ],
    imported: imported
      .filter(({ enteredInErrorNote }) => enteredInErrorNote === null)
      .map(({ id, name, value, on }) => ({
        name,
        value,
        on: sayShortDay(on),
        wrong: `${path}/brought/${id}/wrong`,
      })),
  }
}

const isNewest = (instrument: Instrument): boolean =>
  INSTRUMENTS.findLast(({ code }) => code === instrument.code) === instrument
export const nameOf = ({ instrument, instrumentVersion }: Measurement): string =>
  findInstrument(instrument, instrumentVersion)?.name ?? 'Questions'

/** Scores over time: only answers to the same questions by the same respondent stand in one line. */
function toSeries(finished: readonly Measurement[], path: string) {
  const inOrder = finished.toSorted((one, other) => (one.on === other.on ? 0 : one.on < other.on ? -1 : 1))
  const seriesOf = (one: Measurement) => `${one.instrument} ${one.instrumentVersion} ${one.respondent}`
  return [...new Set(inOrder.map(seriesOf))].flatMap((series) => {
    const group = inOrder.filter((one) => seriesOf(one) === series)
    const [first] = group
    const instrument = first === undefined ? undefined : findInstrument(first.instrument, first.instrumentVersion)
    if (first === undefined || instrument === undefined) return []
    return {
      name: `${instrument.name}${first.respondent === 'proxy' ? ', answered by somebody for the person' : ''}`,
      notice: instrument.licence.notice,
      wrong: group.map(({ id, on }) => ({ on: sayShortDay(on), href: `${path}/${id}/wrong` })),
      scores: instrument.scores.map((score) => toScoreLine(score, group)),
      answers: instrument.categories.map(({ id, name }) => ({
        name,
        rows: group.map((one) => ({
          on: sayShortDay(one.on),
          label: one.categories.find((category) => category.id === id)?.label ?? '',
        })),
      })),
    }
  })
}

function toScoreLine(score: ScoreDefinition, group: readonly Measurement[]) {
  const points = group.flatMap((one) => {
    const found = one.scores.find(({ id }) => id === score.id)
    return found === undefined ? [] : [{ one, found }]
  })
  return {
    name: score.name,
    scale: `${score.lowest} to ${score.highest}, ${score.better} is better`,
    rows: points.map(({ one, found }) => ({
      on: sayShortDay(one.on),
      which: one.timepoint === null ? '' : TIMEPOINT_WORDS[one.timepoint],
      value: String(found.value),
      band: found.band?.label ?? '',
      change: found.sinceBaseline === null ? '' : sayChange(found.sinceBaseline),
      how: MODE_WORDS[one.mode],
    })),
    chart:
      points.length < 2
        ? undefined
        : toChart(
            score,
            points.map(({ one, found }) => ({ on: one.on, value: found.value })),
          ),
  }
}

const sayChange = ({ difference, change }: { difference: number; change: Change }): string =>
  difference === 0
    ? CHANGE_WORDS[change]
    : `${difference > 0 ? '+' : '−'}${Math.abs(difference)}, ${CHANGE_WORDS[change]}`

const CHART = { width: 480, height: 150, left: 36, right: 16, top: 14, bottom: 30 }

/** The same figures as a line, drawn from the table: days across, the whole scale upwards, so that no move looks larger than it is. */
export function toChart(
  { lowest, highest, name }: Pick<ScoreDefinition, 'lowest' | 'highest' | 'name'>,
  values: readonly { on: Day; value: number }[],
) {
  const { width, height, left, right, top, bottom } = CHART
  const [first, last] = [values[0]?.on ?? '', values.at(-1)?.on ?? '']
  const days = Math.max(1, daysBetween(first, last))
  const x = (on: Day) => round(left + (daysBetween(first, on) / days) * (width - left - right))
  const y = (value: number) => round(top + ((highest - value) / (highest - lowest)) * (height - top - bottom))
  const points = values.map(({ on, value }) => ({ x: x(on), y: y(value), text: String(value) }))
  return {
    label: `${name}: from ${values[0]?.value} on ${sayDay(first)} to ${values.at(-1)?.value} on ${sayDay(last)}. Each figure stands in the table.`,
    box: `0 0 ${width} ${height}`,
    line: points.map((point) => `${point.x},${point.y}`).join(' '),
    points: points.map((point) => ({ ...point, textY: point.y - 7 })),
    scale: [highest, lowest].map((value) => ({ text: String(value), y: y(value), textY: y(value) + 5 })),
    axis: { from: left, to: width - right, textX: left - 8 },
    days: [
      { text: sayShortDay(first), x: left, anchor: 'start' },
      { text: sayShortDay(last), x: width - right, anchor: 'end' },
    ],
    daysY: height - 8,
  }
}
const round = (value: number): number => Math.round(value * 10) / 10
