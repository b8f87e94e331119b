import { DrizzleQueryError } from 'drizzle-orm'
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

/** drizzle puts the bound values into message and stack; those values are people. Keep the SQL and the code, drop the values. */
export function errSerializer(error: unknown): unknown {
  if (error instanceof DrizzleQueryError)
    return { type: 'DrizzleQueryError', query: error.query, ...databaseFacts(error.cause) }
  if (isPostgresError(error)) return { type: 'PostgresError', ...databaseFacts(error), stack: firstFrames(error) }
  if (!(error instanceof Error)) return { type: typeof error }
  const { type, stack } = stdSerializers.err(error)
  return { type, message: error.message, stack, code: 'code' in error ? error.code : undefined }
}

/** A logger of JSON lines, to standard output unless told otherwise. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: errSerializer, error: errSerializer } }
  return destination === undefined ? pino(options) : pino(options, destination)
}

const isPostgresError = (error: unknown): error is Error => error instanceof Error && error.name === 'PostgresError'

/** What a database error may say in a log: which rule broke, never the values that broke it. */
function databaseFacts(error: unknown) {
  if (typeof error !== 'object' || error === null) return {}
  const facts = error as { code?: string; constraint_name?: string; table_name?: string; column_name?: string }
  return { code: facts.code, constraint: facts.constraint_name, table: facts.table_name, column: facts.column_name }
}

const firstFrames = (error: Error) =>
  error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .join('\n')
