import { z } from 'zod'
import {
  ACCESSIBLE_INFORMATION_NEEDS,
  ETHNIC_CATEGORIES,
  GENDERS,
  LANGUAGES,
  LONG_TERM_CONDITIONS,
  SEXES,
} from './codes.ts'

/** Four answers, never one: "no" is a value, and not having asked is not the same as being refused. */
export const NOT_KNOWN = ['not-asked', 'refused', 'unknown'] as const

const codesOf = <Code extends string>(items: readonly { code: Code }[]) =>
  z.enum(items.map(({ code }) => code) as [Code, ...Code[]])

const fact = <Value extends z.ZodType>(value: Value) =>
  z
    .discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('known'), value }),
      z.strictObject({ answer: z.enum(NOT_KNOWN) }),
    ])
    .prefault({ answer: 'not-asked' })

export const RISK_TIERS = ['very-high', 'high', 'medium', 'low'] as const

/** Everything about a person that may be known, not asked, refused or unknown, beside what identifies them. */
export const PersonFacts = z.strictObject({
  sex: fact(codesOf(SEXES)),
  gender: fact(codesOf(GENDERS)),
  ethnicCategory: fact(codesOf(ETHNIC_CATEGORIES)),
  language: fact(codesOf(LANGUAGES)),
  interpreterNeeded: fact(z.boolean()),
  accessibleInformation: fact(z.array(codesOf(ACCESSIBLE_INFORMATION_NEEDS)).max(20)),
  longTermConditions: fact(z.array(codesOf(LONG_TERM_CONDITIONS)).max(20)),
  riskTier: fact(z.enum(RISK_TIERS)),
  livesAlone: fact(z.boolean()),
  isCarer: fact(z.boolean()),
  /** Known to be false: no fixed address. Refused or unknown: we know that we do not know it. */
  fixedAddress: fact(z.boolean()),
  telephone: fact(z.boolean()),
})
export type PersonFacts = z.infer<typeof PersonFacts>
export type FactName = keyof PersonFacts

type Fact = PersonFacts[FactName]

/** The value of a fact, or undefined whenever it is not known for whatever reason. */
export const knownValue = <F extends Fact>(given: F): Extract<F, { answer: 'known' }>['value'] | undefined =>
  given.answer === 'known' ? given.value : undefined
