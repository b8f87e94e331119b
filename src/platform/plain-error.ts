/** An expected failure of start-up or upkeep: its message is one sentence for the operator, shown without a stack trace. */
export class PlainError extends Error {
  override name = 'PlainError'
}
