import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { wasWrittenAbout } from '../../messages/to-person.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { ContactChannel } from '../kinds.ts'
import { firstNameOf, PERSON_NEWS, type PersonNews } from '../news-texts.ts'
import { newsTexts } from '../reach-texts.ts'
import { findReachableUnscoped } from '../store/reach.ts'
import { findTexts } from '../store/texts.ts'
import { type OwedInstead, type Reached, reachPerson } from './reach-person.ts'

type News = {
  personId: string
  news: PersonNews
  /** Who comes or rings, by the name they have at work; undefined while nobody is known. */
  workerName?: string | undefined
  /** The day and time in words. */
  when?: string | undefined
  /** The ways that arrive in time. */
  channels: readonly ContactChannel[]
  preferred?: ContactChannel | undefined
  about: { subjectKind: string; subjectId: string }
  ownerId?: string | undefined
  otherwise?: OwedInstead | undefined
}

/** Tells somebody by itself of their own episode, through the gate; undefined when the scheme does not want that, or they died. */
export async function tellPerson(tx: Tx, context: Context | SystemContext, told: News): Promise<Reached | undefined> {
  const { personId, news, workerName, when, channels, preferred, about, ownerId, otherwise } = told
  const { name, settings } = await getScheme(context)
  const { setting, purpose } = PERSON_NEWS[news]
  if (!settings.toPerson[setting]) return undefined
  const person = await findReachableUnscoped(tx, context, personId)
  if (person === undefined) throw new Error('A use-case tells a person that it has found')
  if (person.diedOn !== null) return undefined
  const service = await findOrganisation(tx, settings.advisorServiceId)
  const facts = {
    name: person.name,
    serviceName: service?.name ?? name,
    servicePhone: service?.phone ?? null,
    who: workerName === undefined ? undefined : firstNameOf(workerName),
    when,
  }
  const texts = newsTexts(news, facts, await findTexts(tx))
  return reachPerson(tx, context, {
    personId: person.id,
    purpose,
    texts: Object.fromEntries(channels.map((channel) => [channel, texts[channel]])),
    about,
    preferred,
    ownerId,
    otherwise,
    byMachine: true,
  })
}

/** Whether the person was written to about this before, so that a job that runs twice tells once. */
export const hasBeenTold = (tx: Tx, subjectId: string): Promise<boolean> => wasWrittenAbout(tx, subjectId)
