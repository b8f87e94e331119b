import type { Context } from '../../../platform/context.ts'
import { listTexts as listAll, type SchemeText } from '../store/texts.ts'

/** What the scheme says to people, by letter, call, text and mail. */
export const listTexts = ({ db }: Context): Promise<SchemeText[]> => listAll(db)
