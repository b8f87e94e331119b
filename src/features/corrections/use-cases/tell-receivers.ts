import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { roleTitle } from '../../accounts/public.ts'
import { type Letter, type Message, sendMessage, takeBackMessage } from '../../messages/public.ts'
import { messageTakenBack, offerMoved, placementTakenBack } from '../letters.ts'

const signed = ({ actor, now }: Context) => ({
  author: { name: actor.name, role: roleTitle(actor.role), organisation: actor.organisationName },
  on: todayInEngland(now()),
})

export type Told = { told: number; recalled: number }

/** Takes messages back, and sends each receiver a correction that says which message, and nothing of whose it was. */
export async function takeBackAll(tx: Tx, context: Context, wrong: readonly Message[]): Promise<Told> {
  let recalled = 0
  for (const message of wrong) {
    recalled += await takeBackMessage(tx, context, message.id)
    const { title, body } = messageTakenBack({
      ...signed(context),
      title: message.title,
      sentOn: todayInEngland(message.sentAt),
    })
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
  return { told: wrong.length, recalled }
}

type Offer = {
  id: string
  providerId: string
  personId: string
  activityName: string
  offeredAt: Date
  person: { givenName: string; familyName: string }
}
type Known = { original: Offer; wasShared: boolean }

/** Tells the group that it was offered the wrong person; by name when it knew the name. */
export const tellGroup = (tx: Tx, context: Context, known: Known): Promise<number> =>
  sendToGroup(tx, context, known.original, placementTakenBack(factsOf(context, known)))

/** Tells the group that what it knew was of somebody else; whether it may still read the offer, it is told too. */
export const tellGroupOfMove = (tx: Tx, context: Context, known: Known, isLive: boolean): Promise<number> =>
  sendToGroup(tx, context, known.original, offerMoved({ ...factsOf(context, known), isLive }))

const factsOf = (context: Context, { original, wasShared }: Known) => ({
  ...signed(context),
  activity: original.activityName,
  offeredOn: todayInEngland(original.offeredAt),
  personName: wasShared ? `${original.person.givenName} ${original.person.familyName}` : undefined,
})

async function sendToGroup(tx: Tx, context: Context, { id, providerId, personId }: Offer, { title, body }: Letter) {
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
