import type { TargetName } from './settings.ts'
import type { Scheme, SchemeCounts } from './store.ts'

/** What a scheme still lacks, each with what to do about it. What it must have stands between it and its first referral. */
export type Missing = { what: string; todo: string; isMust: boolean }

const PHONES = {
  crisisLine: 'a crisis line',
  adultSafeguarding: 'adult safeguarding',
  outOfHours: 'the service out of hours',
} as const

/** England has eight bank holidays in a year. */
const BANK_HOLIDAYS_AHEAD = 8

/** A telephone number that is not known when it is needed, or a concern that reaches nobody, could cost a life. */
export function missingBeforeLive(
  { settings, lists }: Pick<Scheme, 'settings' | 'lists'>,
  counts: SchemeCounts,
): Missing[] {
  const { safety, criteria, targets } = settings
  const must = (isThere: boolean, what: string, todo: string): Missing[] =>
    isThere ? [] : [{ what, todo, isMust: true }]
  const should = (isThere: boolean, what: string, todo: string): Missing[] =>
    isThere ? [] : [{ what, todo, isMust: false }]
  const inUse = (list: 'need' | 'decline-reason' | 'closure-reason') =>
    lists[list].some(({ retiredOn }) => retiredOn === null)
  return [
    ...(Object.keys(PHONES) as (keyof typeof PHONES)[]).flatMap((name) =>
      must(safety.phones[name] !== null, `phone-${name}`, `Enter the telephone number of ${PHONES[name]}`),
    ),
    ...must(
      safety.concernLadder.length >= 2,
      'concern-ladder',
      'Name somebody on duty for concerns, and somebody who stands in',
    ),
    ...must(
      safety.loneWorkingLadder.length >= 2,
      'lone-working-ladder',
      'Name two people at least who are told when a worker is not back',
    ),
    ...must(counts.practices > 0, 'practice', 'Add the practices, one by one or by import'),
    ...must(counts.advisors > 0, 'advisor', 'Make an account for an advisor of the service'),
    ...must(counts.teamLeads > 0, 'team-lead', 'Make an account for the team lead of the service'),
    ...must(inUse('need'), 'needs', 'Keep at least one need in use, so that people can be referred'),
    ...must(inUse('decline-reason'), 'decline-reasons', 'Keep at least one reason for saying no in use'),
    ...must(inUse('closure-reason'), 'closure-reasons', 'Keep at least one reason for closing in use'),
    ...should(counts.safeguardingLeads > 0, 'safeguarding-lead', 'Make an account for the safeguarding lead'),
    ...should(counts.privacyOfficers > 0, 'privacy-officer', 'Make an account for the privacy officer'),
    ...should(
      counts.bankHolidaysAhead >= BANK_HOLIDAYS_AHEAD,
      'bank-holidays',
      'Bring the database up to date: bank holidays of the next 12 months are missing',
    ),
    ...should(
      criteria.minimumAge > 0 || criteria.longTermConditionOrCarer || criteria.riskTiers.length > 0,
      'criteria',
      'Say whom the scheme takes: now it takes everybody',
    ),
    ...should(
      (Object.keys(targets) as TargetName[]).every((name) => targets[name] > 0),
      'targets',
      'Give every target a day at least: nobody can keep one of none',
    ),
  ]
}
