/** The help of the pages about waiting for a place, and about what was not there. */
export const PLACE_HELP: Readonly<Record<string, readonly string[]>> = {
  '/waiting/:entryId': [
    'How long it may take is worked out from the line and from what came free; say it as it stands, as no promise.',
    'A place that is held goes to the next when its day is over. After two that passed, you talk with the person.',
  ],
  '/activities/:activityId/waiting': [
    'The line in the order in which people are asked. Whom you may not see is counted, not named.',
  ],
  '/referrals/:referralId/placements/wait/:activityId': [
    'For an activity that is full. When a place comes free it is held for whoever is next, and their advisor asks them.',
  ],
  '/referrals/:referralId/gaps/new': [
    'Look at the next best first. What you write down is counted by need, area and month for those who decide what is paid for.',
  ],
  '/unmet-needs': [
    'People whose need nothing met, by month, need and area. A commissioner reads months that have ended; a star is a small number.',
  ],
}
