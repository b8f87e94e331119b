import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { LANGUAGES } from '../people/public.ts'
import { INSTRUMENT_CODES, type Instrument, MODES, RESPONDENTS } from './instruments/instrument.ts'
import { findNewestInstrument, getInstrument } from './instruments.ts'
import { NOT_FINISHED_REASONS } from './kinds.ts'
import { MEASUREMENT_STATUSES } from './lifecycle.ts'
import { baselineOf, CHANGES, changeOf, TIMEPOINTS, takeUpUntil, timepointOf } from './rules.ts'
import { scoreAnswers } from './scoring.ts'
import type { ImportedScore } from './store/imported-scores.ts'
import type { MeasurementRow } from './store.ts'
import type { MeasurementInEpisode } from './use-cases/settle-measurement.ts'

export const MeasurementId = z.object({ measurementId: z.uuid() })

const Band = z.object({ code: z.string(), label: z.string(), lowest: z.int(), highest: z.int() })

const InstrumentBody = z
  .object({
    code: z.enum(INSTRUMENT_CODES),
    version: z.int(),
    name: z.string(),
    measures: z.enum(['wellbeing', 'loneliness', 'isolation']),
    items: z.array(
      z.object({
        id: z.string(),
        leadIn: z.string().nullable().describe('Said or shown before the item'),
        wording: z.string(),
        responses: z.array(z.object({ value: z.int(), label: z.string() })),
      }),
    ),
    modes: z.array(z.enum(MODES)),
    respondents: z.array(z.enum(RESPONDENTS)).describe('Who may answer'),
    scores: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        lowest: z.int(),
        highest: z.int(),
        better: z.enum(['higher', 'lower']),
        bands: z.array(Band),
        bandSource: z.string(),
      }),
    ),
    categories: z
      .array(z.object({ id: z.string(), name: z.string(), item: z.string() }))
      .describe('Answers that are reported by their words and have no score'),
    licence: z.object({ name: z.string(), notice: z.string() }),
    source: z.string(),
  })
  .meta({ id: 'Instrument' })
export const InstrumentsBody = z.object({ items: z.array(InstrumentBody) }).meta({ id: 'Instruments' })

export const toInstrumentBody = (instrument: Instrument): z.infer<typeof InstrumentBody> => ({
  code: instrument.code,
  version: instrument.version,
  name: instrument.name,
  measures: instrument.measures,
  items: instrument.items.map(({ id, leadIn, wording, responses }) => ({
    id,
    leadIn: leadIn ?? null,
    wording,
    responses: [...responses],
  })),
  modes: [...instrument.modes],
  respondents: [...instrument.respondents],
  scores: instrument.scores.map(({ id, name, lowest, highest, better, bands, bandSource }) => ({
    id,
    name,
    lowest,
    highest,
    better,
    bands: [...bands],
    bandSource,
  })),
  categories: [...instrument.categories],
  licence: instrument.licence,
  source: instrument.source,
})

const ItemId = z.string().max(60)
const NotFinished = z
  .enum(NOT_FINISHED_REASONS)
  .describe('Why not every question was answered; too tired today is not declined')

export const NewMeasurementBody = z
  .strictObject({
    instrument: z.enum(INSTRUMENT_CODES),
    instrumentVersion: z.int().min(1).optional().describe('The newest, when left out'),
    mode: z.enum(MODES).describe('How the questions were put'),
    respondent: z.enum(RESPONDENTS).default('person').describe('Who answered'),
    on: z.iso.date('Enter the day on which they were asked').describe('The day on which the questions were asked'),
    answers: z
      .record(ItemId, z.number())
      .default({})
      .describe('A number for each item that was answered; some may be missing'),
    notFinished: NotFinished.optional(),
    language: z
      .enum(LANGUAGES.map(({ code }) => code))
      .default('en')
      .describe('The language in which the questions were put'),
  })
  .meta({ id: 'NewMeasurement' })
export type NewMeasurementBody = z.infer<typeof NewMeasurementBody>

/** A JSON merge patch: an answer of null takes one back. */
export const MeasurementPatch = z
  .strictObject({
    answers: z.record(ItemId, z.number().nullable()).optional(),
    notFinished: NotFinished.nullish(),
  })
  .meta({ id: 'MeasurementPatch' })
export type MeasurementPatch = z.infer<typeof MeasurementPatch>

export const ErrorNoteBody = z
  .strictObject({ note: z.string().trim().min(3, 'Say what was wrong').max(1_000) })
  .meta({ id: 'MeasurementError' })

const Instant = z.iso.datetime({ offset: true })

