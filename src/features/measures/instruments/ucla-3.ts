import { type Instrument, type Item, MODES } from './instrument.ts'

const HOW_OFTEN: Item['responses'] = [
  { value: 1, label: 'Hardly ever or never' },
  { value: 2, label: 'Some of the time' },
  { value: 3, label: 'Often' },
]

/** The four questions that the ONS recommends together. The direct one is no part of the sum. */
export const ucla3: Instrument = {
  code: 'ucla-3',
  version: 1,
  name: 'UCLA three-item loneliness scale with the ONS direct question',
  measures: 'loneliness',
  items: [
    {
      id: 'companionship',
      wording: 'How often do you feel that you lack companionship?',
      responses: HOW_OFTEN,
    },
    { id: 'left-out', wording: 'How often do you feel left out?', responses: HOW_OFTEN },
    { id: 'isolated', wording: 'How often do you feel isolated from others?', responses: HOW_OFTEN },
    {
      id: 'direct',
      wording: 'How often do you feel lonely?',
      responses: [
        { value: 1, label: 'Often/always' },
        { value: 2, label: 'Some of the time' },
        { value: 3, label: 'Occasionally' },
        { value: 4, label: 'Hardly ever' },
        { value: 5, label: 'Never' },
      ],
    },
  ],
  modes: MODES,
  respondents: ['person', 'proxy'],
  missingRule: 'all-items-required',
  scores: [
    {
      id: 'total',
      name: 'Loneliness (UCLA-3)',
      method: 'sum',
      items: ['companionship', 'left-out', 'isolated'],
      lowest: 3,
      highest: 9,
      better: 'lower',
      bands: [
        { code: 'not-lonely', label: 'Not lonely', lowest: 3, highest: 5 },
        { code: 'lonely', label: 'Lonely', lowest: 6, highest: 9 },
      ],
      bandSource: 'Cut of 6 or more: Steptoe et al. (2013), English Longitudinal Study of Ageing',
    },
  ],
  categories: [{ id: 'direct', name: 'How often the person feels lonely', item: 'direct' }],
  licence: {
    name: 'Free to use; the direct question under the Open Government Licence v3.0',
    notice:
      'Three-item scale: Hughes, Waite, Hawkley and Cacioppo (2004), after the UCLA Loneliness Scale. Direct question: Community Life Survey. Contains public sector information licensed under the Open Government Licence v3.0.',
  },
  source:
    'Office for National Statistics, Measuring loneliness: guidance for use of the national indicators on surveys (2018), https://www.ons.gov.uk/peoplepopulationandcommunity/wellbeing/methodologies/measuringlonelinessguidanceforuseofthenationalindicatorsonsurveys',
}
