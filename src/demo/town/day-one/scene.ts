import { knownValue } from '../../../features/people/facts.ts'
import { isLive } from '../../../features/placements/lifecycle.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import type { Role } from '../../../platform/context.ts'
import type { Episode } from '../episode.ts'
import type { Random } from '../random.ts'
import type { Rows } from '../rows.ts'
import { instantOn, type Member, type World } from '../world.ts'

type PersonRow = Rows['people'][number]

export type Condition = (episode: Episode) => boolean

/** The town on its last working day, and who of it has no part in a story yet. */
export type Scene = {
  world: World
  random: Random
  episodes: readonly Episode[]
  /** The demo's own advisor, referrer and so on, by role. */
  member: (role: Role) => Member
  /** A working day before today: 1 is the last one. */
  ago: (workingDays: number) => string
  /** A moment on such a day, `minutes` after midnight UTC. */
  at: (workingDays: number, minutes: number) => Date
  /** An open episode that is in no other story: the conditions are dropped from the last on until one suits; the first must. */
  take: (name: string, ...conditions: readonly Condition[]) => Episode
  personRow: (episode: Episode) => PersonRow
}

export function setScene(world: World, episodes: readonly Episode[]): Scene {
  const taken = new Set<string>()
  const people = new Map(world.rows.people.map((row) => [row.id, row]))
  const members = new Map<Role, Member>()
  for (const { id, organisationId, role, name } of world.rows.memberships) {
    if (members.has(role) && role !== 'referrer') continue
    const organisationName = world.rows.organisations.find((one) => one.id === organisationId)?.name ?? ''
    if (role === 'referrer' && organisationId !== world.practices[0]?.id) continue
    if (!members.has(role)) members.set(role, { membershipId: id, organisationId, organisationName, role, name })
  }
  const ago = (workingDays: number) => addWorkingDays(world.today, -workingDays)
  return {
    world,
    random: world.random.fork(),
    episodes,
    member: (role) => {
      const member = members.get(role)
      if (member === undefined) throw new Error(`Nobody in the town is a ${role}`)
      return member
    },
    ago,
    at: (workingDays, minutes) => instantOn(ago(workingDays), minutes),
    take: (name, ...conditions) => {
      const free = episodes.filter((one) => isFree(one, taken))
      for (let asked = conditions.length; asked > 0; asked -= 1) {
        const episode = free.find((one) => conditions.slice(0, asked).every((suits) => suits(one)))
        if (episode === undefined) continue
        taken.add(episode.person.id)
        return episode
      }
      throw new Error(`Nobody in the town suits the story of ${name}`)
    },
    personRow: ({ person }) => {
      const row = people.get(person.id)
      if (row === undefined) throw new Error('A person without a row')
      return row
    },
  }
}

/** Somebody whose number is in doubt has a story of their own already. */
const isFree = ({ person, referral }: Episode, taken: ReadonlySet<string>): boolean =>
  !taken.has(person.id) && referral.status === 'accepted' && person.claimedNhsNumber == null

/** With whom somebody is now: the one open episode of a person. */
export const isOf =
  (member: Member | undefined): Condition =>
  ({ owner }) =>
    owner === member

export const isVisitedOn =
  (day: string): Condition =>
  ({ contacts }) =>
    contacts.some((contact) => contact.day === day && contact.happened === null && contact.way === 'home-visit')

export const isOfPractice =
  (practiceId: string | undefined): Condition =>
  ({ referral }) =>
    referral.practiceId === practiceId

export const livePlacementOf = ({ world, person }: Episode): Rows['placements'][number] | undefined =>
  world.rows.placements.find(({ personId, status }) => personId === person.id && isLive(status))

/** What words about somebody must fit: notes say he and she. */
export const isWoman = ({ person }: Episode): boolean => knownValue(person.facts.sex) === 'female'
export const isMan = ({ person }: Episode): boolean => knownValue(person.facts.sex) === 'male'
