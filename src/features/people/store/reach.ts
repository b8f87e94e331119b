import { sql as dsql, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addressKey, contactKeys, emailKey, phoneKey, takesTexts, toE164 } from '../contact-keys.ts'
import { knownValue, PersonFacts } from '../facts.ts'
import { CONTACT_CHANNELS } from '../kinds.ts'
import type { Reachable, Route } from '../may-contact.ts'
import { findConsent } from '../store.ts'
import { strictestSafeContact } from '../strictest.ts'
import { people, relatedPeople } from '../tables.ts'
import { ofAllRecords } from './related-people.ts'

export type ReachablePerson = Reachable & {
  id: string
  name: string
  address: { lines: string[]; postcode: string } | null
}

const Phones = z.array(z.object({ number: z.string(), label: z.string() }))
const SafeContact = z.object({
  channels: z.array(z.enum(CONTACT_CHANNELS)),
  voicemail: z.boolean(),
  times: z.string().optional(),
  lettersDespiteHidden: z.boolean().optional(),
})

/**
 * Everything that the gate asks about somebody, as it is now. Unscoped: a use-case has found the person, or a job sends what
 * one has written. A record that was merged is reached as the person it turned out to be.
 */
export async function findReachableUnscoped(
  tx: Tx,
  context: Pick<SystemContext, 'schemeId'>,
  personId: string,
): Promise<ReachablePerson | undefined> {
  const row = await findRow(tx, personId)
  if (row === undefined) return undefined
  const all = await listRecords(tx, row)
  // What somebody needs to be understood is needed whichever record says it; of two languages the one that stays counts.
  const facts = all.map((record) => PersonFacts.parse(record.facts))
  const [unsafe, consent, stopped] = [
    await listUnsafeKeys(tx, row),
    await findConsent(tx, { personId: row.id, purpose: 'contact' }),
    await listStoppedNumbers(tx, context.schemeId),
  ]
  const address = toAddress(row)
  const route = (key: string, to: string, number?: string): Route => ({
    to,
    isSharedWithUnsafe: unsafe.has(key),
    takesTexts: number !== undefined && takesTexts(number),
    isStopped: stopped.has(to),
  })
  return {
    id: row.id,
    name: `${row.givenName} ${row.familyName}`,
    address,
    diedOn: all.find(({ diedOn }) => diedOn !== null)?.diedOn ?? null,
    contactConsent: consent,
    safeContact: strictestSafeContact(
      all.flatMap(({ safeContact }) => (safeContact === null ? [] : [SafeContact.parse(safeContact)])),
    ),
    phones: Phones.parse(row.phones).map(({ number }) => route(phoneKey(number), toE164(number) ?? number, number)),
    email: row.email === null ? null : route(emailKey(row.email), row.email),
    letter: address === null ? null : route(addressKey(address), [...address.lines, address.postcode].join('\n')),
    isAddressHidden: all.some(({ addressHidden }) => addressHidden),
    language: facts.map(({ language }) => knownValue(language)).find((language) => language !== undefined),
    needsInterpreter: facts.some(({ interpreterNeeded }) => knownValue(interpreterNeeded) === true),
    forms: [...new Set(facts.flatMap(({ accessibleInformation }) => knownValue(accessibleInformation) ?? []))],
  }
}

/** This record, and those that turned out to be the same person. */
async function listRecords(tx: Tx, row: typeof people.$inferSelect) {
  const duplicates = await tx.select().from(people).where(eq(people.mergedInto, row.id)).orderBy(people.id)
  return [row, ...duplicates]
}

async function findRow(tx: Tx, personId: string) {
  const [row] = await tx.select().from(people).where(eq(people.id, personId))
  if (row === undefined || row.mergedInto === null) return row
  const [survivor] = await tx.select().from(people).where(eq(people.id, row.mergedInto))
  return survivor
}

const toAddress = (row: { addressLines: string[] | null; postcode: string | null }) =>
  row.postcode === null ? null : { lines: row.addressLines ?? [], postcode: row.postcode }

/**
 * The numbers, mailboxes and doors of whoever must not hear: as they were given, of their own record, and of the home they
 * share; and what they had before, because a number that is changed is not safe by that. A mark on a record that turned out to be this person counts as well.
 */
