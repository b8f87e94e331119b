/** Goals as people say them, by the need they are about, each with what is done for it. */
export type GoalWords = { words: string; actions: readonly string[] }

const goal = (words: string, ...actions: string[]): GoalWords => ({ words, actions })

export const GOALS: Readonly<Record<string, readonly GoalWords[]>> = {
  loneliness: [
    goal(
      'I want somebody to have my tea with now and then.',
      'Try the Tuesday lunch club once',
      'Ring our Susan on Sundays',
    ),
    goal(
      'I would like a voice in the house that is not the telly.',
      'Meet a visiting friend',
      'Leave the front curtains open',
    ),
    goal('I want to know my neighbours’ names again.', 'Say hello over the fence', 'Go to the hall on a Thursday'),
    goal('I would like one good laugh a week.', 'Try the evening choir', 'Ring Jean from the old works'),
    goal('I want a reason to put my lipstick on.', 'Choose a day to go out each week', 'Book the transport'),
    goal(
      'I miss the lads from the pit. I want some company like that.',
      'Look in at the shed',
      'Find out who is still about',
    ),
  ],
  money: [
    goal('I want to put the heating on without counting.', 'Have a benefits check at home', 'Send the meter readings'),
    goal('I want to open my post and not feel sick.', 'Open letters together on Mondays', 'Write down what is owed'),
    goal('I want to know I am getting what I am due.', 'Fill in the Attendance Allowance form together'),
  ],
  housing: [
    goal('I want to get upstairs to my own bed.', 'Ask the council about a stair rail', 'Measure the stairs'),
    goal('I want the damp gone from the back bedroom.', 'Write to the landlord with photographs'),
    goal('I want to stay in this house. It is where he is.', 'Ask for a home safety check'),
  ],
  caring: [
    goal('I want two hours a week that are only mine.', 'Meet the sitting service', 'Ask for a carer’s assessment'),
    goal('I want to sleep one night through.', 'Ask about night sitting', 'Write down what wakes us'),
    goal('I want to be her husband again, not only her nurse.', 'Go to the memory café together'),
    goal('I want somebody to ask how I am, too.', 'Try the carers’ coffee morning'),
  ],
  'physical-activity': [
    goal(
      'I want to walk to the corner shop and back on my own.',
      'Walk to the post box each day',
      'Try chair exercise',
    ),
    goal('I want to get off the floor if I go down.', 'Ask the falls team to show us', 'Practise with the chair'),
    goal('I want to dance at my granddaughter’s wedding, even if it is one dance.', 'Start tai chi', 'Choose the song'),
    goal('I want to get in the pool again before I am eighty.', 'Visit the warm pool', 'Buy a costume'),
  ],
  'self-management': [
    goal('I want to sing without running out of puff.', 'Try the breathing choir', 'Keep the blue inhaler by the door'),
    goal('I want to know what to do on a bad day instead of ringing 999.', 'Write a bad-day card with the nurse'),
    goal('I want to eat proper dinners, not toast.', 'Learn three one-pan dinners', 'Put the steps stool away'),
    goal('I want my sugar down enough to stop worrying our lad.', 'Go to the six Thursdays', 'Walk after dinner'),
  ],
  'mental-wellbeing': [
    goal('I want to want to get up.', 'Set the alarm for eight', 'Water the tomatoes first thing'),
    goal('I want to paint again. I have not since school.', 'Go to one watercolour morning', 'Find the old brushes'),
    goal('I want my head to be quiet of an evening.', 'Tai chi on Wednesdays', 'Radio off at nine'),
    goal('I want to feel useful, like I did at work.', 'Ask the shed about mending the benches'),
  ],
  bereavement: [
    goal('I want to sort his shed when I am ready, with somebody there.', 'Choose a day, no hurry', 'Ask Dave to come'),
    goal('I want to talk about her without folk changing the subject.', 'Meet the listener', 'Bring the album'),
    goal('I want to get through Christmas.', 'Book the Christmas dinner at the hall', 'Ring our Paul early'),
  ],
  memory: [
    goal(
      'I want to keep going to my choir as long as they will have me.',
      'Go to singing for the brain',
      'Put a card by the phone',
    ),
    goal('I want a calendar I can trust.', 'Hang one big calendar in the kitchen', 'Cross off the day at breakfast'),
  ],
  sensory: [
    goal('I want to read my own letters.', 'Have the low vision visit', 'Choose a lamp'),
    goal('I want to hear what the little ones say.', 'Ask about the hearing aid clinic', 'Try the lipreading class'),
  ],
  transport: [
    goal('I want to choose my own apples.', 'Try the shopping bus', 'Make a list together'),
    goal(
      'I want to get to the cemetery without asking anybody.',
      'Apply for the bus pass',
      'Practise the journey once',
    ),
  ],
  food: [
    goal('I want a hot dinner I did not have to microwave.', 'Go to the lunch club on Tuesdays'),
    goal('I want to cook for somebody again.', 'Help in the hall kitchen once a month'),
  ],
  'work-learning': [
    goal('I want to help out somewhere, one morning a week.', 'Visit the charity shop', 'Talk to the hall'),
  ],
  'alcohol-drugs': [goal('I want my weekends back.', 'Go to the Saturday group', 'Ring somebody at six o’clock')],
  'domestic-abuse': [goal('I want to sleep with the door shut and feel safe.', 'Talk to the support worker')],
  digital: [
    goal(
      'I want to see my sister in Australia on the screen.',
      'Six lessons at home',
      'Write the code in the blue book',
    ),
    goal('I want to order my own tablets.', 'Set up the practice app together'),
  ],
  legal: [goal('I want the letters about the house to make sense.', 'Meet an advocate', 'Put all papers in one box')],
  immigration: [goal('I want my papers in order so I can breathe.', 'See the adviser', 'Find the old passport')],
  parenting: [
    goal('I want Saturday mornings with the grandchildren that are not all shouting.', 'Family drop-in on Thursdays'),
  ],
}

/** What matters to people, in their words: on the referral, and at the top of the plan. */
export const WHAT_MATTERS = [
  'My garden. If I can see it from the chair I am all right.',
  'My grandchildren, and that they do not see me like this.',
  'Staying in my own house, with my own kettle.',
  'My faith. I miss going on a Friday.',
  'The dog. He is why I get up.',
  'Being asked, not told.',
  'That my wife is safe when I am out of the room.',
  'Rovers on a Saturday, even on the radio.',
  'Having my hair done. I feel like me then.',
  'My independence. I have never asked anybody for anything.',
  'Music. We used to dance every week.',
  'To be warm.',
  'Speaking my own language with somebody.',
  'Not being a bother to my daughter, she has enough on.',
  'Cooking for people. A quiet kitchen is no kitchen.',
  'Knowing what is going on. I was a shop steward thirty years.',
] as const

export const GOOD_DAYS = [
  'Up by eight, a proper breakfast, and somebody rings before dinner.',
  'When my breathing lets me get to the shop and back.',
  'The sun on the back step and the crossword done.',
  'A day when nobody from a hospital writes to me.',
  'Company at dinner time and a nap after.',
  'I wake up and nothing hurts for an hour.',
  'When our Karen brings the baby.',
  'A bit of work with my hands and tired for the right reason.',
  'I get to mosque and I am not late.',
  'Radio on, washing out, soup on.',
] as const
