import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Death, findPerson, listRecordIdsUnscoped, undoDeath as takeBack } from '../../people/public.ts'
import {
  changeReferral,
  findReferralsOfForUpdateUnscoped,
  owedAfter,
  type Referral,
  tellOutside,
  tellReferrer,
} from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { deathTakenBack } from '../letters.ts'
import { listPlacementIds, markReopened } from '../store.ts'

type Input = { personId: string; reason: string }

/**
 * It was somebody else who died. What was open goes on where it was; places that were given away and visits that were
 * cancelled are planned again with the person, which a task asks for; whoever was told is told.
 */
export async function undoDeath(context: Context, { personId, reason }: Input): Promise<Death> {
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    if ((await findPerson(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const referrals = await findReferralsOfForUpdateUnscoped(tx, await listRecordIdsUnscoped(tx, personId))
    const death = await takeBack(tx, context, { personId, reason })
    if (death === undefined) throw new Refusal('step-not-open', 'No death is recorded of this person')
    for (const { referralId, status } of death.ended) {
      const referral = referrals.find(({ id }) => id === referralId)
      // A record that was merged since keeps its end: its episodes are taken up by hand.
      if (referral?.endReason !== 'died') continue
      await goOn(tx, context, referral, { status, note: reason, targets: settings.targets })
    }
    await recordAudit(tx, context, {
      action: 'person.death-taken-back',
      subjectKind: 'person',
      subjectId: personId,
      personId,
    })
    return death
  })
}

async function goOn(
  tx: Tx,
  context: Context,
  referral: Referral,
  { status, note, targets }: { status: Referral['status']; note: string; targets: Parameters<typeof owedAfter>[2] },
): Promise<void> {
  const { now, today } = context
  const at = now()
  const owed = owedAfter({ ...referral, status }, today(), targets)
  await markReopened(tx, referral.id, at)
  for (const subjectId of await listPlacementIds(tx, referral.id))
    await closeTasksAbout(tx, context, { kind: 'tell-group-of-death', subjectId, outcome: 'death-taken-back' })
  await openTask(tx, context, {
    kind: 'death-taken-back',
    subjectKind: 'referral',
    subjectId: referral.id,
    organisationId: referral.advisorServiceId,
    membershipId: referral.ownerId ?? undefined,
    dueOn: today(),
  })
  await tellReferrer(tx, context, referral, { kind: 'death-taken-back' }, deathTakenBack)
  await tellOutside(tx, context, referral, {
    step: 'reopen',
    more: 'If you heard from us that this person had died: that was wrong, and we are sorry.',
  })
  await changeReferral(
    tx,
    context,
    referral,
    { status, endedAt: null, endReason: null, ...owed },
    { step: 'reopen', at, note },
  )
}
