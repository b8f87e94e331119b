import postgres from 'postgres'
import { NewPersonBody } from '../../src/features/people/contract.ts'
import { makeTestNhsNumber } from '../../src/features/people/nhs-number.ts'
import { readBack } from '../../src/features/referrals/read-back.ts'
import type { Pools } from '../../src/platform/db/pools.ts'
import type { Answer, Client } from './client.ts'
import { type Member, makeTown, type Town } from './town.ts'

type Status = 'draft' | 'submitted' | 'returned' | 'accepted' | 'declined' | 'withdrawn' | 'entered-in-error'
export type GivenReferral = {
  id: string
  personId: string
  reference: string
  version: number
  dueOn: string | null
  status: string
}
type ReferralOptions = {
  status?: Status
  allocatedTo?: Member
  town?: Town
  by?: Member
  person?: object
  practiceId?: string
  needs?: string[]
}

export type Given = {
  town: Town
  /** A second scheme on the same database, with the same of everything. */
  anotherTown: () => Promise<Town>
  /** Someone new, as a practice gives them; each has an NHS number of their own. */
  personDetails: (details?: object) => Record<string, unknown>
  referralDetails: (details?: object) => Record<string, unknown>
  referral: (options?: ReferralOptions) => Promise<GivenReferral>
  /** What the databases's owner sees, whatever the policies say. */
  rows: <Row>(query: string) => Promise<Row[]>
}

/** A ward sister who is answered by letter. */
export const OUTSIDE = {
  name: 'Sister Invented',
  organisation: 'Ward 7',
  answer: { by: 'letter', to: ['Ward 7', '1 Hospital Road', 'S60 2UD'] },
}

let people = 0

/** The next valid NHS number that begins 999. */
export function nextNhsNumber(): string {
  for (;;) {
    const number = makeTestNhsNumber(people++)
    if (number !== undefined) return number
  }
}

export async function createGiven(tools: {
  pools: Pools
  databaseUrl: string
  as: (member: Member) => Client
  now: () => Date
}): Promise<Given> {
  const { databaseUrl, as, now } = tools
  const town = await makeTown(databaseUrl)

  const personDetails = (details: object = {}) => ({
    nhsNumber: nextNhsNumber(),
    givenName: 'Edith',
    familyName: 'Thornley',
    bornOn: '1943-05-17',
    address: { lines: ['4 Chapel Walk'], postcode: 'S60 1AA' },
    phones: [{ number: '01709 555 0123', label: 'home' }],
    safeContact: { channels: ['phone', 'text', 'email', 'letter'] },
    facts: { longTermConditions: { answer: 'known', value: ['copd'] }, livesAlone: { answer: 'known', value: true } },
    ...details,
  })
  const referralDetails = (details: object = {}) =>
    withReadBack({
      person: personDetails(),
      needs: ['loneliness'],
      reason: 'Alone since her husband died; two admissions this winter.',
      homeVisitRisk: 'none-known',
      onBehalfOf: 'Dr Invented',
      consent: { answer: 'given', how: 'in-person', on: now().toISOString().slice(0, 10) },
      // A test refers the same person as often as it likes; that a second one is shown first has tests of its own.
      secondBecause: 'Another need',
      submit: true,
      ...details,
    })

  async function referral(options: ReferralOptions = {}): Promise<GivenReferral> {
    const {
      status = 'submitted',
      town: place = town,
      by = place.referrer,
      person,
      allocatedTo,
      practiceId,
      needs,
    } = options
    const details = referralDetails({
      submit: status !== 'draft',
      ...(by.role === 'referrer' ? {} : { outsideReferrer: OUTSIDE }),
      ...(person === undefined ? {} : { person }),
      ...(practiceId === undefined ? {} : { practiceId }),
      ...(needs === undefined ? {} : { needs }),
    })
    const made: GivenReferral = expect(201, await as(by).post('/referrals', details))
    const steps: Partial<Record<Status, [Member, string, object?]>> = {
      returned: [place.advisor, 'return', { reason: 'insufficient-information', question: 'Does she have a phone?' }],
      accepted: [place.advisor, 'accept'],
      declined: [place.advisor, 'decline', { reason: 'capacity', advisedInstead: 'Ring the lunch club.' }],
      withdrawn: [place.referrer, 'withdraw', { reason: 'person-changed-mind' }],
      'entered-in-error': [place.teamLead, 'enter-in-error', { note: 'Made for the wrong person' }],
    }
    const step = steps[status]
    if (step !== undefined) expect(200, await as(step[0]).post(`/referrals/${made.id}/${step[1]}`, step[2]))
    if (allocatedTo !== undefined)
      expect(
        200,
        await as(place.teamLead).post(`/referrals/${made.id}/allocate`, { membershipId: allocatedTo.membershipId }),
      )
    return { ...made, status }
  }

  return {
    town,
    anotherTown: () => makeTown(databaseUrl, 'Oakford'),
    personDetails,
    referralDetails,
    referral,
    rows: (query) => readAsOwner(databaseUrl, query),
  }
}

/** Says that the details were read back, as a page does with its tick. What is not a whole person is left as it is. */
export function withReadBack<Body extends { person?: unknown }>(body: Body): Body & { readBackOf?: string } {
  const { data } = NewPersonBody.safeParse(body.person)
  return data === undefined ? body : { ...body, readBackOf: readBack(data, '2026-03-02').code }
}

/** Sends a draft as a page does: asked once, the details are shown; read back, they are sent. */
export async function sendDraft(client: Client, referralId: string): Promise<Answer> {
  return sendReadBack(client, `/referrals/${referralId}/submit`, {})
}

/** The same for somebody who is known by id. */
export async function sendReadBack(client: Client, url: string, body: object): Promise<Answer> {
  const asked = await client.post(url, body)
  if (asked.body.type !== '/problems/read-back-needed') return asked
  return client.post(url, { ...body, readBackOf: asked.body.about.code, secondBecause: 'Another need' })
}

async function readAsOwner<Row>(databaseUrl: string, query: string): Promise<Row[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    return (await sql.unsafe(query)) as unknown as Row[] // the test names the columns it asks for
  } finally {
    await sql.end()
  }
}

function expect<Body>(status: number, answer: Answer): Body {
  if (answer.statusCode !== status) throw new Error(`Expected ${status}, got ${answer.statusCode}: ${answer.text}`)
  return answer.body
}
