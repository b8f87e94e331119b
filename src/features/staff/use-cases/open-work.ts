import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { countContactsOf, handOverContacts } from '../../contacts/public.ts'
import {
  countAlignmentsOf,
  countDraftsOf,
  countReferralsOf,
  handOverAlignments,
  handOverDrafts,
  handOverReferrals,
} from '../../referrals/public.ts'
import { countConcernsOf } from '../../safeguarding/public.ts'
import { getScheme, replaceSettings } from '../../schemes/public.ts'
import { countTasksOf, handOverTasks } from '../../tasks/public.ts'
import type { OpenWork } from '../kinds.ts'
import { countOnLadders, replaceOnLadders } from '../rules.ts'

/** Each feature counts its own. */
export async function countOpenWork(tx: Tx, context: Context | SystemContext, membershipId: string): Promise<OpenWork> {
  const { settings } = await getScheme(context)
  return {
    referrals: await countReferralsOf(tx, membershipId),
    drafts: await countDraftsOf(tx, membershipId),
    contacts: await countContactsOf(tx, membershipId),
    tasks: await countTasksOf(tx, membershipId),
    concerns: await countConcernsOf(tx, membershipId),
    alignments: await countAlignmentsOf(tx, membershipId),
    ladders: countOnLadders(settings.safety, membershipId),
  }
}

/** Everything goes to one colleague, each feature doing its part; concerns alone are handed over by who may read them. */
export async function handOverWork(
  tx: Tx,
  context: Context,
  { from, to, work }: { from: string; to: string; work: OpenWork },
): Promise<void> {
  if (work.concerns > 0)
    throw new Refusal('has-open-work', 'Hand over the concerns one by one first: only those who may read them can', [
      { pointer: '#/handTo', detail: `${work.concerns} concerns` },
    ])
  const note = 'The colleague who had this has left; it was handed over as it stood'
  await handOverReferrals(tx, context, { from, to, note })
  await handOverDrafts(tx, { from, to })
  await handOverContacts(tx, { from, to })
  await handOverTasks(tx, { from, to })
  await handOverAlignments(tx, context, { from, to, note })
  if (work.ladders === 0) return
  const { settings, version } = await getScheme(context)
  const safety = { ...settings.safety, ...replaceOnLadders(settings.safety, { from, to }) }
  if (!(await replaceSettings(tx, context, { settings: { ...settings, safety }, version })))
    throw new Refusal('request-in-flight', 'Somebody is changing the settings at this moment: try again')
}
