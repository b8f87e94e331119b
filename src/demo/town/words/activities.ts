import type { AccessFeature, LocationKind } from '../../../features/activities/kinds.ts'

export type ActivityWords = {
  name: string
  category: string
  when: string
  description: string
  whoFor?: string
  at?: LocationKind
  access?: readonly AccessFeature[]
}

const at = (
  name: string,
  category: string,
  when: string,
  description: string,
  more: Omit<ActivityWords, 'name' | 'category' | 'when' | 'description'> = {},
): ActivityWords => ({ name, category, when, description, ...more })

const FLAT: readonly AccessFeature[] = ['step-free', 'accessible-toilet', 'wheelchair-space']

/** Twenty-five groups and what they offer: forty activities, over every category of the scheme. The first is the demo's. */
export const PROVIDERS: readonly { name: string; activities: readonly ActivityWords[] }[] = [
  {
    name: 'Chapel Hall Community Hub',
    activities: [
      at(
        'Tuesday lunch club',
        'community-hub',
        'Tuesdays 12 to 2',
        'A hot dinner at long tables, then bingo or a natter.',
        {
          access: [...FLAT, 'transport-offered', 'seats-throughout'],
        },
      ),
      at(
        'Knit and natter',
        'arts-and-crafts',
        'Thursdays 10 to 12',
        'Bring your needles or borrow ours. Tea is always on.',
        {
          access: [...FLAT, 'hearing-loop'],
        },
      ),
      at(
        'Warm room',
        'community-hub',
        'Monday to Friday 9 to 4, October to March',
        'A warm seat, papers, soup at one.',
        {
          access: FLAT,
        },
      ),
    ],
  },
  {
    name: 'Canal Side Walkers',
    activities: [
      at(
        'Steady strollers',
        'physical-activity',
        'Wednesdays at 10:30',
        'Half an hour on the flat towpath, benches on the way.',
        {
          access: ['step-free', 'assistance-dogs', 'carer-welcome'],
        },
      ),
      at('Weekend ramble', 'physical-activity', 'First Saturday of the month', 'Four miles and a pub dinner.'),
    ],
  },
  {
    name: 'Money Matters Kelderby',
    activities: [
      at(
        'Benefits check at home',
        'benefits-advice',
        'By appointment',
        'An adviser looks through what you could claim.',
        {
          at: 'home',
        },
      ),
      at(
        'Debt and energy drop-in',
        'benefits-advice',
        'Mondays 9:30 to 12:30',
        'Letters opened with you, bills made sense of.',
        {
          access: FLAT,
        },
      ),
    ],
  },
  {
    name: 'Befriend Kelderby',
    activities: [
      at(
        'Visiting friend',
        'befriending',
        'An hour a week',
        'The same volunteer comes each week for a chat or a stroll.',
        {
          at: 'home',
        },
      ),
      at(
        'Telephone friends',
        'befriending',
        'Twice a week, when it suits',
        'A call from somebody who gets to know you.',
        {
          at: 'telephone',
        },
      ),
    ],
  },
  {
    name: 'Memory Lane Kelderby',
    activities: [
      at(
        'Singing for the brain',
        'dementia-support',
        'Fridays 1:30 to 3',
        'Old songs and new ones, for people and their carers.',
        {
          access: [...FLAT, 'carer-welcome', 'quiet-space'],
        },
      ),
      at('Memory café', 'dementia-support', 'Second and fourth Wednesday', 'Coffee, music and somebody to ask.', {
        access: [...FLAT, 'carer-welcome'],
      }),
    ],
  },
  {
    name: 'Carers’ Rest',
    activities: [
      at(
        'Sitting service',
        'carers-respite',
        'Three hours a week',
        'Somebody trained stays so that the carer can go out.',
        {
          at: 'home',
          whoFor: 'Carers',
        },
      ),
      at('Carers’ coffee morning', 'carers-respite', 'Mondays 10 to 12', 'People who know what it is like.', {
        access: FLAT,
        whoFor: 'Carers',
      }),
    ],
  },
  {
    name: 'Speak Up Kelderby',
    activities: [
      at('Advocacy', 'advocacy', 'By appointment', 'Somebody on your side at meetings and with letters.', {
        at: 'home',
      }),
    ],
  },
  {
    name: 'Breathe Well',
    activities: [
      at(
        'Better breathing singing group',
        'self-management',
        'Tuesdays 2 to 3:30',
        'Singing that helps with COPD and asthma.',
        {
          access: [...FLAT, 'seats-throughout'],
        },
      ),
      at(
        'Living well with a condition',
        'self-management',
        'Six Thursdays, each term',
        'How others pace, plan and keep well.',
        {
          access: FLAT,
        },
      ),
    ],
  },
  {
    name: 'Move Easy',
    activities: [
      at('Chair exercise', 'physical-activity', 'Mondays and Fridays 11 to 12', 'Strength and balance from a chair.', {
        access: [...FLAT, 'seats-throughout'],
      }),
      at('Tai chi for balance', 'physical-activity', 'Wednesdays 2 to 3', 'Slow, standing or seated.', {
        access: FLAT,
      }),
    ],
  },
  {
    name: 'Second Spring Bereavement',
    activities: [
      at(
        'Bereavement walk and talk',
        'bereavement-support',
        'Sundays at 11',
        'Side by side is easier than face to face.',
      ),
      at(
        'One-to-one listening',
        'bereavement-support',
        'Weekly for ten weeks',
        'A trained listener, at home or with us.',
        {
          at: 'home',
        },
      ),
    ],
  },
  {
    name: 'Kelderby Sight and Sound',
    activities: [
      at('Low vision advice', 'sensory-service', 'By appointment', 'Lamps, magnifiers and tricks for the kitchen.', {
        at: 'home',
      }),
      at(
        'Lipreading class',
        'sensory-service',
        'Thursdays 1 to 3',
        'A term of lessons among people in the same boat.',
        {
          access: [...FLAT, 'hearing-loop'],
        },
      ),
    ],
  },
  {
    name: 'Clear Day',
    activities: [
      at('Steps group', 'alcohol-and-drugs', 'Tuesdays and Saturdays', 'Support to drink less, from people who have.', {
        access: ['quiet-space', 'step-free'],
      }),
    ],
  },
  {
    name: 'Safe Harbour',
    activities: [
      at(
        'Support worker',
        'domestic-abuse-support',
        'When and where it is safe',
        'Somebody to plan with, at your pace.',
        {
          at: 'telephone',
        },
      ),
    ],
  },
  {
    name: 'Paint Pot Studio',
    activities: [
      at('Watercolour mornings', 'arts-and-crafts', 'Fridays 10 to 12', 'No talent needed. Paper and paint are here.', {
        access: FLAT,
      }),
      at('Clay for shaky hands', 'arts-and-crafts', 'Mondays 2 to 4', 'Pots that do not have to be round.', {
        access: FLAT,
      }),
    ],
  },
  {
    name: 'Men’s Shed Pithead Road',
    activities: [
      at(
        'The shed',
        'community-hub',
        'Tuesdays and Thursdays 9 to 3',
        'Benches, tools, a kettle. Mend something or talk.',
        {
          access: ['step-free', 'accessible-toilet'],
        },
      ),
    ],
  },
  {
    name: 'Al-Noor Women’s Circle',
    activities: [
      at('Women’s sewing and tea', 'arts-and-crafts', 'Wednesdays 10 to 1', 'Urdu, Pahari and English spoken.', {
        access: FLAT,
      }),
      at('Women’s gentle exercise', 'physical-activity', 'Fridays 10 to 11', 'Women only, with a crèche.', {
        access: FLAT,
      }),
    ],
  },
  {
    name: 'Allotment Together',
    activities: [
      at('Raised beds', 'community-hub', 'Saturdays 10 to 12', 'Gardening at table height. Take the beans home.', {
        access: ['step-free', 'seats-throughout'],
      }),
    ],
  },
  {
    name: 'Kelderby Choir for All',
    activities: [
      at('Evening choir', 'arts-and-crafts', 'Mondays 7 to 8:30', 'No audition, much laughing.', { access: FLAT }),
      at(
        'Tea dance',
        'physical-activity',
        'Last Sunday of the month, 2 to 5',
        'A live band, and somebody to dance with.',
      ),
    ],
  },
  {
    name: 'Get Online Kelderby',
    activities: [
      at(
        'Tablet tutor',
        'self-management',
        'Six lessons at home',
        'From switching it on to calling the grandchildren.',
        {
          at: 'home',
        },
      ),
      at('Family on the screen', 'befriending', 'Fridays 2 to 3', 'A video circle for people who cannot get out.', {
        at: 'online',
      }),
    ],
  },
  {
    name: 'Heart Rehab Friends',
    activities: [
      at(
        'Heart failure group',
        'self-management',
        'Second Tuesday of the month',
        'A nurse to ask, and others who know.',
        {
          access: FLAT,
        },
      ),
    ],
  },
  {
    name: 'Roma Welcome',
    activities: [
      at('Family drop-in', 'advocacy', 'Thursdays 1 to 4', 'Forms, school, housing. Slovak and Romani spoken.', {
        access: FLAT,
      }),
    ],
  },
  {
    name: 'Wheels of Kelderby',
    activities: [
      at('Shopping bus', 'community-hub', 'Door to door on Thursdays', 'To the market and back, bags carried.', {
        access: ['transport-offered', 'wheelchair-space'],
      }),
    ],
  },
  {
    name: 'Aqua Friends',
    activities: [
      at(
        'Warm water exercise',
        'physical-activity',
        'Thursdays 3 to 4',
        'The pool at 33 degrees, a hoist if you want it.',
        {
          access: FLAT,
        },
      ),
    ],
  },
  {
    name: 'Stroke Again Stronger',
    activities: [
      at('Speech and supper', 'self-management', 'Wednesdays 5 to 7', 'Practise talking over a meal, after a stroke.', {
        access: [...FLAT, 'quiet-space'],
      }),
    ],
  },
  {
    name: 'Caribbean Elders of Kelderby',
    activities: [
      at('Dominoes and dinner', 'community-hub', 'Fridays 12 to 4', 'Rice and peas, dominoes, old records.', {
        access: [...FLAT, 'transport-offered'],
      }),
    ],
  },
]

/** Which categories help with which need. */
export const HELPS: Readonly<Record<string, readonly string[]>> = {
  loneliness: ['befriending', 'community-hub', 'arts-and-crafts', 'physical-activity'],
  money: ['benefits-advice'],
  housing: ['benefits-advice', 'advocacy'],
  caring: ['carers-respite'],
  'physical-activity': ['physical-activity'],
  'self-management': ['self-management', 'physical-activity'],
  'mental-wellbeing': ['arts-and-crafts', 'community-hub', 'physical-activity'],
  bereavement: ['bereavement-support', 'befriending'],
  memory: ['dementia-support', 'carers-respite'],
  sensory: ['sensory-service'],
  transport: ['community-hub'],
  food: ['community-hub'],
  'alcohol-drugs': ['alcohol-and-drugs'],
  'domestic-abuse': ['domestic-abuse-support'],
  digital: ['self-management'],
  legal: ['advocacy', 'benefits-advice'],
}
