import { LANGUAGES } from '../people/public.ts'
import type { Scheme } from '../schemes/public.ts'
import { WHERE } from './directory-words.ts'
import { ACCESS_FEATURES } from './kinds.ts'
import { EVERY } from './listing-form.ts'

type Choice = { value: string; text: string }
const of = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))
const any: Choice = { value: '', text: 'Any' }

const DAY_CHOICES = of({
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
})
export const FEATURE_CHOICES = of(ACCESS_FEATURES)
const LANGUAGE_CHOICES = LANGUAGES.filter(({ code }) => code !== 'en').map(({ code, label }) => ({
  value: code as string,
  text: label as string,
}))

const kindsOf = ({ lists }: Scheme): Choice[] =>
  lists['activity-category']
    .filter(({ retiredOn }) => retiredOn === null)
    .map(({ code, label }) => ({ value: code, text: label }))

/** What the form of a listing lets somebody choose. */
export const listingChoices = (scheme: Scheme) => ({
  categories: [{ value: '', text: '' }, ...kindsOf(scheme)],
  languages: LANGUAGE_CHOICES,
  days: DAY_CHOICES,
  every: of(EVERY),
  locations: of(WHERE),
  features: FEATURE_CHOICES,
  entries: of({
    'referral-needed': 'By a referral',
    'open-door': 'The door is open: whoever comes is counted, not named',
  }),
  modes: of({ counted: 'Yes, while one is free', 'talk-first': 'No, talk with us first' }),
})

/** What a search lets somebody choose. */
export const searchChoices = (scheme: Scheme) => ({
  categories: [any, ...kindsOf(scheme)],
  days: [any, ...DAY_CHOICES],
  parts: [any, ...of({ morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' })],
  distances: [any, ...[1, 2, 5, 10, 20].map((km) => ({ value: String(km), text: `${km} km` }))],
  costs: [any, ...of({ 0: 'Free', 200: 'At most £2', 500: 'At most £5', 1000: 'At most £10' })],
  languages: [any, ...LANGUAGE_CHOICES],
  features: FEATURE_CHOICES,
})
