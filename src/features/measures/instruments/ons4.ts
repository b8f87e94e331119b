import { type Instrument, type Item, MODES, type ScoreDefinition } from './instrument.ts'

const BAND_SOURCE = 'Office for National Statistics, personal well-being thresholds'

/** Four scores that stand alone: the ONS publishes no sum of them, because the three feelings and anxiety differ in kind. */
export const ons4: Instrument = {
  code: 'ons4',
  version: 1,
  name: 'ONS4 personal well-being',
  measures: 'wellbeing',
  items: [
    {
      id: 'satisfaction',
      leadIn:
        'Next I would like to ask you four questions about your feelings on aspects of your life. There are no right or wrong answers. For each of these questions I’d like you to give an answer on a scale of nought to 10, where nought is ‘not at all’ and 10 is ‘completely’.',
      wording: 'Overall, how satisfied are you with your life nowadays?',
      responses: zeroToTen('satisfied'),
    },
    {
      id: 'worthwhile',
      wording: 'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      responses: zeroToTen('worthwhile'),
    },
    {
      id: 'happiness',
      wording: 'Overall, how happy did you feel yesterday?',
      responses: zeroToTen('happy'),
    },
    {
      id: 'anxiety',
      wording:
        'On a scale where nought is ‘not at all anxious’ and 10 is ‘completely anxious’, overall, how anxious did you feel yesterday?',
      responses: zeroToTen('anxious'),
    },
  ],
  modes: MODES,
  // The harmonised standard asks these of the person alone ("PersProx = IN PERSON"): nobody can feel for somebody else.
  respondents: ['person'],
  missingRule: 'all-items-required',
  scores: [
    higherIsBetter('satisfaction', 'Life satisfaction'),
    higherIsBetter('worthwhile', 'Feeling that life is worthwhile'),
    higherIsBetter('happiness', 'Happiness yesterday'),
    {
      id: 'anxiety',
      name: 'Anxiety yesterday',
      method: 'sum',
      items: ['anxiety'],
      lowest: 0,
      highest: 10,
      better: 'lower',
      bands: [
        { code: 'very-low', label: 'Very low', lowest: 0, highest: 1 },
        { code: 'low', label: 'Low', lowest: 2, highest: 3 },
        { code: 'medium', label: 'Medium', lowest: 4, highest: 5 },
        { code: 'high', label: 'High', lowest: 6, highest: 10 },
      ],
      bandSource: BAND_SOURCE,
    },
  ],
  categories: [],
  licence: {
    name: 'Open Government Licence v3.0',
    notice:
      'Personal well-being questions of the Office for National Statistics. Contains public sector information licensed under the Open Government Licence v3.0.',
  },
  source:
    'Government Statistical Service, Personal well-being harmonised standard (2019), https://gss.civilservice.gov.uk/policy-store/personal-well-being/',
}

function zeroToTen(feeling: string): Item['responses'] {
  return Array.from({ length: 11 }, (_, value) => {
    if (value === 0) return { value, label: `0, not at all ${feeling}` }
    if (value === 10) return { value, label: `10, completely ${feeling}` }
    return { value, label: String(value) }
  })
}

function higherIsBetter(item: string, name: string): ScoreDefinition {
  return {
    id: item,
    name,
    method: 'sum',
    items: [item],
    lowest: 0,
    highest: 10,
    better: 'higher',
    bands: [
      { code: 'low', label: 'Low', lowest: 0, highest: 4 },
      { code: 'medium', label: 'Medium', lowest: 5, highest: 6 },
      { code: 'high', label: 'High', lowest: 7, highest: 8 },
      { code: 'very-high', label: 'Very high', lowest: 9, highest: 10 },
    ],
    bandSource: BAND_SOURCE,
  }
}
