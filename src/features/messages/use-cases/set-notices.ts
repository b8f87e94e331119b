import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { setMembershipPhone, takeNoticesVersion } from '../../accounts/public.ts'
import {
  NOTICE_EVENTS,
  type NoticeEvent,
  type NoticeTime,
  OUTGOING_EVENTS,
  type OutgoingEvent,
  USUAL_TIME,
} from '../kinds.ts'
import { listChoices, saveChoices } from '../store/readers.ts'

export type Notices = {
  phone: string | null
  version: number
  choices: { event: NoticeEvent; label: string; time: NoticeTime }[]
}

/** What the actor hears when. */
export const readNotices = (context: Context): Promise<Notices> =>
  context.db.transaction((tx) => toNotices(tx, context))

/** The actor decides what they hear when, and where urgent things ring. What is urgent comes at once, whoever wants it or not. */
export async function setNotices(
  context: Context,
  input: {
    phone?: string | null | undefined
    choices: { event: OutgoingEvent; time: NoticeTime }[]
    version: number
  },
): Promise<Notices> {
  return inTransaction(context, async (tx) => {
    const { membershipId } = context.actor
    const choices = input.choices.filter(isAboutNotices)
    const urgent = input.choices.find((choice) => !isAboutNotices(choice) && choice.time !== 'now')
    if (urgent !== undefined)
      throw new Refusal('not-possible', `“${OUTGOING_EVENTS[urgent.event].label}” cannot wait: it always comes at once`)
    if (!(await takeNoticesVersion(tx, membershipId, input.version))) throw new Refusal('changed-by-someone-else')
    if (input.phone !== undefined) await setMembershipPhone(tx, membershipId, toNumber(input.phone))
    await saveChoices(tx, context, membershipId, choices)
    await recordAudit(tx, context, { action: 'notices.set', subjectKind: 'membership', subjectId: membershipId })
    return toNotices(tx, context)
  })
}

const isAboutNotices = (choice: {
  event: OutgoingEvent
  time: NoticeTime
}): choice is { event: NoticeEvent; time: NoticeTime } => NOTICE_EVENTS.some((event) => event === choice.event)

async function toNotices(tx: Parameters<typeof listChoices>[0], { actor }: Context): Promise<Notices> {
  const { phone, version, choices } = await listChoices(tx, actor.membershipId)
  const timeOf = (event: NoticeEvent) => choices.find((choice) => choice.event === event)?.time ?? USUAL_TIME
  return {
    phone,
    version,
    choices: NOTICE_EVENTS.map((event) => ({ event, label: OUTGOING_EVENTS[event].label, time: timeOf(event) })),
  }
}

function toNumber(phone: string | null): string | null {
  if (phone === null) return null
  const number = parsePhoneNumberFromString(phone, 'GB')
  if (number?.isPossible() !== true) throw invalid('#/phone', 'Enter a telephone number, such as 07700 900123')
  return number.number
}
