import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { roleTitle } from '../../accounts/public.ts'
import { type Message, sendMessage, takeBackMessage } from '../../messages/public.ts'
import { messageTakenBack, placementTakenBack } from '../letters.ts'

const signed = ({ actor, now }: Context) => ({
  author: { name: actor.name, role: roleTitle(actor.role), organisation: actor.organisationName },
  on: todayInEngland(now()),
})

/** Takes messages back, and sends each receiver a correction that says which message, and nothing of whose it was. */
export async function takeBackAll(tx: Tx, context: Context, told: readonly Message[]): Promise<number> {
  for (const message of told) {
    const { title, body } = messageTakenBack({
      ...signed(context),
      title: message.title,
      sentOn: todayInEngland(message.sentAt),
    })
    await takeBackMessage(tx, context, message.id)
    await sendMessage(tx, context, {
      organisationId: message.organisationId,
      kind: 'correction',
      subjectKind: 'message',
      subjectId: message.id,
      personId: message.personId,
      title,
      body,
    })
  }
  return told.length
}

type Offer = {
  id: string
  providerId: string
  personId: string
  activityName: string
  offeredAt: Date
  person: { givenName: string; familyName: string }
}

/** Tells the group that it was offered the wrong person; by name when it knew the name. */
export async function tellGroup(
  tx: Tx,
  context: Context,
  { original, wasShared }: { original: Offer; wasShared: boolean },
): Promise<number> {
  const { id, providerId, personId, activityName, offeredAt, person } = original
  const personName = wasShared ? `${person.givenName} ${person.familyName}` : undefined
  const offeredOn = todayInEngland(offeredAt)
  const { title, body } = placementTakenBack({ ...signed(context), activity: activityName, offeredOn, personName })
  await sendMessage(tx, context, {
    organisationId: providerId,
    kind: 'correction',
    subjectKind: 'placement',
    subjectId: id,
    personId,
    title,
    body,
  })
  return 1
}
