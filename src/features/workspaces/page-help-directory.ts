/** The help of the pages about activities: the directory, a group's own, waiting lists and links without an account. */
export const DIRECTORY_HELP: Readonly<Record<string, readonly string[]>> = {
  '/group': [
    'Answer the offers first: a place is held until you do. Below stands who comes to each activity.',
    'You read a name after your yes, when the person has agreed to it and your group has signed.',
  ],
  '/group/places/:placementId': [
    'What you may know of one person who is offered a place or comes. When they stop, you read it no longer.',
  ],
  '/group/places/:placementId/steps/:step': ['Say what happened and when. Their advisor reads it.'],
  '/group/places/:placementId/ask': [
    'Ask what you must know before you can say yes. The place stays held while you wait for the answer.',
  ],
  '/group/places/:placementId/concern': [
    'In danger now: ring 999 first. You need nobody’s consent, and you need not know their name.',
  ],
  '/group/activities': ['What advisors read when they look for something for a person. Keep the free places right.'],
  '/group/activities/new': [
    'Say it as you would to somebody on the telephone. Advisors can offer a place as soon as it is added.',
  ],
  '/group/activities/:activityId': [
    'Change what advisors read. Closed for now: nobody new is offered a place, and whoever comes keeps theirs.',
  ],
  '/group/activities/:activityId/sessions': [
    'The sessions of the next eight weeks, as your schedule says. Cancel or move one, and those who come from the scheme are told. One that was cancelled by mistake is put back here, and they are told again.',
  ],
  '/group/activities/:activityId/cohorts': [
    'A programme of a fixed number of weeks has runs. Each has places of its own.',
  ],
  '/group/cohorts/:cohortId': ['Change a run, close it for anybody new, or say that it has ended.'],
  '/directory': [
    'One box for activities and groups; a slip of the keyboard is forgiven. More to choose by: how far, when, what must be there.',
    'For a person, look from their referral instead: there it begins at their home and says why each fits.',
  ],
  '/find-activities': ['What groups say of themselves. For some you need a referral: ask your GP practice for it.'],
  '/find-activities/:activityId': [
    'Ring or write before you come. Is something wrong: say so at the foot of the page.',
  ],
  '/find-activities/:activityId/suggestions': ['Those who keep the directory read what you wrote.'],
  '/find-activities/:activityId/photo': ['The picture of a listing.'],
  '/directory/new': ['For a group that has no account. Read it to them before you add it.'],
  '/directory/to-read': [
    'What groups would change waits here beside what is live, and what anybody says is wrong. Read it, and say yes, no, or what you did.',
  ],
  '/directory/:activityId': [
    'What the group says of itself. At the foot stands when somebody confirmed it. Is something wrong: say so there.',
  ],
  '/directory/:activityId/week-link': [
    'For a group without an account. End the link when a telephone is lost, write down the new number, then send another.',
  ],
  '/directory/:activityId/photo': ['The picture of a listing.'],
  '/directory/:activityId/change': ['For a group that has no account, or that rang. What you save is live at once.'],
  '/group/activities/:activityId/register': [
    'Mark everybody of one day, then keep the register. Written again for the same day, the last one counts.',
  ],
}
