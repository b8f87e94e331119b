import { SchemeSettings, type TargetName } from '../schemes/public.ts'

/** Fields of the settings that are changed by a draft: whom to ring and second factors have doors of their own. */
export type SettingsChanges = {
  targets?: { [Name in TargetName]?: number | undefined } | undefined
  criteria?: { [Name in keyof SchemeSettings['criteria']]?: SchemeSettings['criteria'][Name] | undefined } | undefined
  reviewAfterWeeks?: number | undefined
  caseloadLimit?: number | undefined
  requireAgreements?: boolean | undefined
  hearsUnlessSaid?: SchemeSettings['hearsUnlessSaid'] | undefined
}

type Value = number | boolean | string | string[]
/** One field, what it was when the draft was written, and what it becomes. */
export type Change = { field: string; from: Value; to: Value }

/** The fields that would be another than they are. */
export function changesOf(settings: SchemeSettings, wanted: SettingsChanges): Change[] {
  const { targets = {}, criteria = {}, ...plain } = wanted
  const pairs: [string, Value | undefined][] = [
    ...Object.entries(targets).map(([name, value]): [string, Value | undefined] => [`targets.${name}`, value]),
    ...Object.entries(criteria).map(([name, value]): [string, Value | undefined] => [`criteria.${name}`, value]),
    ...Object.entries(plain),
  ]
  return pairs.flatMap(([field, to]) => {
    const from = read(settings, field)
    return to === undefined || from === undefined || isSame(from, to) ? [] : [{ field, from, to }]
  })
}

/** Whether somebody else changed one of these fields since the draft was written. */
export const areStale = (settings: SchemeSettings, changes: readonly Change[]): boolean =>
  changes.some(({ field, from }) => !isSame(read(settings, field), from))

/** The settings with the changes in them; what else was changed meanwhile stays. */
export function withChanges(settings: SchemeSettings, changes: readonly Change[]): SchemeSettings {
  const changed: Record<string, unknown> = structuredClone(settings)
  for (const { field, to } of changes) {
    const [group = '', name] = field.split('.')
    if (name === undefined) changed[group] = to
    else changed[group] = { ...(changed[group] as object), [name]: to } // targets and criteria are objects
  }
  return SchemeSettings.parse(changed)
}

function read(settings: SchemeSettings, field: string): Value | undefined {
  const [group = '', name] = field.split('.')
  const value: unknown = Object.entries(settings).find(([key]) => key === group)?.[1]
  if (name === undefined) return value as Value | undefined // a draft names plain fields only, see SettingsChanges
  return Object.entries(value as object).find(([key]) => key === name)?.[1]
}

/** Which targets a change moves. */
export const targetsIn = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ field }) => (field.startsWith('targets.') ? [field.slice('targets.'.length)] : []))

/** Numbers, yes or no, codes and lists of codes. */
const isSame = (one: Value | undefined, other: Value | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
