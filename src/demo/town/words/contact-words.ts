/** Notes of contacts, as advisors write them. */
export const NOTES = {
  tried: [
    'Rang twice, no answer.',
    'No reply. Will try in the morning.',
    'Rang out.',
    'Left word with who I am and my number.',
  ],
  written: [
    'Sent a short text with my name and number.',
    'Letter with a photo of me, so that she knows who to expect.',
  ],
  'first-contact': [
    'A good talk. Pleased that somebody rang. Visit agreed, she will have the kettle on.',
    'Careful at first. Agreed that I may come and listen, no more than that.',
    'Daughter was on the line too. He knows what it is about and wants to meet.',
    'Hard of hearing, so we kept it short. Prefers a visit.',
    'Had been waiting for the call. Had a list ready.',
  ],
  assessment: [
    'Two hours. Showed me the photographs. Most of all misses the company at meals.',
    'Listened. House cold, two letters unopened. Wants to stay put and to be asked.',
    'Breathless on the stairs, has moved downstairs. Proud. Would try something with music.',
    'Talked about her husband. Cried and then laughed. Not ready for a group, perhaps a walk.',
    'Wife was there and answered for him at first. Asked him again alone in the kitchen.',
    'Interpreter on the phone worked well. Never asked before what she would like.',
  ],
  review: [
    'Going each week now and has a favourite chair. Wants to carry on without me ringing.',
    'A harder month, missed three times with the chest. Keen to go back.',
    'Came to the door herself. Says the days are shorter.',
    'Money is sorted, which has changed more than she thought.',
    'Not for him after all. We looked for something smaller.',
    'Much the same. Values the visits, likes the calls on Thursdays.',
  ],
  support: [
    'Went along the first time. Stayed to the end.',
    'Rang to ask how it went. Had a good time, tired.',
    'Filled in the form together.',
    'Talked about the bus. Will try it on Tuesday.',
    'Rang after the hospital letter. Needed to tell somebody.',
    'Sent the times of the group by text and read them out.',
  ],
  noShow: [
    'Was out when I came; neighbour says at the hospital for a check.',
    'Did not come to the café. Rang: had mixed up the day.',
  ],
  saidNo: [
    'I am all right as I am, love, give it to somebody who needs it.',
    'I have my family and that is enough for me.',
    'I said yes to the doctor to be polite. I do not want it.',
  ],
} as const

export const HOPES = [
  'Somebody to sit with at dinner, and not too loud.',
  'To move a bit without being the worst one there.',
  'To make something and take it home.',
  'A reason to leave the house on a fixed day.',
  'To be understood in my own language.',
  'To have help with letters and forms.',
] as const

export const ATTENDANCE_NOTES = [
  'Stayed for the tea.',
  'Brought a friend.',
  'Quiet but came.',
  'Helped to put the chairs away.',
] as const
export const ABSENCE_NOTES = ['Rang: chest bad.', 'Bus did not come.', 'No word.', 'Hospital appointment.'] as const

export const OBJECTIONS = [
  'Please no walking group before the cardiology appointment next month.',
  'The fluid advice is a litre and a half: the tea at the lunch club counts.',
  'We would rather the blood sugar goal waits for the new tablets.',
  'The falls team should see him before he starts.',
] as const

export const OBJECTION_ANSWERS_GIVEN = [
  { answer: 'talked', note: 'Talked about it with him. He will wait for the letter and go to the singing meanwhile.' },
  { answer: 'changed', note: 'We changed the action together: chair exercise first.' },
  { answer: 'person-wants-it', note: 'She has heard the advice and wants to go all the same, for the company.' },
] as const

/** How closings begin, by reason. */
export const SUMMARIES: Readonly<Record<string, readonly string[]>> = {
  'goals-met': [
    'Goes each week on her own account and has people to sit with. She says the week has a shape again.',
    'He came for the money and stayed for the company. Allowance is paid, heating is on.',
    'She rang to say that she does not need us now. That is as it should be.',
  ],
  'goals-partly-met': [
    'Some of it worked. The group suits, the walking did not. He knows how to find us.',
    'Money is sorted; the loneliness is less, not gone. She keeps her visiting friend.',
  ],
  'self-managing': ['Manages well with family and the group. A short letter went home with what is where.'],
  'declined-by-person': ['The person does not want social prescribing. They can be referred again whenever they wish.'],
  disengaged: ['Stopped coming and answered less and less. We wrote that the door is open.'],
  'unable-to-contact': [
    'We called, texted and wrote, on several days, without an answer. Please let us know if you see them.',
  ],
  moved: ['Has moved to be near family. We gave them the number of the service there.'],
  escalated: ['Needs more than we can give. Adult social care has taken it up and knows the plan.'],
  'care-home-or-hospital': ['Has moved to a care home and settles in. The home knows about the music.'],
  died: ['We are sorry to tell you that the person has died. The family has our thanks and a number to ring.'],
}

export const LEFT_TO_DO = [
  { what: 'Ring the group if you miss two weeks', forWhom: 'person' },
  { what: 'Look at the inhaler technique at the next review', forWhom: 'practice' },
  { what: 'Keep the seat by the door on Tuesdays', forWhom: 'provider' },
  { what: 'Renew the blue badge', forWhom: 'carer' },
  { what: 'Finish the stair rail', forWhom: 'other-service' },
] as const
