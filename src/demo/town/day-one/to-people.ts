import { takesTexts, toE164 } from '../../../features/people/contact-keys.ts'
import { knownValue, PersonFacts } from '../../../features/people/facts.ts'
import type { ContactChannel } from '../../../features/people/kinds.ts'
import { mayContact, type Reachable, type ReachPurpose } from '../../../features/people/may-contact.ts'
import { textsFor } from '../../../features/people/reach-texts.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Episode } from '../episode.ts'
import { openTask } from '../tasks.ts'
import { arrived, sendOut } from './outbox.ts'
import { isOf, type Scene } from './scene.ts'

type Way = { channel: ContactChannel; purpose: ReachPurpose }

/** Letters in the print queue and in the post, calls to be made, texts that arrived and one that did not: each past the gate. */
export function tellReaching(scene: Scene): void {
  const { world, at } = scene
  const [own] = world.advisors
  const letter = (purpose: ReachPurpose, [day, minutes]: [number, number], handled: object = {}) => {
    const [found] = someone(scene, { channel: 'letter', purpose })
    if (found !== undefined) reach(scene, found, { channel: 'letter', purpose }, at(day, minutes), handled)
  }
  for (const minutes of [610, 655, 870]) letter('could-not-reach', [1, minutes])
  letter('plan', [1, 930])
  letter('closing', [2, 615])
  letter('first-contact', [2, 900], { status: 'printed', printedAt: at(1, 545) })
  for (const days of [4, 6, 7, 9])
    letter('could-not-reach', [days, 700], {
      status: 'posted',
      printedAt: at(days - 1, 560),
      postedOn: todayInEngland(at(days - 1, 560)),
    })

  const calls = someone(scene, { channel: 'phone', purpose: 'appointment' }, isOf(own)).slice(0, 4)
  for (const [index, episode] of calls.entries())
    reach(
      scene,
      episode,
      { channel: 'phone', purpose: 'appointment' },
      at(index + 1, 600 + index * 25),
      index < 2
        ? {}
        : { status: 'done', doneAt: at(index, 800), outcome: index === 2 ? 'spoke-to-person' : 'no-answer' },
    )

  const texts = someone(scene, { channel: 'text', purpose: 'reminder' }).slice(0, 5)
  for (const [index, episode] of texts.entries()) {
    const sentAt = at(1 + (index % 3), 16 * 60 + index)
    const row = reach(scene, episode, { channel: 'text', purpose: 'reminder' }, sentAt, arrived(sentAt))
    if (index === 1) {
      const failedAt = new Date(sentAt.getTime() + 40_000)
      Object.assign(row, { status: 'failed', deliveredAt: null, failedAt, failure: 'number-not-in-use' })
      openTask(world, {
        kind: 'message-not-delivered',
        subjectKind: 'outgoing-message',
        subjectId: row.id,
        member: episode.owner,
        dueOn: todayInEngland(failedAt),
        at: failedAt,
      })
    }
    if (index === 2) answer(scene, episode, row)
  }
}

function answer(
  { world }: Scene,
  episode: Episode,
  row: { id: string; address?: string | null | undefined; createdAt: Date },
): void {
  const receivedAt = new Date(row.createdAt.getTime() + 31 * 60_000)
  const id = world.newId(receivedAt)
  world.rows.incomingTexts.push({
    schemeId: world.schemeId,
    id,
    providerId: 'demo-text-0001',
    number: row.address ?? '',
    body: 'can you come after 2 pls, chiropodist in the morning. x',
    receivedAt,
    outgoingId: row.id,
    personId: episode.person.id,
  })
  openTask(world, {
    kind: 'answered-by-text',
    subjectKind: 'incoming-text',
    subjectId: id,
    member: episode.owner,
    dueOn: addWorkingDays(todayInEngland(receivedAt), 0),
    at: receivedAt,
  })
}

const isReached = ({ world }: Scene, { person }: Episode): boolean =>
  world.rows.outgoingMessages.some(({ personId }) => personId === person.id)

/** Open episodes of people whom the gate lets us reach so. */
function someone(
  scene: Scene,
  { channel, purpose }: Way,
  ...conditions: readonly ((episode: Episode) => boolean)[]
): Episode[] {
  return scene.episodes.filter((episode) => {
    const { status, createdAt } = episode.referral
    if (status !== 'accepted' || isReached(scene, episode) || createdAt > scene.at(12, 0)) return false
    return (
      conditions.every((suits) => suits(episode)) && mayContact(toReachable(scene, episode), channel, purpose).allowed
    )
  })
}

function reach(scene: Scene, episode: Episode, { channel, purpose }: Way, createdAt: Date, handled: object) {
  const { world } = scene
  const row = scene.personRow(episode)
  const decision = mayContact(toReachable(scene, episode), channel, purpose)
  if (!decision.allowed) throw new Error('The gate does not let this through')
  const name = `${row.givenName} ${row.familyName}`
  const words = textsFor(
    purpose,
    { name, serviceName: world.service.name, servicePhone: '01632 960800' },
    { words: undefined, texts: {} },
  )
  const outgoing = channel === 'phone' ? 'call' : channel === 'email' ? 'mail' : channel
  return sendOut(scene, {
    channel: outgoing,
    recipientKind: 'person',
    personId: row.id,
    recipientName: name,
    address: channel === 'text' ? decision.to : null,
    event: 'to-person',
    ...words[channel],
    subjectKind: 'referral',
    subjectId: episode.referral.id,
    createdAt,
    createdById: (episode.owner ?? world.lead).membershipId,
    purpose,
    gate: { allowed: true, rules: decision.rules },
    ...handled,
  })
}

function toReachable(scene: Scene, episode: Episode): Reachable {
  const {
    phones,
    email = null,
    postcode = null,
    addressHidden = false,
    diedOn = null,
    ...row
  } = scene.personRow(episode)
  const facts = PersonFacts.parse(row.facts)
  const route = (to: string) => ({ to, isSharedWithUnsafe: false, takesTexts: takesTexts(to), isStopped: false })
  // The columns are JSON; the town wrote them in this form.
  const numbers = (phones ?? []) as readonly { number: string }[]
  const safeContact = (row.safeContact ?? null) as Reachable['safeContact']
  return {
    diedOn,
    contactConsent: undefined,
    safeContact,
    phones: numbers.map(({ number }) => route(toE164(number) ?? number)),
    email: email === null ? null : route(email),
    letter: postcode === null ? null : route(postcode),
    isAddressHidden: addressHidden,
    language: knownValue(facts.language),
    needsInterpreter: knownValue(facts.interpreterNeeded) ?? false,
    forms: knownValue(facts.accessibleInformation) ?? [],
  }
}
