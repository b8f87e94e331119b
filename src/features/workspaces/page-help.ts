/*
 * What each page is for and how it is used, in words for whoever sees it the first time. Keyed by the address as it is
 * registered; every page that somebody reads has a text, and a test says which has none.
 */
export const PAGE_HELP: Readonly<Record<string, readonly string[]>> = {
  '/sign-in': [
    'Sign in with the email address to which your invitation was sent.',
    'After several wrong passwords you wait a little before the next try. Nobody is locked out for good.',
  ],
  '/sign-in/code': [
    'Open the app on your phone that shows six digits, and type those for Rother. They change every half minute.',
  ],
  '/memberships': [
    'You work for more than one organisation or in more than one role. Choose which you work for now; you can change it at any time.',
  ],
  '/account': [
    'Your own name, password and second factor. If something about your role is wrong, ask your manager or the administrator.',
  ],
  '/account/password': [
    'Choose at least 12 characters. Three or four words that do not belong together are easy to keep in mind.',
  ],
  '/account/second-factor': [
    'An app on your phone shows six digits that you type when you sign in, so that a stolen password alone opens nothing.',
  ],
  '/account/second-factor/code': [
    'Scan the square with the app, then type the six digits that it shows. Keep the recovery codes on paper for the day your phone is lost.',
  ],
  '/forgotten-password': [
    'Type your email address. If it is known, a link goes there that can be used once, within an hour.',
  ],
  '/password': ['Choose a new password. The link in your mail can be used once.'],
  '/invitation': ['Somebody has made an account for you. Choose a password, and you are in.'],
  '/refer': [
    'Ask the person first: a referral is sent with their yes.',
    'Paste the line that your clinical system copies, and most of the fields fill themselves. Check each.',
    'If the phone rings, press “Save and come back later”. Where the browser lets it, the page also saves itself while you type.',
    'Before anything is sent, the details are shown to be read back to the person.',
  ],
  '/refer/send': ['Read the details to the person, or compare them with their record, before you send.'],
  '/referrals': [
    'What is overdue stands first. Open a referral to see where it is, who has it and what comes next.',
    'Find one by surname, NHS number or the reference that stands in letters and messages, whatever became of it. The search stands in no address.',
    'Drafts are under “Drafts”: what you began to type is seen by you alone and goes after two weeks.',
  ],
  '/referrals/:referralId': [
    'The line below the name says what happens next, who does it and by when.',
    'The buttons are the steps that are open to you now. What happened so far stands at the end.',
  ],
  '/referrals/:referralId/change': [
    'Change what the referral says. Once it was sent, say why: the service and you both read what it was before.',
    'Who the person is, and where they live, is changed by the service on their record: add a note, or ring.',
  ],
  '/referrals/:referralId/send': ['A draft is read back like any other referral before it is sent.'],
  '/referrals/:referralId/sent': [
    'Give the person the reference: whoever rings with it is found at once. You hear of every next step in your inbox.',
  ],
  '/referrals/:referralId/steps/:step': [
    'Nothing is done until you press the button at the end. Whoever has to know is told.',
  ],
  '/referrals/:referralId/contacts': [
    'Plan with a beginning and an end: for a visit at home, colleagues are told when you are not back.',
  ],
  '/referrals/:referralId/contacts/:contactId': [
    'Whether it happened and whether the person took part are two questions, because they mean different things later.',
  ],
  '/my-day': [
    'Press “I am going in” at the door, and “I am out” when you have left. If you forget, colleagues are told to look for you.',
    'A press by mistake can be taken back for a quarter of an hour.',
  ],
  '/inbox': [
    'What asks something of you stands first, what must be answered today before all else. What you have filed is still there.',
  ],
  '/inbox/:messageId': [
    'Copy it as plain text into the record, or download it as a letter. File it when it is there. A message of today asks somebody by name to say that they have it.',
  ],
  '/meetings': [
    'Whoever was talked about last time and waits stands first. Type a decision on a person’s line; the page keeps it.',
    'The version for the room leaves out what not everybody in it may read. Print either.',
    'Closing the meeting writes each decision on its referral and gives its task to whoever does it.',
  ],
  '/tasks': [
    'What is owed besides the next steps of referrals. Some end by themselves when you have done what they are about.',
  ],
  '/concerns': [
    'Concerns that you raised or that were brought to you. The first time shown is by when somebody must have it.',
  ],
  '/concerns/new': [
    'If somebody is in danger now, ring 999 first.',
    'Write what you saw and heard, in the words that were said. You need nobody’s permission, and no proof.',
  ],
  '/concerns/:concernId': [
    'Everything that was done is written below, with who and when. It stays open until somebody closes it with what came of it.',
  ],
  '/concerns/:concernId/acknowledge': [
    'Say that you have it: nobody further is told, and it is yours until you hand it over or close it.',
  ],
  '/concerns/:concernId/entries': [
    'Write what you did, whom you spoke to and what was agreed. It cannot be changed later, only added to.',
  ],
  '/concerns/:concernId/hand-over': ['Speak to the colleague first. They are told, and it is theirs from then on.'],
  '/concerns/:concernId/close': [
    'Close it when the person is safe, or somebody else has taken it on. Whoever raised it reads what came of it.',
  ],
  '/concerns/:concernId/reopen': [
    'Something new came up: it is open again, with a new time by which somebody must have it.',
  ],
}
