import type { Context } from '../../../platform/context.ts'
import { findMyImport, type Progress, toProgress } from './find-my-import.ts'

/** How far an import is. */
export const readImport = async (context: Context, input: { importId: string }): Promise<Progress> =>
  toProgress(context, await findMyImport(context, input.importId))
