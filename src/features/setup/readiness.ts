import type { Scheme, TargetName } from '../schemes/public.ts'
import { CONFIRMATIONS, type Confirmation, TEST_WAYS, type TestWay } from './kinds.ts'

/** What a scheme still lacks, each with what to do about it. What it must have stands between it and its first referral. */
export type Missing = { what: string; todo: string; isMust: boolean; because: string }

/** What counts before a scheme goes live. Organisations and those who work for them, and nobody who is cared for. */
export type SchemeCounts = {
  practices: number
  advisors: number
  teamLeads: number
  safeguardingLeads: number
  privacyOfficers: number
  bankHolidaysAhead: number
  /** Groups with an open activity that have signed nothing that is in force. */
  groupsWithoutAgreement: number
  /** Whether a privacy notice holds today. */
  hasNotice: boolean
}

export type ReadinessFacts = Pick<Scheme, 'settings' | 'lists'> & {
  counts: SchemeCounts
  /** Working days within two weeks for which the rota names nobody. */
  daysWithoutDuty: number
  tested: Record<TestWay, Date | null>
  confirmed: readonly Confirmation[]
}

type Check = {
  what: string
  isMust: boolean
  /** Why it must be there, or why the scheme may begin without. */
  because: string
  todo: string | ((facts: ReadinessFacts) => string)
  isThere: (facts: ReadinessFacts) => boolean
}

/** England has eight bank holidays in a year. */
const BANK_HOLIDAYS_AHEAD = 8

const IT_COULD_COST_A_LIFE = 'When it is needed there is no time to look for it: it could cost a life'
const NOBODY_WOULD_ANSWER = 'Without it a referral goes where nobody answers'
const DEFAULTS_HOLD = 'The defaults are usable, so nobody comes to harm; but they may not be what you agreed'

const inUse = ({ lists }: ReadinessFacts, list: 'need' | 'decline-reason' | 'closure-reason') =>
  lists[list].some(({ retiredOn }) => retiredOn === null)

const phone = (name: 'crisisLine' | 'adultSafeguarding' | 'outOfHours', words: string): Check => ({
  what: `phone-${name}`,
  isMust: true,
  because: IT_COULD_COST_A_LIFE,
  todo: `Enter the telephone number of ${words}`,
  isThere: ({ settings }) => settings.safety.phones[name] !== null,
})

const CONFIRM: Record<Confirmation, string> = {
  needs: 'Look at the list of needs and confirm that it is yours',
  reasons: 'Look at the reasons for saying no, holding and closing and confirm that they are yours',
  targets: 'Look at the targets and confirm that they are yours',
  criteria: 'Look at whom the scheme takes and confirm that it is yours',
  'letter-texts': 'Look at the letters, texts and calls, each with its preview, and confirm that they are yours',
}

const TEST: Record<TestWay, string> = {
  mail: 'Send yourself a mail, and see that it arrives',
  text: 'Send yourself a text, and see that it arrives',
}

