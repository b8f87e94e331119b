/** What may be owed besides the next step of a referral; each kind says what to do in one sentence. */
export const TASKS = {
  'confirm-identity': 'Find out who this person is: the NHS number given belongs to somebody with other details',
  'confirm-registration': 'Ask the person which practice they are registered with now',
  'compare-details':
    'Compare what the referrer gave with the record: the person was known already, and nothing was overwritten',
  'offer-declined': 'The group said no: look for something else with the person',
  'answer-group-question': 'A group asks something before it can say yes: answer it without the name of the person',
  'ask-to-share': 'The group said yes: ask the person whether it may know who they are',
  'answer-objection': 'Answer the objection to a line of the plan',
  'hold-ended': 'The referral came back from hold: take the next step',
  'follow-up-measures': 'Ask the measures again',
  'lone-worker-not-back':
    'A worker is not back from a visit: say that you have it, ring them, and write what was found',
  'lone-worker-in-trouble':
    'A worker has said in secret that they are in trouble: send help, do not ring them, and write what was found',
  'tell-person-of-change':
    'Somebody else comes, another day or nobody: ring the person, and tick them on the phone list',
  'no-reply': 'Nobody opened who expected us: find out today how they are, and say who has spoken to them',
  'tell-group-of-death':
    'Somebody who came to this group has died: tell them in person, before they hear it another way, and ask how they are',
  'death-taken-back':
    'It was somebody else who died: tell whoever was told, and plan visits and places again with the person',
  'answer-concern': 'Somebody may be hurt: open the concern and say that you have it',
  'ring-back': 'Ring back about an enquiry, and ask the person whether they agree to be referred',
  'draft-expires':
    'Ask the person whether they agree to be referred: without their answer this draft is deleted on the day this is due',
  'read-addition': 'Something was added to an open referral: read it',
  'ring-practice': 'The practice has not answered a same-day message: ring them, and write down whom you spoke to',
  'message-not-delivered': 'A message did not arrive: reach them another way, or mend the address and send it again',
  'answered-by-text': 'Somebody answered by text: read it, and ring them if they need something',
  'reach-another-way':
    'No safe way was open to reach this person: read why on their record, and reach them another way',
  'unused-with-work':
    'A member has not signed in for 90 days and has open work: decide who takes it, then end or disable the membership',
  'hand-over-work':
    'A member was shut out at once and still has work in hand: end or disable their membership again, and say who takes it',
  'ask-consent-to-refer':
    'The record that was brought in holds no answer: ask the person at the next contact whether they agree',
  'sign-agreement':
    'The group said yes and has signed nothing: get a sharing agreement signed, and it is told who comes',
  'renew-agreement': 'A sharing agreement ends: get a new one signed, or names stop',
  'read-opening-review':
    'The privacy officer has said what they found about a record that you opened: read it under what you opened',
  'review-looking':
    'Somebody opened the records of many people within an hour: read what they looked at, and ask them why',
  'ask-to-destroy':
    'The person took back that this is shared: ask whoever received it to destroy what they hold, and write down their answer',
  'review-opened-record': 'Somebody opened a closed record: read their reason, and say what you found',
  'check-moved-referral':
    'A referral was moved to this person: check address, safe contact, visits and letters with them before you go',
  'confirm-listing': 'An activity was not confirmed for long: read it, change what is wrong, and say that it is so',
  'check-listing': 'A group has not confirmed what it does: ring them, and say for them that it is so, or close it',
  'decide-edit':
    'A group would change what it says of an activity, or has added something: read it, and say yes or no, or that it is so',
  'read-suggestion': 'Somebody says that the directory is wrong: read it, and write down what you did',
  'offer-lapsed': 'The group did not answer in time: look for something else with the person, or ring the group',
  'two-offers-failed':
    'Two offers came to nothing: talk with the person about what else would help, before anything more is asked',
  'answer-waiting-offer': 'A place came free and is held: ask the person whether they want it, by the day this is due',
  'still-wanted': 'Somebody has waited for long: ask them whether they still want the place',
  'missed-two': 'Somebody has missed two in a row: ring them, and find out what stood in the way',
  'ring-group': 'Ring a group: it asks to be rung, or no link can reach it',
  'tell-of-session': 'A session is cancelled or moved: ring those who come and could not be told another way',
  'meeting-decision': 'Do what the meeting decided about this referral: read it there',
} as const satisfies Record<string, string>
export type TaskKind = keyof typeof TASKS
export const TASK_KINDS = Object.keys(TASKS) as [TaskKind, ...TaskKind[]]

/** Done by saying what came of the thing itself; a tick on a list would hide somebody who is still in danger. */
export const ENDED_WITH_ITS_SUBJECT: readonly TaskKind[] = [
  'confirm-identity',
  'lone-worker-not-back',
  'lone-worker-in-trouble',
  'tell-person-of-change',
  'no-reply',
  'answer-concern',
  'answer-group-question',
  'ring-practice',
  'ring-back',
  'ask-to-destroy',
  'review-opened-record',
  'answer-waiting-offer',
  'still-wanted',
]

/** Given by a ladder to who was there and may know of it: nobody stands in, nor does a shared mailbox. */
export const GIVEN_BY_LADDER: readonly TaskKind[] = ['lone-worker-not-back', 'lone-worker-in-trouble', 'answer-concern']

/**
 * Seen by whoever owes it alone: the worker whose telephone somebody else is holding sees no sign of it, and what the privacy
 * officer found is between the two.
 */
export const SEEN_BY_ITS_OWNER: readonly TaskKind[] = ['lone-worker-in-trouble', 'read-opening-review']
