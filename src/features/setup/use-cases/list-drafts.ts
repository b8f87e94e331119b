import type { Context } from '../../../platform/context.ts'
import { type Draft, listDrafts as listAll } from '../store/drafts.ts'

/** How settings changed and are to change, the latest first. */
export const listDrafts = ({ db }: Context): Promise<Draft[]> => listAll(db)
