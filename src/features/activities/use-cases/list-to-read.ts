import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { listWaitingEdits, type WaitingEdit } from '../store/edits.ts'
import { listOpenSuggestions, type Suggestion } from '../store/suggestions.ts'

type Asked = { limit: number; after?: string | undefined }
type Page<Row> = Promise<{ items: Row[]; next: string | null }>

const past = (after: string | undefined): string | undefined => fromCursor(after, 1)?.[0]

/** What groups would change, the oldest first. */
export async function listEdits({ db }: Context, { limit, after }: Asked): Page<WaitingEdit> {
  return toPage(await listWaitingEdits(db, { limit, after: past(after) }), limit, ({ id }) => [id])
}

/** What somebody says is wrong, the oldest first. */
export async function listSuggestions({ db }: Context, { limit, after }: Asked): Page<Suggestion> {
  return toPage(await listOpenSuggestions(db, { limit, after: past(after) }), limit, ({ id }) => [id])
}
