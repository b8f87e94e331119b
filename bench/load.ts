import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { NewPersonBody } from '../src/features/people/contract.ts'
import { makeTestNhsNumber } from '../src/features/people/nhs-number.ts'
import { readBack } from '../src/features/referrals/read-back.ts'

export type Target = { url: string; headers: Record<string, string> }
export type Measured = { perSecond: number; p50: number; p99: number }
type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string }

const CONNECTIONS = 16

/** Sends one kind of request for some seconds; any answer that is not a success makes the figure worthless and stops the bench. */
export async function load({ url, headers }: Target, seconds: number, next: () => Request): Promise<Measured> {
  const refused: string[] = []
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const made = next()
          return { ...request, ...made, headers: { ...headers, ...made.headers } }
        },
        onResponse: (status, body) => {
          if (status >= 300 && refused.length < 3) refused.push(`${status} ${body}`)
        },
      },
    ],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(
      [`${result.non2xx} answers were no success and ${result.errors} requests failed`, ...refused].join('\n'),
    )
  return { perSecond: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}

let people = 0

/** Somebody new in each request: the statement makes person, registration, consent, relations, referral, event, job and audit. */
export function createReferral(prefix: string, today: string): Request {
  let nhsNumber: string | undefined
  while (nhsNumber === undefined) nhsNumber = makeTestNhsNumber(people++)
  const person = {
    nhsNumber,
    givenName: 'Edith',
    familyName: 'Thornley',
    bornOn: '1943-05-17',
    address: { lines: ['4 Chapel Walk'], postcode: 'S60 1AA' },
    phones: [{ number: '01632 960123', label: 'home' }],
    safeContact: { channels: ['phone'] },
    facts: { longTermConditions: { answer: 'known', value: ['copd'] }, livesAlone: { answer: 'known', value: true } },
  }
  return {
    method: 'POST',
    path: `${prefix}/referrals`,
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      person,
      needs: ['loneliness'],
      reason: 'Alone since her husband died; two admissions this winter.',
      homeVisitRisk: 'not-asked',
      onBehalfOf: 'Dr Invented',
      consent: { answer: 'given', how: 'in-person', on: today },
      readBackOf: readBack(NewPersonBody.parse(person), today).code,
      submit: true,
    }),
  }
}

export const readOne = (prefix: string, referralIds: readonly string[]): Request => ({
  method: 'GET',
  path: `${prefix}/referrals/${referralIds[Math.floor(Math.random() * referralIds.length)] ?? ''}`,
})

export const listCaseload = (prefix: string): Request => ({
  method: 'GET',
  path: `${prefix}/referrals?owner=me&limit=25`,
})
