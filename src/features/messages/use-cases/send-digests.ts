import type { SystemContext } from '../../../platform/context.ts'
import { USUAL_TIME } from '../kinds.ts'
import { composeDigest } from '../notices.ts'
import { sendOut } from '../store/outgoing.ts'
import { countForDigests } from '../store/readers.ts'

/** One mail a day to whoever wants no more: how much there is to do and to read. Run each morning. */
export async function sendDigests(context: SystemContext): Promise<void> {
  await context.db.transaction(async (tx) => {
    for (const { membershipId, ...counts } of await countForDigests(tx, context.today(), USUAL_TIME)) {
      await sendOut(tx, context, {
        channel: 'mail',
        to: { kind: 'member', membershipId },
        event: 'digest',
        about: { subjectKind: 'membership', subjectId: membershipId },
        ...composeDigest(counts),
      })
    }
  })
}