async function listUnsafeKeys(tx: Tx, person: typeof people.$inferSelect): Promise<Set<string>> {
  const rows = await tx
    .select({
      phone: relatedPeople.phone,
      formerKeys: relatedPeople.formerKeys,
      livesWith: relatedPeople.livesWith,
      keys: dsql<
        string[] | null
      >`(select array_agg(key) from people as other, unnest(other.contact_keys || other.former_contact_keys) as key
        where other.scheme_id = ${relatedPeople.schemeId} and other.id in (select id from records_of(${relatedPeople.schemeId}, ${relatedPeople.relatedPersonId})))`,
      own: people,
    })
    .from(relatedPeople)
    .innerJoin(
      people,
      dsql`${people.schemeId} = ${relatedPeople.schemeId} and ${people.id} = ${relatedPeople.personId}`,
    )
    .where(
      dsql`(${people.id} = ${person.id} or ${people.mergedInto} = ${person.id}) and ${relatedPeople.isUnsafe} and ${relatedPeople.endedAt} is null`,
    )
  return new Set(
    rows.flatMap(({ phone, formerKeys, livesWith, keys, own }) => {
      const homes = [toAddress(own), toAddress(person)].filter((home) => home !== null)
      return [
        ...(phone === null ? [] : [phoneKey(phone)]),
        ...formerKeys,
        ...(keys ?? []),
        ...(livesWith === true ? homes.map(addressKey) : []),
      ]
    }),
  )
}

async function listStoppedNumbers(tx: Tx, schemeId: string): Promise<Set<string>> {
  const rows = await tx.execute<{ number: string }>(
    dsql`select number from stopped_numbers where scheme_id = ${schemeId}::uuid`,
  )
  return new Set([...rows].map(({ number }) => number))
}

/** What is said without a word on letters leaves what the person said of letters to a hidden address. */
export function keepLettersDespiteHidden<T extends object>(before: unknown, next: T): T {
  const kept = SafeContact.safeParse(before).data?.lettersDespiteHidden
  return kept === undefined ? next : { lettersDespiteHidden: kept, ...next }
}

/**
 * Marks these related people as unsafe, and keeps the rules. Of this record exactly these; on another record of the human a mark
 * is added and none is taken away: it is taken where it was made.
 */
export async function saveSafeContact(
  tx: Tx,
  person: typeof people.$inferSelect,
  {
    safeContact,
    addressHidden,
    unsafeIds,
  }: { safeContact: object | null; addressHidden: boolean; unsafeIds: string[] },
): Promise<void> {
  await tx
    .update(people)
    .set({ safeContact, addressHidden, version: person.version + 1 })
    .where(eq(people.id, person.id))
  await tx
    .update(relatedPeople)
    .set({
      isUnsafe: dsql`id = any(${dsql.param(unsafeIds)}::uuid[]) or (${relatedPeople.personId} <> ${person.id} and ${relatedPeople.isUnsafe})`,
    })
    .where(dsql`${ofAllRecords(person.id)} and ${relatedPeople.endedAt} is null`)
}

export async function listRelatedIds(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: relatedPeople.id })
    .from(relatedPeople)
    .where(dsql`${ofAllRecords(personId)} and ${relatedPeople.endedAt} is null`)
  return rows.map(({ id }) => id)
}

/** Keys again after a change of the details, of the record that changed, also when it was merged; those that go are kept apart. */
export async function saveContactKeys(tx: Tx, personId: string): Promise<void> {
  const [row] = await tx.select().from(people).where(eq(people.id, personId))
  if (row === undefined) return
  const keys = contactKeys({ phones: Phones.parse(row.phones), email: row.email, address: toAddress(row) })
  const formerContactKeys = [...new Set([...row.formerContactKeys, ...row.contactKeys])].filter(
    (key) => !keys.includes(key),
  )
  await tx.update(people).set({ contactKeys: keys, formerContactKeys }).where(eq(people.id, row.id))
}

/** Whether this colleague visits: owns an open referral of the person, or has a contact planned. The lead knows in any case. */
export async function mayKnowAddress(
  tx: Tx,
  { schemeId, actor }: { schemeId: string; actor: { role: string; membershipId: string } },
  personId: string,
): Promise<boolean> {
  if (actor.role === 'team-lead') return true
  if (actor.role !== 'advisor') return false
  const [row] = await tx.execute<{ visits: boolean }>(
    dsql`select visits_person(${schemeId}::uuid, ${personId}::uuid, ${actor.membershipId}::uuid) as visits`,
  )
  return row?.visits === true
}
