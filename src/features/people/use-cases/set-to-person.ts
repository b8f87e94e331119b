import type { Context } from '../../../platform/context.ts'
import { changeSettings, type Scheme, type ToPersonSettings } from '../../schemes/public.ts'

/** What goes to a person by itself: by the administrator, as a whole. */
export const setToPerson = (
  context: Context,
  { toPerson, version }: { toPerson: ToPersonSettings; version: number },
): Promise<Scheme> =>
  changeSettings(context, { changes: { toPerson }, version, action: 'scheme.to-person-set', detail: toPerson })
