import { at, FLAT, type GroupWords } from './group-words.ts'

/** Groups that advise, listen and help with what weighs. */
export const SUPPORT: readonly GroupWords[] = [
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
      at(
        'Memory café',
        'dementia-support',
        'Second and fourth Wednesday, 2 to 4',
        'Coffee, music and somebody to ask.',
        {
          access: [...FLAT, 'carer-welcome'],
        },
      ),
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
        'Thursdays 10 to 12',
        'How others pace, plan and keep well.',
        {
          access: FLAT,
        },
      ),
    ],
  },
  {
    name: 'Second Spring Bereavement',
    activities: [
      at(
        'Bereavement walk and talk',
        'bereavement-support',
        'Sundays 11 to 12',
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
      at(
        'Steps group',
        'alcohol-and-drugs',
        'Tuesdays 6 to 7:30, Saturdays 10 to 11:30',
        'Support to drink less, from people who have.',
        {
          access: ['quiet-space', 'step-free'],
        },
      ),
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
        'Second Tuesday of the month, 2 to 4',
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
    name: 'Stroke Again Stronger',
    activities: [
      at('Speech and supper', 'self-management', 'Wednesdays 5 to 7', 'Practise talking over a meal, after a stroke.', {
        access: [...FLAT, 'quiet-space'],
      }),
    ],
  },
]
