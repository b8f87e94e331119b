import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import { findMembership } from '../../accounts/public.ts'
import { onDuty } from '../presence.ts'
import { findPresence } from '../store.ts'

export type Duty = {
  membershipId: string
  name: string
  organisationId: string
  phone: string | null
  /** Whether it is the cover of whoever the rota names first. */
  isCover: boolean
}

/** Who is on duty now; undefined when the rota names nobody who is here: then it is the leads'. */
export async function findDuty(db: Db | Tx, context: SystemContext): Promise<Duty | undefined> {
  const duty = onDuty(await findPresence(db, context))
  const member = duty === undefined ? undefined : await findMembership(db, duty.membershipId)
  if (duty === undefined || member === undefined) return undefined
  return { ...duty, name: member.name, organisationId: member.organisationId }
}
