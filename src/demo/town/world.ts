import type { AccessFeature } from '../../features/activities/kinds.ts'
import { DEFAULT_LISTS, type ListName } from '../../features/schemes/lists.ts'
import type { SchemeSettings } from '../../features/schemes/settings.ts'
import type { Role } from '../../platform/context.ts'
import type { Random } from './random.ts'
import type { Rows } from './rows.ts'

/** Somebody who works for the scheme. */
export type Member = {
  membershipId: string
  organisationId: string
  organisationName: string
  role: Role
  name: string
}

export type Practice = { id: string; name: string; referrers: readonly Member[]; team: Team | undefined }
export type Team = { id: string; referrers: readonly Member[] }
export type Provider = { id: string; name: string; member: Member }

/** What the town needs to know of an activity to place somebody. */
export type TownActivity = {
  id: string
  provider: Provider
  category: string
  access: readonly AccessFeature[]
  /** The days of the week on which it takes place, Monday is 0; any working day when its times name none. */
  weekdays: readonly number[]
  /** How often it is chosen, beside others of its kind. */
  popularity: number
  minimumAge: number
  isForWomen: boolean
}

/** The town as it is being made: who is there, and the rows so far. Nothing happens on `today` or later but what is planned. */
export type World = {
  today: string
  /** The day the scheme began. */
  beganOn: string
  schemeId: string
  settings: SchemeSettings
  random: Random
  newId: (at: Date) => string
  rows: Rows
  /** By kind and subject. */
  openTasks: Map<string, Rows['tasks'][number]>
  service: { id: string; name: string }
  lead: Member
  advisors: readonly Member[]
  practices: readonly Practice[]
  activities: readonly TownActivity[]
}

/** The label of a code, as letters say it. */
export const labelOf = (list: ListName, code: string): string =>
  DEFAULT_LISTS[list].find((item) => item.code === code)?.label ?? code

export const isSensitiveNeed = (code: string | null): boolean =>
  DEFAULT_LISTS.need.some((item) => item.code === code && item.isSensitive === true)

/** A moment on a day, so many minutes after midnight UTC. */
export const instantOn = (day: string, minutes: number): Date => new Date(Date.parse(day) + minutes * 60_000)
