import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { putContact, takeOutContact } from '../../contacts/public.ts'
import { putMeasurement, takeOutMeasurement } from '../../measures/public.ts'
import {
  findToldUnscoped,
  inFull,
  listToldUnscoped,
  type Message,
  NOT_FOR_ONLINE_VIEWING,
  writeLetter,
} from '../../messages/public.ts'
import { putPlacement, takeOutPlacement } from '../../placements/public.ts'
import { putPlan, takeOutPlan } from '../../plans/public.ts'
import { aboutReferral, type Referral, tellReferrer } from '../../referrals/public.ts'
import type { CorrectedKind } from '../kinds.ts'
import { takeOutWholeReferral } from './take-out-referral.ts'
import { takeBackAll, tellGroup } from './tell-receivers.ts'

/** What was taken out, as it stood; how many were told; and what it is where it belongs. */
export type Taken = { original: object; told: number; movedAsId?: string }

type Work = {
  referral: Referral
  subjectId: string
  /** Where it belongs; undefined when it is nobody's. */
  target: Referral | undefined
  reason: string
}

/** Takes one thing out of an episode, tells whoever had it, and puts it where it belongs. The caller holds both referrals. */
export async function takeOut(
  tx: Tx,
  context: Context,
  subjectKind: Exclude<CorrectedKind, 'consent'>,
  work: Work,
): Promise<Taken> {
  switch (subjectKind) {
    case 'contact':
      return takeContact(tx, context, work)
    case 'measurement': {
      const original = await takeOutMeasurement(tx, context, work.subjectId)
      return {
        original,
        told: 0,
        ...(await moved(work, (referralId) => putMeasurement(tx, context, { original, referralId }))),
      }
    }
    case 'plan-version':
      return takePlan(tx, context, work)
    case 'placement': {
      const taken = await takeOutPlacement(tx, context, work.subjectId)
      const told = await tellGroup(tx, context, taken)
      const { original } = taken
      return {
        original,
        told,
        ...(await moved(work, (referralId) => putPlacement(tx, context, { original, referralId }))),
      }
    }
    case 'message':
      return takeMessage(tx, context, work)
    case 'referral':
      return takeReferral(tx, context, work)
  }
}

async function moved({ target }: Work, put: (referralId: string) => Promise<string>): Promise<{ movedAsId?: string }> {
  return target === undefined ? {} : { movedAsId: await put(target.id) }
}

async function takeContact(tx: Tx, context: Context, work: Work): Promise<Taken> {
  const { referral, subjectId, target } = work
  const { original, told: kinds } = await takeOutContact(tx, context, {
    contactId: subjectId,
    isMoved: target !== undefined,
  })
  const wrong = kinds.length === 0 ? [] : await listToldUnscoped(tx, { referralId: referral.id, kinds })
  const { told } = await takeBackAll(tx, context, wrong)
  return { original, told, ...(await moved(work, (referralId) => putContact(tx, context, { original, referralId }))) }
}

async function takePlan(tx: Tx, context: Context, work: Work): Promise<Taken> {
  const { referral, subjectId } = work
  const { original, agreedAt } = await takeOutPlan(tx, context, { referral, planVersionId: subjectId })
  const wrong =
    agreedAt === undefined
      ? []
      : await listToldUnscoped(tx, { referralId: referral.id, kinds: ['plan-agreed'], since: agreedAt })
  const { told } = await takeBackAll(tx, context, wrong)
  return { original, told, ...(await moved(work, (referralId) => putPlan(tx, context, { original, referralId }))) }
}

/** A word to a practice is sent again about the right person; what tells of a record follows when the record is moved. */
async function takeMessage(tx: Tx, context: Context, { referral, subjectId, target }: Work): Promise<Taken> {
  const original = await findToldUnscoped(tx, subjectId)
  if (original === undefined) throw new Refusal('not-found')
  const { told } = await takeBackAll(tx, context, [original])
  if (target === undefined) return { original, told }
  const words = wordsOf(original, referral)
  if (original.kind !== 'word-to-practice' || original.urgency !== 'routine' || words === undefined)
    throw invalid('#/action', 'Enter it in error, and write it anew: only a routine word to a practice can be moved')
  const title = `A word from the advisor (${target.reference})`
  await tellReferrer(tx, context, target, { kind: 'word-to-practice' }, ({ author, on, ...about }) =>
    writeLetter(title, [aboutReferral(about), inFull(words)], author, on),
  )
  return { original, told }
}

/** What a message says after its first line, which says whom it is about. */
function wordsOf({ body }: Message, { reference }: Referral): string | undefined {
  const [first = '', ...rest] = body.replace(`${NOT_FOR_ONLINE_VIEWING}\n`, '').split('\n')
  return first.endsWith(` Referral ${reference}.`) ? rest.join('\n') : undefined
}

/** A whole referral that should never have been. */
async function takeReferral(tx: Tx, context: Context, { referral, target, reason }: Work): Promise<Taken> {
  if (target !== undefined)
    throw invalid('#/action', 'Move the whole referral to the person instead, with everything in it')
  const { told } = await takeOutWholeReferral(tx, context, { referral, reason })
  return { original: referral, told }
}
