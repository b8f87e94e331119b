/**
 * Lists about a person. None has "not known" or "prefer not to say": every fact can be known, not asked, refused or
 * unknown, and that stands beside the code. Ethnic category alone has its own "not stated", because its standard does.
 */

/** NHS Data Dictionary, ETHNIC CATEGORY: the 16+1 categories of the 2001 census, the national standard. I, O and Q are not used. */
export const ETHNIC_CATEGORIES = [
  { code: 'A', label: 'White - British' },
  { code: 'B', label: 'White - Irish' },
  { code: 'C', label: 'White - Any other White background' },
  { code: 'D', label: 'Mixed - White and Black Caribbean' },
  { code: 'E', label: 'Mixed - White and Black African' },
  { code: 'F', label: 'Mixed - White and Asian' },
  { code: 'G', label: 'Mixed - Any other mixed background' },
  { code: 'H', label: 'Asian or Asian British - Indian' },
  { code: 'J', label: 'Asian or Asian British - Pakistani' },
  { code: 'K', label: 'Asian or Asian British - Bangladeshi' },
  { code: 'L', label: 'Asian or Asian British - Any other Asian background' },
  { code: 'M', label: 'Black or Black British - Caribbean' },
  { code: 'N', label: 'Black or Black British - African' },
  { code: 'P', label: 'Black or Black British - Any other Black background' },
  { code: 'R', label: 'Other Ethnic Groups - Chinese' },
  { code: 'S', label: 'Other Ethnic Groups - Any other ethnic group' },
  { code: 'Z', label: 'Not stated' },
] as const
export type EthnicCategory = (typeof ETHNIC_CATEGORIES)[number]['code']

/** After NHS Data Dictionary, PERSON PHENOTYPIC SEX. */
export const SEXES = [
  { code: 'female', label: 'Female' },
  { code: 'male', label: 'Male' },
  { code: 'indeterminate', label: 'Indeterminate' },
] as const

/** What the person says of themselves. After NHS Data Dictionary, GENDER IDENTITY CODE. */
export const GENDERS = [
  { code: 'woman', label: 'Woman (including trans woman)' },
  { code: 'man', label: 'Man (including trans man)' },
  { code: 'non-binary', label: 'Non-binary' },
  { code: 'other', label: 'Other (not listed)' },
] as const

/** Common first languages in English towns. ISO 639-1 where it has a code, otherwise ISO 639-3. In the order of the labels. */
export const LANGUAGES = [
  { code: 'sq', label: 'Albanian' },
  { code: 'am', label: 'Amharic' },
  { code: 'ar', label: 'Arabic' },
  { code: 'bn', label: 'Bengali' },
  { code: 'bfi', label: 'British Sign Language' },
  { code: 'bg', label: 'Bulgarian' },
  { code: 'yue', label: 'Cantonese' },
  { code: 'cs', label: 'Czech' },
  { code: 'prs', label: 'Dari' },
  { code: 'en', label: 'English' },
  { code: 'fr', label: 'French' },
  { code: 'de', label: 'German' },
  { code: 'el', label: 'Greek' },
  { code: 'gu', label: 'Gujarati' },
  { code: 'hi', label: 'Hindi' },
  { code: 'hu', label: 'Hungarian' },
  { code: 'it', label: 'Italian' },
  { code: 'ku', label: 'Kurdish' },
  { code: 'lv', label: 'Latvian' },
  { code: 'lt', label: 'Lithuanian' },
  { code: 'ml', label: 'Malayalam' },
  { code: 'cmn', label: 'Mandarin' },
  { code: 'ne', label: 'Nepali' },
  { code: 'phr', label: 'Pahari-Pothwari (Mirpuri)' },
  { code: 'ps', label: 'Pashto' },
  { code: 'fa', label: 'Persian (Farsi)' },
  { code: 'pl', label: 'Polish' },
  { code: 'pt', label: 'Portuguese' },
  { code: 'pa', label: 'Punjabi' },
  { code: 'ro', label: 'Romanian' },
  { code: 'rom', label: 'Romani' },
  { code: 'ru', label: 'Russian' },
  { code: 'sk', label: 'Slovak' },
  { code: 'so', label: 'Somali' },
  { code: 'es', label: 'Spanish' },
  { code: 'syl', label: 'Sylheti' },
  { code: 'ta', label: 'Tamil' },
  { code: 'ti', label: 'Tigrinya' },
  { code: 'tr', label: 'Turkish' },
  { code: 'uk', label: 'Ukrainian' },
  { code: 'ur', label: 'Urdu' },
  { code: 'vi', label: 'Vietnamese' },
] as const
export type Language = (typeof LANGUAGES)[number]['code']

