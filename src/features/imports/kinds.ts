export const IMPORT_KINDS = ['organisations', 'accounts', 'activities', 'caseload'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** Writes the rows of an import, a part at a time. */
export const RUN_IMPORT = 'run-import'

/** `uploaded` until a dry run was done, `tried` until it is run, `done` when no row waits, `taken-back` when it was undone. */
export const IMPORT_STATUSES = ['uploaded', 'tried', 'running', 'done', 'taking-back', 'taken-back'] as const

export const ROW_STATES = [
  'read',
  'ok',
  'warning',
  'error',
  'already-there',
  'imported',
  'taken-back',
  'worked-on',
] as const
export type RowState = (typeof ROW_STATES)[number]

/** What is wrong is an error or a warning; a note says what a row would do. */
export const FAULT_LEVELS = ['error', 'warning', 'note'] as const
export type FaultLevel = (typeof FAULT_LEVELS)[number]

/** What is wrong with a cell, and what to do. Never with the value where it is a person's: lists and logs may show it. */
export type RowFault = { field: string; level: FaultLevel; message: string }
