import t from 'tap'
import { CONTACT_CHANNELS } from '../../src/features/people/kinds.ts'
import {
  chooseWay,
  mayContact,
  REACH_PURPOSE_CODES,
  REACH_PURPOSES,
  type Reachable,
  type ReachRefusal,
} from '../../src/features/people/may-contact.ts'

const route = (to: string) => ({ to, isSharedWithUnsafe: false, takesTexts: true, isStopped: false })
const OPEN: Reachable = {
  diedOn: null,
  contactConsent: 'given',
  safeContact: { channels: [...CONTACT_CHANNELS], voicemail: false, times: 'Mornings' },
  phones: [route('+447700900123')],
  email: route('she@example.org'),
  letter: route('4 Chapel Walk\nS60 1AA'),
  isAddressHidden: false,
  language: 'en',
  needsInterpreter: false,
  forms: [],
}
const unsafe = { isSharedWithUnsafe: true }

/** What is changed of somebody who may be reached each way, and what each way then answers. */
const RULES: [string, Partial<Reachable>, Partial<Record<(typeof CONTACT_CHANNELS)[number], ReachRefusal>>][] = [
  ['nothing speaks against it', {}, {}],
  ['died', { diedOn: '2026-03-01' }, { phone: 'died', text: 'died', email: 'died', letter: 'died' }],
  ...(['withdrawn', 'refused'] as const).map((contactConsent): (typeof RULES)[number] => [
    `consent ${contactConsent}`,
    { contactConsent },
    { phone: 'no-consent', text: 'no-consent', email: 'no-consent', letter: 'no-consent' },
  ]),
  ['nobody asked how', { safeContact: null }, { text: 'not-safe', email: 'not-safe' }],
  [
    'letters only',
    { safeContact: { channels: ['letter'], voicemail: false } },
    { phone: 'not-safe', text: 'not-safe', email: 'not-safe' },
  ],
  [
    'the telephone is his too',
    { phones: [{ ...route('+447700900123'), ...unsafe }] },
    { phone: 'shared-with-unsafe', text: 'shared-with-unsafe' },
  ],
  ['he reads her mail', { email: { ...route('us@example.org'), ...unsafe } }, { email: 'shared-with-unsafe' }],
  ['he opens the letters', { letter: { ...route('4 Chapel Walk'), ...unsafe } }, { letter: 'shared-with-unsafe' }],
  ['hidden', { isAddressHidden: true }, { letter: 'address-hidden' }],
  [
    'hidden, and letters may come',
    {
      isAddressHidden: true,
      safeContact: { channels: [...CONTACT_CHANNELS], voicemail: false, lettersDespiteHidden: true },
    },
    {},
  ],
  ['STOP', { phones: [{ ...route('+447700900123'), isStopped: true }] }, { text: 'stopped' }],
  ['a landline', { phones: [{ ...route('+441709555012'), takesTexts: false }] }, { text: 'nothing-to-use' }],
  [
    'nothing known',
    { phones: [], email: null, letter: null },
    { phone: 'nothing-to-use', text: 'nothing-to-use', email: 'nothing-to-use', letter: 'nothing-to-use' },
  ],
  [
    'reads Braille',
    { forms: ['braille'] },
    { text: 'needs-another-form', email: 'needs-another-form', letter: 'needs-another-form' },
  ],
  ['large print', { forms: ['large-print'] }, {}],
  ['cannot use a telephone', { forms: ['no-phone-calls'] }, { phone: 'needs-another-form' }],
  [
    'needs an interpreter',
    { language: 'pl', needsInterpreter: true },
    { text: 'needs-another-language', email: 'needs-another-language', letter: 'needs-another-language' },
  ],
]

t.test('every way by every rule by every purpose', async (t) => {
  for (const [name, change, expected] of RULES)
    for (const purpose of REACH_PURPOSE_CODES)
      for (const channel of CONTACT_CHANNELS) {
        const person = { ...OPEN, ...change }
        const decision = mayContact(person, channel, purpose)
        const suits = (REACH_PURPOSES[purpose].by as readonly string[]).includes(channel)
        const first = expected[channel]
        const refusal = first === 'died' || first === 'no-consent' ? first : suits ? first : 'not-for-this'
        t.equal(decision.allowed ? undefined : decision.because, refusal, `${name}: ${purpose} by ${channel}`)
      }
})

t.test('a survey needs a yes; the rules go with what is allowed', async (t) => {
  t.match(mayContact({ ...OPEN, contactConsent: undefined }, 'letter', 'survey'), { because: 'no-consent' })
  t.match(mayContact({ ...OPEN, contactConsent: undefined }, 'letter', 'appointment'), { allowed: true })
  t.match(mayContact(OPEN, 'phone', 'appointment'), {
    allowed: true,
    to: '+447700900123',
    rules: { times: 'Mornings', voicemail: false, language: 'en' },
  })
  t.match(
    mayContact({ ...OPEN, safeContact: null }, 'phone', 'appointment'),
    { rules: { voicemail: false } },
    'no voicemail when nobody asked',
  )
})

t.test('her own telephone is taken where one of two is shared; no way open says why of each', async (t) => {
  const own = route('+447700900999')
  const phones = [{ ...route('+441709555012'), ...unsafe }, own]
  t.match(chooseWay({ ...OPEN, phones }, 'appointment', { channels: ['phone'] }), { channel: 'phone', to: own.to })
  t.match(
    chooseWay({ ...OPEN, safeContact: { channels: ['letter', 'phone'], voicemail: false } }, 'appointment', {
      channels: CONTACT_CHANNELS,
    }),
    { channel: 'letter' },
    'the order of the person',
  )
  t.match(chooseWay({ ...OPEN, phones: [], letter: null }, 'appointment', { channels: ['phone', 'letter'] }), {
    refused: [
      { channel: 'phone', because: 'nothing-to-use' },
      { channel: 'letter', because: 'nothing-to-use' },
    ],
  })
})
