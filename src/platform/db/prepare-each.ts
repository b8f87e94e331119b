import type { Sql } from 'postgres'

/** A statement with more values than this is a list of things, of a length that will hardly come again: its plan is not kept. */
const MOST_VALUES = 30

type Unsafe = (query: string, values?: unknown[], options?: object) => unknown
type Begin = (...given: unknown[]) => unknown

/**
 * A client whose statements are prepared once for each connection and then only run. drizzle sends each statement as if it were
 * new: the database reads and plans it every time, and the driver asks for the types of its values before it sends them.
 */
export const prepareEach = (client: Sql): Sql =>
  new Proxy(client, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key)
      if (key === 'unsafe') {
        const unsafe: Unsafe = (query, values = [], options) =>
          (found as Unsafe)(query, values, { ...options, prepare: values.length <= MOST_VALUES })
        return unsafe
      }
      // A transaction, and a transaction within it, hands out a client of its own.
      if (key === 'begin' || key === 'savepoint') {
        const begin: Begin = (...given) => {
          const work = given.pop() as (inner: Sql) => unknown // the last of its parameters, by its types
          return (found as Begin)(...given, (inner: Sql) => work(prepareEach(inner)))
        }
        return begin
      }
      return found
    },
  })
