import type { Instrument, Mode } from '../../features/measures/instruments/instrument.ts'
import { INSTRUMENTS } from '../../features/measures/instruments.ts'
import { FOLLOW_UP_WINDOW, pairMeasurements, planAgreedOn } from '../../features/measures/rules.ts'
import { SCORING_VERSION, scoreAnswers } from '../../features/measures/scoring.ts'
import type { Measurement } from '../../features/measures/store.ts'
import { knownValue } from '../../features/people/facts.ts'
import { addDays } from '../../platform/clock.ts'
import { type Episode, moment, workerOf } from './episode.ts'
import type { Random } from './random.ts'
import { closeTask, openTask } from './tasks.ts'

type Answers = Record<string, number>

/** How many are asked each of these at the first visits. The isolation scale is long, so it is left out most often. */
const ASKED: Readonly<Record<Instrument['code'], number>> = { ons4: 0.88, 'ucla-3': 0.85, 'lsns-6': 0.72 }
const TOO_TIRED = 0.05

export function measureBefore(episode: Episode, day: string): void {
  const { random } = episode
  for (const instrument of INSTRUMENTS) {
    if (!random.chance(ASKED[instrument.code])) continue
    const answers = firstAnswers(instrument, random)
    record(episode, instrument, day, random.chance(TOO_TIRED) ? firstHalf(answers) : answers)
  }
}

/** Asks again what was asked and finished before; some of it moves, as the episode goes. */
export function measureAgain(episode: Episode, day: string): void {
  const { measurements, random, luck } = episode
  for (const instrument of INSTRUMENTS) {
    const before = measurements.find(
      (measured) => measured.instrument === instrument.code && measured.status === 'finished',
    )
    if (before === undefined || !random.chance(0.95)) continue
    record(episode, instrument, day, move(instrument, before.answers, random, luck))
  }
}

/** Lonely, isolated and low more often than not: that is why somebody referred them. */
function firstAnswers(instrument: Instrument, random: Random): Answers {
  const severity = random.weighted([
    [0.25, 2],
    [0.5, 4],
    [0.7, 4],
    [0.9, 2],
  ])
  return Object.fromEntries(
    instrument.items.map(({ id, responses }) => {
      const place = clamp(severity + (random.int(41) - 20) / 100, 0, 1)
      const index = Math.round((isWorseUpwards(instrument, id) ? place : 1 - place) * (responses.length - 1))
      return [id, responses[index]?.value ?? 0]
    }),
  )
}

const MOVES: Record<Episode['luck'], readonly (readonly [number, number])[]> = {
  better: [
    [-2, 1],
    [-1, 6],
    [0, 4],
    [1, 0.5],
  ],
  some: [
    [-1, 3],
    [0, 6],
    [1, 0.7],
  ],
  same: [
    [-1, 1],
    [0, 6],
    [1, 1],
  ],
  worse: [
    [-1, 0.6],
    [0, 5],
    [1, 3],
  ],
}

/** One step towards worse is +1, whichever way the answers of the instrument run. */
function move(instrument: Instrument, before: Answers, random: Random, luck: Episode['luck']): Answers {
  return Object.fromEntries(
    instrument.items.map(({ id, responses }) => {
      const values = responses.map(({ value }) => value)
      const towardsWorse = random.weighted(MOVES[luck]) * (responses.length > 6 ? random.between(1, 2) : 1)
      const index = values.indexOf(before[id] ?? 0) + (isWorseUpwards(instrument, id) ? towardsWorse : -towardsWorse)
      return [id, values[clamp(index, 0, values.length - 1)] ?? 0]
    }),
  )
}

/** The direct question of the loneliness scale runs the other way than its sum. */
function isWorseUpwards({ scores }: Instrument, itemId: string): boolean {
  return scores.find(({ items }) => items.includes(itemId))?.better === 'lower'
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

const firstHalf = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).slice(0, Math.ceil(Object.keys(answers).length / 2)))

function record(episode: Episode, instrument: Instrument, day: string, answers: Answers): void {
  const { world, referral, random, person } = episode
  const at = moment(episode, day)
  const by = workerOf(episode)
  const outcome = scoreAnswers(instrument, answers)
  const measurement: Measurement = {
    schemeId: world.schemeId,
    id: world.newId(at),
    personId: referral.personId,
    referralId: referral.id,
    instrument: instrument.code,
    instrumentVersion: instrument.version,
    status: outcome.complete ? 'finished' : 'unfinished',
    mode: random.weighted<Mode>([
      ['face-to-face', 6],
      ['telephone', 2],
      ['read-aloud', 2],
    ]),
    respondent: 'person',
    language: knownValue(person.facts.language) ?? 'en',
    askedOn: day,
    askedById: by.membershipId,
    askedByOwner: by.membershipId === referral.ownerId,
    answers,
    notFinishedBecause: outcome.complete ? null : 'too-tired',
    recordedAt: at,
    finishedAt: outcome.complete ? at : null,
    scoringVersion: outcome.complete ? SCORING_VERSION : null,
    enteredInErrorAt: null,
    enteredInErrorById: null,
    enteredInErrorNote: null,
    correctedAt: null,
    version: 1,
  }
  episode.measurements.push(measurement)
  world.rows.measurements.push(measurement)
  for (const { id: scoreId, value, band } of outcome.scores)
    world.rows.measurementScores.push({
      schemeId: world.schemeId,
      id: world.newId(at),
      measurementId: measurement.id,
      scoreId,
      value,
      band: band?.code ?? null,
    })
  oweFollowUp(episode)
}

/** As the use-case owes it: somebody asks again twelve weeks after the first baseline, until each has its follow-up. */
function oweFollowUp(episode: Episode): void {
  const { world, referral, measurements, at } = episode
  const pairs = pairMeasurements(
    measurements.filter(({ status }) => status === 'finished'),
    planAgreedOn(referral),
  )
  const [first] = pairs
    .filter(({ followUp }) => followUp === undefined)
    .map(({ baseline }) => addDays(baseline.askedOn, FOLLOW_UP_WINDOW.from))
    .sort()
  const about = { kind: 'follow-up-measures', subjectId: referral.id } as const
  if (first === undefined) closeTask(world, { ...about, outcome: 'measured', by: workerOf(episode), at })
  else if (referral.status === 'accepted')
    openTask(world, { ...about, subjectKind: 'referral', member: episode.owner, dueOn: first, at })
}
