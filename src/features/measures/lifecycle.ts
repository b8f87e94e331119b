/** The life of a measurement, as one table. A finished one is never changed: what was wrong is entered in error and asked again. */
export const MEASUREMENT_STATUSES = ['unfinished', 'finished', 'entered-in-error'] as const
export type MeasurementStatus = (typeof MEASUREMENT_STATUSES)[number]

type Step = { from: readonly MeasurementStatus[]; to: MeasurementStatus }

export const MEASUREMENT_STEPS = {
  'take-up': { from: ['unfinished'], to: 'unfinished' },
  finish: { from: ['unfinished'], to: 'finished' },
  'enter-in-error': { from: ['unfinished', 'finished'], to: 'entered-in-error' },
} as const satisfies Record<string, Step>
export type MeasurementStep = keyof typeof MEASUREMENT_STEPS

export type MeasurementStepOutcome =
  | { allowed: true; status: MeasurementStatus }
  | { allowed: false; status: MeasurementStatus }

export function takeMeasurementStep(current: MeasurementStatus, step: MeasurementStep): MeasurementStepOutcome {
  const { from, to }: Step = MEASUREMENT_STEPS[step]
  return from.includes(current) ? { allowed: true, status: to } : { allowed: false, status: current }
}
