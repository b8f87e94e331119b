import type { Context, Tx } from '../context.ts'
import { recordAudit } from './record.ts'

/** Why somebody takes a list of people out of the system: codes, because the audit holds no free text. */
export const REASONS_TO_TAKE_OUT = [
  'visits-without-network',
  'system-may-be-away',
  'handing-over',
  'asked-by-the-person',
  'complaint-or-inquiry',
  'payment',
  'mending-an-import',
] as const
export type ReasonToTakeOut = (typeof REASONS_TO_TAKE_OUT)[number]

type TakingOut = {
  how: 'print' | 'download' | 'export'
  /** The kind of record that leaves, as the audit says it: `referral`. */
  what: string
  /** Of what they hang on, as an import; undefined when it is a list of its own. */
  subjectId?: string
  reason: ReasonToTakeOut
  personIds: readonly string[]
  /** How many lines, where their people have no record yet. */
  rows?: number
}

/**
 * Records that a list of people leaves the system, and why, in the transaction that reads it. Whatever writes a list as a file
 * or on paper calls this; the privacy officer reads it beside the other marks, and each person's own looks show it.
 */
export const recordTakingOut = (tx: Tx, context: Context, taking: TakingOut): Promise<void> => {
  const { how, what, subjectId, reason, personIds, rows } = taking
  return recordAudit(tx, context, {
    action: `${what}.taken-out`,
    subjectKind: what,
    ...(subjectId === undefined ? {} : { subjectId }),
    mark: how,
    detail: { reason, personIds, ...(rows === undefined ? {} : { rows }) },
  })
}
