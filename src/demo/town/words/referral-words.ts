/** Why a practice refers, as clinicians write it: what weighs on the person beside the illness. */
export const REASONS = [
  'Two admissions this winter with chest infections. Lives alone, does not go out, says there is nobody to tell.',
  'Bereaved in spring. Attends weekly with nothing we can treat; lonely, and says so.',
  'Frail, three falls. Has stopped going to church. Family live far away and ring.',
  'Looks after somebody at home and is worn out. Has not been out alone since last year.',
  'Diabetes out of control. Skips meals to save money and keeps the heating off.',
  'COPD, anxious about going out, rings 999 when breathless. Would benefit from company and confidence.',
  'Sight is going. Has stopped cooking and reading. Low in mood, no wish for tablets.',
  'Moved to be near family and knows nobody else here.',
  'Heart failure, frequent contact out of hours. Worried about bills; mentioned debt letters unopened.',
  'Memory is getting worse. The family asks for something they could still do together.',
  'Long-term pain, sleeps badly, days are empty. Asked for help without being prompted.',
  'Stroke last year. Speech is slow; avoids people from before.',
  'Housebound since the hip. Neighbour does the shopping and is moving away.',
  'Always busy for others. Never sits down; blood pressure up.',
  'High risk on our list. No visitors but us and the chemist.',
  'Recently discharged. The ward wrote: eats well in company and not at all alone.',
  'Parkinson’s. Would like to move more but is afraid to fall in the street.',
  'Low in mood after two losses within a month.',
  'Hearing loss, has given up the phone. Misses appointments and is ashamed of it.',
  'Asthma worse in a damp flat; the landlord does not answer.',
] as const

export const RISK_NOTES = [
  'Large dog, friendly but loud: ring first so that it can be shut in the kitchen.',
  'Steps to the door are broken: use the side gate.',
  'A son who drinks lives there; visit in the morning.',
  'Oxygen in the house: no flames.',
] as const

export const QUESTIONS = [
  { reason: 'insufficient-information', question: 'Is there a phone number that works? The one given is not in use.' },
  { reason: 'insufficient-information', question: 'Does the person need an interpreter, and in which language?' },
  { reason: 'insufficient-information', question: 'Is anybody else visiting at the moment: district nurse, carers?' },
  { reason: 'consent-unclear', question: 'Did the person agree themselves, or did the daughter agree for them?' },
  { reason: 'check-identity', question: 'The date of birth does not fit the name we know. Which is right?' },
] as const

export const ANSWERS = [
  'The mobile is right now, I have checked it.',
  'No interpreter needed; speaks slowly on the phone, so give it time.',
  'The district nurse comes on Mondays. Nobody else.',
  'Agreed in person on the phone today, I asked twice.',
  'The year was wrong on our side. Corrected, sorry.',
] as const

export const DECLINES = [
  {
    reason: 'needs-clinical-response',
    advisedInstead: 'Please ask the crisis team today; we gladly hear again afterwards.',
  },
  {
    reason: 'out-of-area',
    advisedInstead: 'The new practice belongs to the next scheme: their number is on our page.',
  },
  { reason: 'capacity', advisedInstead: 'The warm room is open to everybody without a referral, weekdays from nine.' },
  {
    reason: 'safeguarding-first',
    advisedInstead: 'Adult safeguarding should hear of this first. We have told you by phone as well.',
  },
  { reason: 'criteria', advisedInstead: 'The library runs a free group on Thursdays that would suit.' },
  {
    reason: 'died',
    advisedInstead: 'We are sorry. If the family would like to talk, Second Spring listens to them too.',
  },
] as const

export const WITHDRAWALS = [
  { reason: 'person-changed-mind', note: 'Thanks us and would rather not for now.' },
  { reason: 'need-met-elsewhere', note: 'A niece has moved in.' },
  { reason: 'moved', note: 'Gone to live with family in another county.' },
  { reason: 'referred-by-mistake', note: 'Meant for another service.' },
  { reason: 'consent-withdrawn', note: 'Does not want these details with anybody else.' },
] as const

export const HOLDS = [
  { reason: 'in-hospital', note: 'On the ward since the weekend. The daughter will ring.' },
  { reason: 'away', note: 'Staying with family for a while.' },
  { reason: 'person-asked', note: 'Asked to wait until after the operation.' },
  { reason: 'bereaved', note: 'A death in the family. Will ring when ready.' },
] as const

export const HANDOVERS = [
  'I am off for some weeks. Likes to be called after eleven and knows you are coming.',
  'You know the street and the family better. Plan is agreed, review is the next thing.',
  'You have more time for the long conversations needed here.',
] as const

export const CLINICIANS = [
  'Dr A. Merriweather',
  'Nurse practitioner L. Oduya',
  'Dr S. Farrow',
  'Dr P. Chandra',
  'Pharmacist R. Lund',
] as const
