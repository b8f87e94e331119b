import type { Context } from '../../../platform/context.ts'
import { changeSettings, type Scheme, type SecondFactorRule } from '../../schemes/public.ts'

/** Whether everybody who works in the scheme needs a second factor. Who has none can then do nothing but set one up. */
export const setSecondFactorRule = (
  context: Context,
  { rule, version }: { rule: SecondFactorRule; version: number },
): Promise<Scheme> =>
  changeSettings(context, {
    changes: { secondFactor: rule },
    version,
    action: 'scheme.second-factor-set',
    detail: { rule },
  })