export const MeasurementBody = z
  .object({
    id: z.uuid(),
    referralId: z.uuid(),
    personId: z.uuid(),
    instrument: z.enum(INSTRUMENT_CODES),
    instrumentVersion: z.int(),
    status: z.enum(MEASUREMENT_STATUSES),
    timepoint: z
      .enum(TIMEPOINTS)
      .nullable()
      .describe('Which part it plays in the episode: follows from the days of all; null unless it is finished'),
    mode: z.enum(MODES),
    respondent: z.enum(RESPONDENTS),
    language: z.string(),
    on: z.iso.date(),
    askedBy: z.object({ membershipId: z.uuid(), name: z.string() }),
    askedByOwner: z.boolean().describe('Whether the advisor who has the referral asked'),
    answers: z.record(z.string(), z.int()),
    missing: z.array(z.string()).describe('Items without an answer: where to go on'),
    notFinished: z.enum(NOT_FINISHED_REASONS).nullable(),
    takeUpUntil: z.iso.date().nullable().describe('Until when the rest may be asked; null unless it is unfinished'),
    scores: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        value: z.int(),
        band: z.object({ code: z.string(), label: z.string() }).nullable(),
        sinceBaseline: z
          .object({ from: z.int(), difference: z.int(), change: z.enum(CHANGES) })
          .nullable()
          .describe('Null when there is nothing to compare with'),
      }),
    ),
    categories: z.array(z.object({ id: z.string(), label: z.string() })),
    scoringVersion: z.int().nullable(),
    recordedAt: Instant,
    finishedAt: Instant.nullable(),
    enteredInErrorNote: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Measurement' })

export const MeasurementsQuery = PageQuery

export const ImportedScoreId = z.object({ importedScoreId: z.uuid() })
export const ImportedScoreBody = z
  .object({
    id: z.uuid(),
    instrument: z.enum(INSTRUMENT_CODES),
    scoreId: z.string(),
    name: z.string(),
    value: z.int(),
    on: z.iso.date(),
    recordedAt: Instant,
    enteredInErrorNote: z.string().nullable(),
  })
  .meta({ id: 'ImportedScore' })

export const MeasurementsBody = pageOf(MeasurementBody)
  .extend({
    imported: z
      .array(ImportedScoreBody)
      .describe('Totals of an earlier record, without their answers: no measurement is compared with one'),
  })
  .meta({ id: 'Measurements' })

export function toImportedScoreBody(score: ImportedScore): z.infer<typeof ImportedScoreBody> {
  const { id, instrument, scoreId, value, askedOn, recordedAt, enteredInErrorNote } = score
  const name = findNewestInstrument(instrument)?.scores.find((candidate) => candidate.id === scoreId)?.name ?? scoreId
  return { id, instrument, scoreId, name, value, on: askedOn, recordedAt: recordedAt.toISOString(), enteredInErrorNote }
}

export function toMeasurementBody({ row, finished, pairs }: MeasurementInEpisode): z.infer<typeof MeasurementBody> {
  const instrument = getInstrument(row.instrument, row.instrumentVersion)
  const outcome = scoreAnswers(instrument, row.answers)
  const isFinished = row.status === 'finished'
  return {
    id: row.id,
    referralId: row.referralId,
    personId: row.personId,
    instrument: row.instrument,
    instrumentVersion: row.instrumentVersion,
    status: row.status,
    timepoint: isFinished ? timepointOf(row.id, pairs) : null,
    mode: row.mode,
    respondent: row.respondent,
    language: row.language,
    on: row.askedOn,
    askedBy: { membershipId: row.askedById, name: row.askedByName },
    askedByOwner: row.askedByOwner,
    answers: row.answers,
    missing: [...outcome.missing],
    notFinished: row.notFinishedBecause,
    takeUpUntil: row.status === 'unfinished' ? takeUpUntil(row.askedOn) : null,
    scores: isFinished ? toScores(instrument, row, { finished, pairs }) : [],
    categories: isFinished ? [...outcome.categories] : [],
    scoringVersion: row.scoringVersion,
    recordedAt: row.recordedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    enteredInErrorNote: row.enteredInErrorNote,
    version: row.version,
  }
}

/** The scores as they were stored, in the order of the instrument. */
function toScores(instrument: Instrument, row: MeasurementRow, { finished, pairs }: Omit<MeasurementInEpisode, 'row'>) {
  const stored = finished.find(({ id }) => id === row.id)
  const baseline = baselineOf(row, pairs)
  return instrument.scores.flatMap((definition) => {
    const { id, name, bands } = definition
    const score = stored?.scores.find((candidate) => candidate.id === id)
    if (score === undefined) return []
    const { value } = score
    const band = bands.find(({ code }) => code === score.band)
    const from = baseline?.scores.find((candidate) => candidate.id === id)?.value
    return {
      id,
      name,
      value,
      band: band === undefined ? null : { code: band.code, label: band.label },
      sinceBaseline:
        from === undefined ? null : { from, difference: value - from, change: changeOf(definition, from, value) },
    }
  })
}
