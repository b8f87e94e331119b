import type { Context } from '../../../platform/context.ts'
import { changeSettings, type DirectorySettings, type Scheme } from '../../schemes/public.ts'

/** Whether everybody may read the directory, whether groups' words wait, and how often they confirm; as a whole. */
export const setDirectory = (
  context: Context,
  { directory, version }: { directory: DirectorySettings; version: number },
): Promise<Scheme> =>
  changeSettings(context, { changes: { directory }, version, action: 'scheme.directory-set', detail: directory })
