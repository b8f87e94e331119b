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
    'Short call, dinner was on the stove. Visit agreed for the afternoon.',
    'Thought that I was selling something. We laughed about it; visit agreed.',
    'Wanted to know who had given us the number. Glad that it was the nurse.',
    'Answered on the tenth ring. Talks slowly since the stroke and has much to say.',
    'Would like to come here rather than have me there. Agreed on the hall, Tuesday.',
  ],
  assessment: [
    'Two hours. Showed me the photographs. Most of all misses the company at meals.',
    'Listened. House cold, two letters unopened. Wants to stay put and to be asked.',
    'Breathless on the stairs, has moved downstairs. Proud. Would try something with music.',
    'Talked about her husband. Cried and then laughed. Not ready for a group, perhaps a walk.',
    'Wife was there and answered for him at first. Asked him again alone in the kitchen.',
    'Interpreter on the phone worked well. Nobody had asked before what would be a good day.',
    'Front room kept for visitors, lives in the kitchen. Used to keep the accounts for the bowls club.',
    'Two cats, one chair. Goes out for the cats and for nobody else. Would like to be needed.',
    'Fell twice since the referral and told nobody. Wants to get to the post box and back.',
    'Calendar on the wall is empty but for the clinic. We put one thing on it in red.',
    'Used to sing. Hummed while making the tea and did not notice.',
    'Tired after an hour, so we stopped. Most is written down; the rest next week.',
    'Everything is fine, five times. At the door: "You will come again, will you?"',
    'Cooks for the whole family and eats standing up. Nobody asks.',
  ],
  review: [
    'Going each week now and has a favourite chair. Wants to carry on without me ringing.',
    'A harder month, missed three times with the chest. Keen to go back.',
    'Came to the door herself. Says the days are shorter.',
    'Money is sorted, which has changed more than she thought.',
    'Not for him after all. We looked for something smaller.',
    'Much the same. Values the visits, likes the calls on Thursdays.',
    'Has a friend there now; they share a taxi home.',
    'Sleeps better since the stair rail. Wants to try the choir in the new term.',
    'Sugar is down, says the nurse. Says it was the walking, not the leaflet.',
    'The group moved to another hall and two buses are one too many. Looking nearer home.',
    'Teaches the others to crochet. Forgot that I was coming.',
    'A bad winter so far. We kept the plan and made the steps smaller.',
    'Rang the energy firm without us. Told me about it twice.',
  ],
  support: [
    'Went along the first time. Stayed to the end.',
    'Rang to ask how it went. Had a good time, tired.',
    'Bus pass has come. We looked up the stops together.',
    'Rang on a grey day, as we had said. Talked about the garden, then about the funeral.',
    'Nobody had told the group about the frame. I have; there is a seat by the door.',
    'Did not go this week and had a reason. Will go next week, says so without being asked.',
    'Met at the library. Laughed at the machine that takes the books.',
    'Letter from the energy firm was only an advert. Relief all round.',
    'Filled in the form together.',
    'Talked about the bus. Will try it on Tuesday.',
    'Rang after the hospital letter. Needed to tell somebody.',
    'Sent the times of the group by text and read them out.',
  ],
  'did-not-attend': [
    'Was out when I came; neighbour says at the hospital for a check. Rang in the evening, all well.',
    'In the garden and had the wrong day. New day written on the calendar.',
    'Had friends in and asked me to come back another time.',
    'Opened the door in a dressing gown, not up to it. Come back when the cough is gone.',
  ],
  'person-cancelled': [
    'Rang to say not today: the chest is bad.',
    'Rang: hospital appointment moved to the same morning.',
    'A granddaughter is visiting, so another day.',
    'Left a message: bad night, would rather sleep.',
  ],
  'not-reached': ['Rang at the time we had agreed, and once more. No answer.', 'Line engaged for half an hour.'],
  'no-reply-at-door': ['Nobody opened. Light on in the kitchen.', 'Knocked and rang. Nobody came.'],
  saidNo: [
    'I am all right as I am, love, give it to somebody who needs it.',
    'I have my family and that is enough for me.',
    'I said yes to the doctor to be polite. I do not want it.',
  ],
} as const

/** What people hope for of a group, by what the group does. */
export const HOPES: Readonly<Record<string, readonly string[]>> = {
  'community-hub': [
    'Somebody to sit with at dinner, and not too loud.',
    'A reason to leave the house on a fixed day.',
    'To be among people without having to explain.',
    'A hot meal that somebody else has cooked.',
  ],
  'physical-activity': [
    'To move a bit without being the worst one there.',
    'To walk to the shops again and not be afraid of falling.',
    'Fresh air, and somebody who waits for me.',
    'To get up from a chair without pulling on the table.',
  ],
  'arts-and-crafts': [
    'To make something and take it home.',
    'To use my hands again.',
    'Quiet company, with something to look at.',
    'To learn one new thing before I am ninety.',
  ],
  befriending: [
    'Somebody to talk with who is not paid to ask how I am.',
    'The same face each week.',
    'To play cards with somebody who can lose.',
    'To be rung up by somebody who has time.',
  ],
  'benefits-advice': [
    'To have help with letters and forms.',
    'To know where I stand, so that I can sleep.',
    'Somebody to look at the bills with me, at my own table.',
  ],
  'carers-respite': [
    'Two hours a week that are mine.',
    'To go to the hairdresser and not watch the clock.',
    'Somebody my husband or wife will like.',
  ],
  'dementia-support': [
    'To keep singing while the words are still there.',
    'Something that we can do together.',
    'To be somewhere where nobody minds if I ask twice.',
  ],
  'self-management': [
    'To know what to do on a bad day.',
    'To hear how others manage.',
    'To breathe easier, and laugh while I am at it.',
  ],
  'bereavement-support': [
    'To say the name without people looking at their shoes.',
    'Somebody who has been through it.',
    'To get through the evenings.',
  ],
  'sensory-service': [
    'To read my own post.',
    'To follow what is said when more than one talks.',
    'To make a cup of tea without burning myself.',
  ],
  advocacy: [
    'Somebody on my side at the meeting.',
    'To have the letters put in plain words.',
    'Not to be talked over.',
  ],
  'alcohol-and-drugs': ['To have my weekends back.', 'People who know what it is like.'],
  'domestic-abuse-support': ['To talk where nobody listens in.', 'To plan at my own pace.'],
}

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