/** How to reach the person, in what form, and with whose help: the kinds of need of the Accessible Information Standard (DAPB1605). */
export const ACCESSIBLE_INFORMATION_NEEDS = [
  { code: 'large-print', label: 'Large print' },
  { code: 'easy-read', label: 'Easy read' },
  { code: 'braille', label: 'Braille' },
  { code: 'audio', label: 'Audio recording' },
  { code: 'coloured-paper', label: 'Coloured paper' },
  { code: 'read-aloud', label: 'Letters read aloud' },
  { code: 'email', label: 'Email instead of letters' },
  { code: 'text-message', label: 'Text messages instead of calls' },
  { code: 'text-relay', label: 'Text relay for calls' },
  { code: 'no-phone-calls', label: 'Cannot use a phone' },
  { code: 'bsl-interpreter', label: 'British Sign Language interpreter' },
  { code: 'deafblind-interpreter', label: 'Deafblind manual interpreter' },
  { code: 'lipspeaker', label: 'Lipspeaker' },
  { code: 'lip-reads', label: 'Lip-reads: face the person' },
  { code: 'speech-to-text', label: 'Speech-to-text reporter' },
  { code: 'hearing-loop', label: 'Hearing loop' },
  { code: 'hearing-aid', label: 'Uses a hearing aid' },
  { code: 'makaton', label: 'Makaton or signs' },
  { code: 'pictures', label: 'Pictures or a communication book' },
  { code: 'communication-device', label: 'Uses a communication device' },
  { code: 'advocate', label: 'Needs an advocate' },
  { code: 'supporter-present', label: 'Wants a supporter to be there' },
  { code: 'longer-appointment', label: 'Needs a longer appointment' },
] as const
export type AccessibleInformationNeed = (typeof ACCESSIBLE_INFORMATION_NEEDS)[number]['code']

/**
 * Long-term conditions, coarse on purpose: enough to say why someone is at risk and what an activity must know, never a
 * medical record. The groups follow the disease registers of the Quality and Outcomes Framework, with what it leaves out.
 */
export const LONG_TERM_CONDITIONS = [
  { code: 'arthritis', label: 'Arthritis' },
  { code: 'asthma', label: 'Asthma' },
  { code: 'atrial-fibrillation', label: 'Atrial fibrillation' },
  { code: 'autism', label: 'Autism' },
  { code: 'cancer', label: 'Cancer' },
  { code: 'chronic-kidney-disease', label: 'Chronic kidney disease' },
  { code: 'chronic-pain', label: 'Chronic pain' },
  { code: 'copd', label: 'Chronic obstructive pulmonary disease (COPD)' },
  { code: 'coronary-heart-disease', label: 'Coronary heart disease' },
  { code: 'dementia', label: 'Dementia' },
  { code: 'depression-or-anxiety', label: 'Depression or anxiety' },
  { code: 'diabetes', label: 'Diabetes' },
  { code: 'epilepsy', label: 'Epilepsy' },
  { code: 'frailty', label: 'Frailty' },
  { code: 'hearing-loss', label: 'Hearing loss' },
  { code: 'heart-failure', label: 'Heart failure' },
  { code: 'hypertension', label: 'High blood pressure' },
  { code: 'learning-disability', label: 'Learning disability' },
  { code: 'liver-disease', label: 'Liver disease' },
  { code: 'multiple-sclerosis', label: 'Multiple sclerosis' },
  { code: 'obesity', label: 'Obesity' },
  { code: 'osteoporosis', label: 'Osteoporosis' },
  { code: 'parkinsons', label: 'Parkinson’s disease' },
  { code: 'peripheral-arterial-disease', label: 'Peripheral arterial disease' },
  { code: 'severe-mental-illness', label: 'Severe mental illness' },
  { code: 'sight-loss', label: 'Sight loss' },
  { code: 'stroke', label: 'Stroke or TIA' },
  { code: 'substance-dependence', label: 'Alcohol or drug dependence' },
  { code: 'other', label: 'Another long-term condition' },
] as const
export type LongTermCondition = (typeof LONG_TERM_CONDITIONS)[number]['code']
