import { PROBLEMS, Refusal } from '../../platform/problems.ts'

/** What is not there yet is no fault of a page that shows more than that. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Refusal && PROBLEMS[error.problem].status === 404) return undefined
    throw error
  }
}
