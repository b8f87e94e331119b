/** What may be owed besides the next step of a referral; each kind says what to do in one sentence. */
export const TASKS = {
  'confirm-identity': 'Find out who this person is: the NHS number given belongs to somebody with other details',
  'confirm-registration': 'Ask the person which practice they are registered with now',
  'compare-details':
    'Compare what the referrer gave with the record: the person was known already, and nothing was overwritten',
  'offer-declined': 'The group said no: look for something else with the person',
  'ask-to-share': 'The group said yes: ask the person whether it may know who they are',
  'answer-objection': 'Answer the objection to a line of the plan',
  'hold-ended': 'The referral came back from hold: take the next step',
  'follow-up-measures': 'Ask the measures again',
  'lone-worker-not-back':
    'A worker is not back from a visit: say that you have it, ring them, and write what was found',
  'no-reply': 'Nobody opened who expected us: find out today how they are, and say who has spoken to them',
  'tell-group-of-death':
    'Somebody who came to this group has died: tell them in person, before they hear it another way, and ask how they are',
  'death-taken-back':
    'It was somebody else who died: tell whoever was told, and plan visits and places again with the person',
  'answer-concern': 'Somebody may be hurt: open the concern and say that you have it',
  'ring-practice': 'The practice has not answered a same-day message: ring them, and write down whom you spoke to',
  'sign-agreement':
    'The group said yes and has signed nothing: get a sharing agreement signed, and it is told who comes',
  'renew-agreement': 'A sharing agreement ends: get a new one signed, or names stop',
  'review-opened-record': 'Somebody opened a closed record: read their reason, and say what you found',
} as const satisfies Record<string, string>
export type TaskKind = keyof typeof TASKS
export const TASK_KINDS = Object.keys(TASKS) as [TaskKind, ...TaskKind[]]

/** Done by saying what came of the thing itself; a tick on a list would hide somebody who is still in danger. */
export const ENDED_WITH_ITS_SUBJECT: readonly TaskKind[] = [
  'lone-worker-not-back',
  'no-reply',
  'answer-concern',
  'ring-practice',
  'review-opened-record',
]
