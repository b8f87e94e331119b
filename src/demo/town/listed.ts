import type { ScheduleLine } from '../../features/activities/recurrence.ts'
import type { Rows } from './rows.ts'
import type { Provider, World } from './world.ts'

type Listed = Rows['activities'][number] & { id: string; schedule: ScheduleLine[] }

/** The row of an activity that the town is sure to have, to be written on. */
export function rowNamed({ rows }: World, name: string): Listed {
  const activity = rows.activities.find((one) => one.name === name)
  if (activity === undefined || !isWhole(activity)) throw new Error(`The town has no activity called ${name}`)
  return activity
}

const isWhole = (activity: Rows['activities'][number]): activity is Listed =>
  activity.id !== undefined && activity.schedule !== undefined

export function providerOf({ activities }: World, providerId: string): Provider {
  const provider = activities.find((activity) => activity.provider.id === providerId)?.provider
  if (provider === undefined) throw new Error('A group that is not in the town')
  return provider
}