/** What is asked, in the order in which it is done. A telephone number that is missing when it is needed could cost a life. */
const CHECKS: readonly Check[] = [
  phone('crisisLine', 'a crisis line'),
  phone('adultSafeguarding', 'adult safeguarding'),
  phone('outOfHours', 'the service out of hours'),
  {
    what: 'concern-ladder',
    isMust: true,
    because: IT_COULD_COST_A_LIFE,
    todo: 'Name somebody on duty for concerns, and somebody who stands in',
    isThere: ({ settings }) => settings.safety.concernLadder.length >= 2,
  },
  {
    what: 'lone-working-ladder',
    isMust: true,
    because: IT_COULD_COST_A_LIFE,
    todo: 'Name two people at least who are told when a worker is not back',
    isThere: ({ settings }) => settings.safety.loneWorkingLadder.length >= 2,
  },
  {
    what: 'practice',
    isMust: true,
    because: 'Without one there is nobody to refer',
    todo: 'Add the practices, one by one or by import',
    isThere: ({ counts }) => counts.practices > 0,
  },
  {
    what: 'advisor',
    isMust: true,
    because: NOBODY_WOULD_ANSWER,
    todo: 'Make an account for an advisor of the service',
    isThere: ({ counts }) => counts.advisors > 0,
  },
  {
    what: 'team-lead',
    isMust: true,
    because: NOBODY_WOULD_ANSWER,
    todo: 'Make an account for the team lead of the service',
    isThere: ({ counts }) => counts.teamLeads > 0,
  },
  {
    what: 'needs',
    isMust: true,
    because: 'Without one nobody can be referred',
    todo: 'Keep at least one need in use, so that people can be referred',
    isThere: (facts) => inUse(facts, 'need'),
  },
  {
    what: 'decline-reasons',
    isMust: true,
    because: 'Without one the service cannot say no, and a referral stays open for ever',
    todo: 'Keep at least one reason for saying no in use',
    isThere: (facts) => inUse(facts, 'decline-reason'),
  },
  {
    what: 'closure-reasons',
    isMust: true,
    because: 'Without one no episode can end',
    todo: 'Keep at least one reason for closing in use',
    isThere: (facts) => inUse(facts, 'closure-reason'),
  },
  {
    what: 'privacy-notice',
    isMust: true,
    because: 'People are told what is done with what is written about them from the first one on: it is the law',
    todo: 'Publish the privacy notice, with the day from which it holds',
    isThere: ({ counts }) => counts.hasNotice,
  },
  {
    what: 'duty-rota',
    isMust: false,
    because:
      'While nobody is on duty, what has no owner stands on the list of everybody at the service: it is not lost',
    todo: ({ daysWithoutDuty }) => `Name somebody on duty for ${sayDays(daysWithoutDuty)} of the next two weeks`,
    isThere: ({ daysWithoutDuty }) => daysWithoutDuty === 0,
  },
  ...TEST_WAYS.map(
    (way): Check => ({
      what: `${way}-tested`,
      isMust: false,
      because: 'What is urgent also stands on the list of whoever owes it; but nobody is told of it elsewhere',
      todo: TEST[way],
      isThere: ({ tested }) => tested[way] !== null,
    }),
  ),
  {
    what: 'sharing-agreements',
    isMust: false,
    because: 'A group that has signed nothing is told no names: it waits, and nothing leaks',
    todo: ({ counts }) =>
      `Get sharing agreements signed: groups with an activity and none: ${counts.groupsWithoutAgreement}`,
    isThere: ({ settings, counts }) => !settings.requireAgreements || counts.groupsWithoutAgreement === 0,
  },
  {
    what: 'safeguarding-lead',
    isMust: false,
    because: 'Concerns climb the ladder without; but nobody looks at all of them',
    todo: 'Make an account for the safeguarding lead',
    isThere: ({ counts }) => counts.safeguardingLeads > 0,
  },
  {
    what: 'privacy-officer',
    isMust: false,
    because: 'Who looked is recorded without; but nobody reads it',
    todo: 'Make an account for the privacy officer',
    isThere: ({ counts }) => counts.privacyOfficers > 0,
  },
  {
    what: 'bank-holidays',
    isMust: false,
    because: 'Clocks run on; some are a day early',
    todo: 'Bring the database up to date: bank holidays of the next 12 months are missing',
    isThere: ({ counts }) => counts.bankHolidaysAhead >= BANK_HOLIDAYS_AHEAD,
  },
  {
    what: 'criteria',
    isMust: false,
    because: 'The service can say no to each',
    todo: 'Say whom the scheme takes: now it takes everybody',
    isThere: ({ settings: { criteria } }) =>
      criteria.minimumAge > 0 || criteria.longTermConditionOrCarer || criteria.riskTiers.length > 0,
  },
  {
    what: 'targets',
    isMust: false,
    because: 'Everything is late at once, and nobody sees what is',
    todo: 'Give every target a day at least: nobody can keep one of none',
    isThere: ({ settings: { targets } }) => (Object.keys(targets) as TargetName[]).every((name) => targets[name] > 0),
  },
  ...CONFIRMATIONS.map(
    (what): Check => ({
      what: `confirmed-${what}`,
      isMust: false,
      because: DEFAULTS_HOLD,
      todo: CONFIRM[what],
      isThere: ({ confirmed }) => confirmed.includes(what),
    }),
  ),
]

const sayDays = (days: number): string => (days === 1 ? 'one working day' : `${days} working days`)

export const missingBeforeLive = (facts: ReadinessFacts): Missing[] =>
  CHECKS.filter(({ isThere }) => !isThere(facts)).map(({ what, isMust, because, todo }) => ({
    what,
    isMust,
    because,
    todo: typeof todo === 'string' ? todo : todo(facts),
  }))
