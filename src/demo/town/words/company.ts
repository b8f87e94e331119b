import { at, FLAT, type GroupWords } from './group-words.ts'

/** Groups that people join for the company, the moving and the making. The first is the demo’s. */
export const COMPANY: readonly GroupWords[] = [
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
        'Wednesdays 10:30 to 11:15',
        'Half an hour on the flat towpath, benches on the way.',
        {
          access: ['step-free', 'assistance-dogs', 'carer-welcome'],
        },
      ),
      at('Weekend ramble', 'physical-activity', 'First Saturday of the month, 10 to 3', 'Four miles and a pub dinner.'),
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
    name: 'Wheels of Kelderby',
    activities: [
      at(
        'Shopping bus',
        'community-hub',
        'Door to door on Thursdays, 9:30 to 12:30',
        'To the market and back, bags carried.',
        {
          access: ['transport-offered', 'wheelchair-space'],
        },
      ),
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
    name: 'Caribbean Elders of Kelderby',
    activities: [
      at('Dominoes and dinner', 'community-hub', 'Fridays 12 to 4', 'Rice and peas, dominoes, old records.', {
        access: [...FLAT, 'transport-offered'],
      }),
    ],
  },
]
