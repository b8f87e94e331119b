import { type Instrument, type Item, MODES } from './instrument.ts'

const HOW_MANY: Item['responses'] = [
  { value: 0, label: 'None' },
  { value: 1, label: 'One' },
  { value: 2, label: 'Two' },
  { value: 3, label: 'Three or four' },
  { value: 4, label: 'Five through eight' },
  { value: 5, label: 'Nine or more' },
]

const FAMILY = ['relatives-contact', 'relatives-private-matters', 'relatives-help']
const FRIENDS = ['friends-contact', 'friends-private-matters', 'friends-help']
const BAND_SOURCE = 'Lubben et al. (2006), The Gerontologist 46(4):503-513: fewer than two people per question'

export const lsns6: Instrument = {
  code: 'lsns-6',
  version: 1,
  name: 'Lubben Social Network Scale, six items',
  measures: 'isolation',
  items: [
    {
      id: 'relatives-contact',
      leadIn: 'Family: considering the people to whom you are related by birth, marriage, adoption, etc…',
      wording: 'How many relatives do you see or hear from at least once a month?',
      responses: HOW_MANY,
    },
    {
      id: 'relatives-private-matters',
      wording: 'How many relatives do you feel at ease with that you can talk about private matters?',
      responses: HOW_MANY,
    },
    {
      id: 'relatives-help',
      wording: 'How many relatives do you feel close to such that you could call on them for help?',
      responses: HOW_MANY,
    },
    {
      id: 'friends-contact',
      leadIn: 'Friendships: considering all of your friends including those who live in your neighborhood…',
      wording: 'How many of your friends do you see or hear from at least once a month?',
      responses: HOW_MANY,
    },
    {
      id: 'friends-private-matters',
      wording: 'How many friends do you feel at ease with that you can talk about private matters?',
      responses: HOW_MANY,
    },
    {
      id: 'friends-help',
      wording: 'How many friends do you feel close to such that you could call on them for help?',
      responses: HOW_MANY,
    },
  ],
  modes: MODES,
  respondents: ['person', 'proxy'],
  missingRule: 'all-items-required',
  scores: [
    {
      id: 'total',
      name: 'Social network, low when isolated (LSNS-6)',
      method: 'sum',
      items: [...FAMILY, ...FRIENDS],
      lowest: 0,
      highest: 30,
      better: 'higher',
      // One site prints "0 to 12 at risk"; the authors' cut is below 12.
      bands: [
        { code: 'at-risk', label: 'At risk of isolation', lowest: 0, highest: 11 },
        { code: 'not-at-risk', label: 'Not at risk of isolation', lowest: 12, highest: 30 },
      ],
      bandSource: BAND_SOURCE,
    },
    {
      id: 'family',
      name: 'Family ties (LSNS-6)',
      method: 'sum',
      items: FAMILY,
      lowest: 0,
      highest: 15,
      better: 'higher',
      bands: [
        { code: 'marginal', label: 'Marginal family ties', lowest: 0, highest: 5 },
        { code: 'not-marginal', label: 'Family ties', lowest: 6, highest: 15 },
      ],
      bandSource: BAND_SOURCE,
    },
    {
      id: 'friends',
      name: 'Friendship ties (LSNS-6)',
      method: 'sum',
      items: FRIENDS,
      lowest: 0,
      highest: 15,
      better: 'higher',
      bands: [
        { code: 'marginal', label: 'Marginal friendship ties', lowest: 0, highest: 5 },
        { code: 'not-marginal', label: 'Friendship ties', lowest: 6, highest: 15 },
      ],
      bandSource: BAND_SOURCE,
    },
  ],
  categories: [],
  licence: {
    name: 'Permission of the author, to be requested by each scheme',
    notice:
      'Lubben Social Network Scale © James Lubben. The author asks those who use the scale to request permission before they begin.',
  },
  source:
    'Lubben J, Blozik E, Gillmann G, et al. Performance of an abbreviated version of the Lubben Social Network Scale among three European community-dwelling older adult populations. The Gerontologist 2006;46(4):503-513',
}
