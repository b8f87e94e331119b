import type { OrganisationKind } from '../organisations/public.ts'

type Place = { id: string; kinds: readonly OrganisationKind[]; closedOn: string | null }

/** Those whose work is about people of a list, and can be somebody else's as it stands. */
const CAN_CLOSE: readonly OrganisationKind[] = ['practice', 'case-management-team']

/** Why one organisation cannot close into another; undefined when it can. */
export function whyNotInto(
  closing: Place,
  successor: Place | undefined,
): { pointer: string; detail: string } | undefined {
  const kind = CAN_CLOSE.find((candidate) => closing.kinds.includes(candidate))
  if (kind === undefined || closing.kinds.includes('advisor-service'))
    return { pointer: '#', detail: 'Only a practice or a case-management team closes into another' }
  if (successor === undefined || successor.closedOn !== null || successor.id === closing.id)
    return { pointer: '#/successorId', detail: 'Choose another organisation of the scheme that is open' }
  if (!successor.kinds.includes(kind))
    return { pointer: '#/successorId', detail: `Choose a successor that is a ${kind.replaceAll('-', ' ')}, too` }
  return undefined
}
