import { type OpenWork, WORK, WORK_WORDS } from './kinds.ts'

export const hasOpenWork = (work: OpenWork): boolean => WORK.some((kind) => work[kind] > 0)

/** Each kind of work with its number, those without any left out. */
export const sayWork = (work: OpenWork): string[] =>
  WORK.filter((kind) => work[kind] > 0).map((kind) => `${work[kind]} ${WORK_WORDS[kind][work[kind] === 1 ? 0 : 1]}`)

type Ladders = {
  concernLadder: readonly string[]
  loneWorkingLadder: readonly { membershipId: string; afterMinutes: number }[]
}

export const countOnLadders = ({ concernLadder, loneWorkingLadder }: Ladders, membershipId: string): number =>
  concernLadder.filter((id) => id === membershipId).length +
  loneWorkingLadder.filter((rung) => rung.membershipId === membershipId).length

/** The successor takes the place on each ladder; who stands there already keeps the earlier one. */
export function replaceOnLadders(
  { concernLadder, loneWorkingLadder }: Ladders,
  { from, to }: { from: string; to: string },
) {
  const next = (id: string) => (id === from ? to : id)
  const concern = [...new Set(concernLadder.map(next))]
  const lone = loneWorkingLadder.map((rung) => ({ ...rung, membershipId: next(rung.membershipId) }))
  const isFirst = (rung: { membershipId: string }, index: number) =>
    lone.findIndex((other) => other.membershipId === rung.membershipId) === index
  return { concernLadder: concern, loneWorkingLadder: lone.filter(isFirst) }
}

type Member = { id: string; organisationId: string; role: string; endedAt: Date | null; disabledAt: Date | null }

/** Work goes to a colleague who can do it: the same organisation, the same kind of role, and able to sign in. */
export function canTakeOver(leaver: Member, successor: Member): boolean {
  const service = ['advisor', 'team-lead']
  const isSameWork =
    leaver.role === successor.role || (service.includes(leaver.role) && service.includes(successor.role))
  const isThere = successor.endedAt === null && successor.disabledAt === null && successor.id !== leaver.id
  return isThere && isSameWork && successor.organisationId === leaver.organisationId
}
