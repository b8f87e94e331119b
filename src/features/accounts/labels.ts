import { sayDay } from '../../platform/clock.ts'
import type { Role } from '../../platform/context.ts'
import { roleTitle } from './roles.ts'

/** Somebody who has their name in common with others of the scheme, with what tells them apart. */
export type Namesake = { id: string; name: string; organisationName: string; role: Role; joinedOn: string }

/** From the shortest that may do to the longest. A colleague's mail address is not among them: a scheme does not know it. */
const FORMS: readonly ((member: Namesake) => string)[] = [
  ({ name }) => name,
  ({ name, organisationName }) => `${name} (${organisationName})`,
  ({ name, organisationName, role }) => `${name} (${roleTitle(role)}, ${organisationName})`,
  ({ name, organisationName, role, joinedOn }) =>
    `${name} (${roleTitle(role)}, ${organisationName}, since ${sayDay(joinedOn)})`,
]

/** What each is called so that no two are called the same: the name alone when only one has it, else as much as it takes. */
export function labelsOf(members: readonly Namesake[]): Map<string, string> {
  const labels = new Map<string, string>()
  const left = [...members].sort((one, other) => (one.id < other.id ? -1 : 1))
  for (const member of left) {
    const isAlone = (form: (of: Namesake) => string) =>
      left.every((other) => other.id === member.id || form(other) !== form(member))
    labels.set(member.id, FORMS.find(isAlone)?.(member) ?? numbered(member, left))
  }
  return labels
}

/** Two of one name, place, role and first day: the first who was added is the first. */
function numbered(member: Namesake, inOrder: readonly Namesake[]): string {
  const [longest = ({ name }: Namesake) => name] = FORMS.slice(-1)
  const alike = inOrder.filter((other) => longest(other) === longest(member))
  return `${longest(member)}, number ${alike.findIndex(({ id }) => id === member.id) + 1}`
}

/** The label of one, given all who share their name; `null` when nobody does. */
export const labelOf = (member: { id: string; name: string }, namesakes: readonly Namesake[] | null): string =>
  namesakes === null ? member.name : (labelsOf(namesakes).get(member.id) ?? member.name)
