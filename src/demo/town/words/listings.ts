import type { ENTRY_KINDS, PLACES_MODES } from '../../../features/activities/kinds.ts'
import type { Language } from '../../../features/people/codes.ts'

/** What a group says of an activity beside what it is. Money in pounds; what is not said here is free. */
type ListingWords = {
  pounds?: number
  costNote?: string
  whoFor?: string
  whoNotFor?: string
  minimumAge?: number
  maximumAge?: number
  languages?: readonly Language[]
  gettingThere?: string
  firstTime?: string
  /** The house; the street is given by chance. */
  house?: string
  entry?: (typeof ENTRY_KINDS)[number]
  placesMode?: (typeof PLACES_MODES)[number]
}

const BY_BUS = 'The 22 and the 38 stop outside. There is a car park with two blue badge bays.'
const MINIBUS = 'The minibus fetches you and brings you home: say so when you book, it has twelve seats.'
const MET = 'Ask for whoever has the yellow lanyard: they meet you at the door and sit with you.'
const RING_FIRST = 'Ring first, and somebody waits for you at the door.'
const THEY_COME = 'They come to you. The first time your advisor comes along, if you like.'

export const LISTINGS: Readonly<Record<string, ListingWords>> = {
  'Tuesday lunch club': {
    pounds: 4,
    costNote: 'Two courses and tea',
    whoFor: 'Anybody over 55 who would rather not eat alone',
    whoNotFor: 'People who need help with eating, unless somebody comes with them',
    minimumAge: 55,
    gettingThere: MINIBUS,
    firstTime: MET,
    house: 'Chapel Hall',
  },
  'Knit and natter': {
    pounds: 2,
    whoFor: 'Beginners and old hands alike',
    gettingThere: BY_BUS,
    firstTime: MET,
    house: 'Chapel Hall',
  },
  'Warm room': { whoFor: 'Whoever is cold at home', gettingThere: BY_BUS, house: 'Chapel Hall' },
  'Steady strollers': {
    whoFor: 'People who walk slowly, with a stick or a frame',
    whoNotFor: 'Wheelchairs: the towpath is gravel after the second lock',
    gettingThere: 'From the lock keeper’s hut. The 14 stops at the bridge.',
    firstTime: 'A walk leader waits at the hut from a quarter past.',
  },
  'Weekend ramble': {
    pounds: 2,
    costNote: 'And what you eat',
    whoFor: 'People who can walk for two hours over fields and stiles',
    whoNotFor: 'People who are unsteady or easily out of breath',
    gettingThere: 'Lifts are shared from the market place.',
  },
  'Visiting friend': {
    whoFor: 'People who live alone and see nobody for days',
    whoNotFor: 'People who need care or a sitter: a friend is neither',
    firstTime: 'The coordinator brings the volunteer the first time.',
    placesMode: 'talk-first',
  },
  'Telephone friends': { whoFor: 'People who cannot get out', whoNotFor: 'People who cannot hear on the telephone' },
  'Chair exercise': { pounds: 3, minimumAge: 50, gettingThere: BY_BUS, firstTime: MET, house: 'Foundry Hall' },
  'Tai chi for balance': {
    pounds: 3.5,
    whoFor: 'People who have fallen, or fear it',
    whoNotFor: 'People who fell in the last six weeks: see the falls clinic first',
    gettingThere: BY_BUS,
    firstTime: MET,
    house: 'Foundry Hall',
  },
  'Watercolour mornings': { pounds: 3, costNote: 'Paper and paint are in it', gettingThere: BY_BUS, firstTime: MET },
  'Clay for shaky hands': {
    pounds: 5,
    costNote: 'With firing',
    whoFor: 'People with a tremor, or after a stroke',
    gettingThere: BY_BUS,
    firstTime: MET,
  },
  'The shed': {
    pounds: 2,
    whoFor: 'Men, and women on Thursdays',
    whoNotFor: 'People who have been drinking: there are saws',
    minimumAge: 18,
    firstTime: RING_FIRST,
    house: 'The old pump house',
  },
  'Women’s sewing and tea': {
    whoFor: 'Women, with or without English',
    minimumAge: 18,
    languages: ['ur', 'phr'],
    gettingThere: BY_BUS,
    firstTime: 'Ring, and somebody who speaks your language waits for you.',
  },
  'Women’s gentle exercise': {
    pounds: 2,
    costNote: 'The crèche is free',
    whoFor: 'Women only',
    minimumAge: 16,
    languages: ['ur', 'phr', 'ar'],
    firstTime: 'Ring, and somebody who speaks your language waits for you.',
  },
  'Raised beds': { gettingThere: 'Through the gate on the lane; not after heavy rain.', firstTime: RING_FIRST },
  'Evening choir': { pounds: 3, gettingThere: 'The last bus home goes at ten to nine.', firstTime: MET },
  'Tea dance': { pounds: 5, costNote: 'With cake', minimumAge: 50, gettingThere: BY_BUS, firstTime: MET },
  'Shopping bus': {
    pounds: 2.5,
    costNote: 'There and back',
    whoFor: 'People who cannot carry their shopping',
    gettingThere: 'The bus comes to your door.',
    firstTime: 'The driver’s mate rings the evening before.',
  },
  'Warm water exercise': {
    pounds: 4.5,
    whoFor: 'People with sore joints',
    whoNotFor: 'People with open wounds, or whose heart is not steady',
    gettingThere: BY_BUS,
    firstTime: 'Somebody goes into the water with you.',
  },
  'Dominoes and dinner': {
    pounds: 4,
    whoFor: 'Caribbean elders and their friends',
    minimumAge: 55,
    gettingThere: MINIBUS,
    firstTime: MET,
  },
  'Benefits check at home': { whoFor: 'Anybody who may be owed something', firstTime: THEY_COME },
  'Debt and energy drop-in': {
    whoFor: 'Whoever has letters they dare not open',
    gettingThere: BY_BUS,
    entry: 'open-door',
  },
  'Singing for the brain': {
    pounds: 2,
    whoFor: 'People with dementia and whoever cares for them',
    whoNotFor: 'People who come alone and may walk away: bring somebody',
    gettingThere: BY_BUS,
    firstTime: MET,
  },
  'Memory café': { whoFor: 'People with memory trouble, and their families', gettingThere: BY_BUS, firstTime: MET },
  'Sitting service': {
    whoNotFor: 'Nursing: sitters give no medicine and do not lift',
    minimumAge: 18,
    firstTime: 'The sitter comes for an hour while you are there.',
  },
  'Carers’ coffee morning': { pounds: 2, minimumAge: 18, gettingThere: BY_BUS, firstTime: MET },
  Advocacy: { whoFor: 'Whoever is not listened to', whoNotFor: 'Cases at court', firstTime: THEY_COME },
  'Better breathing singing group': {
    pounds: 2,
    whoFor: 'People with COPD or asthma',
    whoNotFor: 'People with a chest infection: come when it is over',
    gettingThere: BY_BUS,
    firstTime: MET,
  },
  'Living well with a condition': {
    whoFor: 'People who live with a condition for good',
    minimumAge: 18,
    gettingThere: BY_BUS,
    firstTime: MET,
  },
  'Bereavement walk and talk': {
    whoFor: 'People who lost somebody, lately or long ago',
    gettingThere: 'From the bandstand.',
    firstTime: 'Somebody stands at the bandstand with a blue umbrella.',
  },
  'One-to-one listening': {
    whoFor: 'People who lost somebody three months ago or longer',
    minimumAge: 18,
    firstTime: THEY_COME,
  },
  'Low vision advice': { whoFor: 'People whose glasses no longer help', firstTime: THEY_COME },
  'Lipreading class': {
    pounds: 4,
    costNote: 'Free with Pension Credit',
    whoFor: 'People who are losing their hearing',
    languages: ['bfi'],
    gettingThere: BY_BUS,
    firstTime: MET,
  },
  'Steps group': {
    whoFor: 'People who want to drink less, or not at all',
    minimumAge: 18,
    firstTime: 'Somebody who has been there meets you outside.',
  },
  'Support worker': { whoFor: 'Anybody who is afraid at home', minimumAge: 16 },
  'Tablet tutor': {
    whoFor: 'People with a tablet and no idea; one is lent to those without',
    firstTime: 'The tutor rings the day before.',
  },
  'Family on the screen': { whoFor: 'People who cannot get out and can use a screen' },
  'Heart failure group': {
    whoFor: 'People with heart failure, and their families',
    gettingThere: BY_BUS,
    firstTime: MET,
  },
  'Family drop-in': {
    whoFor: 'Roma families, of any age',
    languages: ['sk', 'rom'],
    gettingThere: BY_BUS,
    entry: 'open-door',
  },
  'Speech and supper': {
    pounds: 5,
    costNote: 'With the meal',
    whoFor: 'People who find words hard since a stroke',
    gettingThere: BY_BUS,
    firstTime: MET,
    house: 'St Oda’s Rooms',
  },
}
