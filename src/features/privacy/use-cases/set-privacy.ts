import type { Context } from '../../../platform/context.ts'
import { changeSettings, type PrivacySettings, type Scheme } from '../../schemes/public.ts'

/** From when looking is asked about, and for how long an opened record stays open: by the officer, as a whole. */
export const setPrivacy = (
  context: Context,
  { privacy, version }: { privacy: PrivacySettings; version: number },
): Promise<Scheme> =>
  changeSettings(context, { changes: { privacy }, version, action: 'scheme.privacy-set', detail: privacy })
