import { DIRECTORY_HELP } from './page-help-directory.ts'
import { OFFICE_HELP } from './page-help-offices.ts'
import { PLACE_HELP } from './page-help-places.ts'

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
  '/caseload': [
    'A heading sorts the list; once more turns it round. The address holds what you chose: keep it as a bookmark.',
    'What you write yourself beside a line is seen by you alone. It is no part of the record, but the person could ask to read it.',
  ],
  '/find': [
    'Nothing that you type here stays in the address or in the history of the browser. Every search is recorded.',
  ],
  '/people/:personId': [
    'Everything that you may read about this person, the newest first. That you looked is recorded.',
  ],
  '/people/:personId/lookers': [
    'Who opened this person’s record or saw them in a list. What they did there only the privacy officer reads.',
  ],
  '/people/:personId/around': [
    'Family, carers and neighbours, and what each may be told by the word of the person. Nobody is told anything until the person says so.',
    'A word that only they would know helps you to be sure who is ringing.',
  ],
  '/people/:personId/around/:relatedPersonId': [
    'Telling somebody more than before needs a new yes of the person: enter the day and how they said it.',
    'Whoever must not hear is marked where the safe ways to reach the person are kept.',
  ],
  '/people/:personId/consents': [
    'Each answer is kept with its day; the latest counts. A no or a yes that is taken back holds at once.',
    'If somebody else decided for the person, because they cannot decide this themselves, write that down with the referral or the plan.',
  ],
  '/people/:personId/ringing': [
    'Choose who rings before you say anything, not even whether we know the person.',
    'Ask for the word, and type what they say. Never say the word yourself.',
  ],
  '/screen': ['Take the phone, or turn the screen to yourself, before you press the button.'],
  '/inbox': [
    'What asks something of you stands first, what must be answered today before all else. What you have filed is still there.',
  ],
  '/inbox/:messageId': [
    'Copy it as plain text into the record, or download it as a letter. File it when it is there. A message of today asks somebody by name to say that they have it.',
  ],
  '/meetings/risk-list': [
    'Send a file of NHS numbers with the risk your clinical system gives them. What stands in its other columns is not kept.',
    'Those who are not referred and were not asked stand first. Note what came of asking; the list goes after 45 days.',
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
  '/referrals/:referralId/visit': [
    'Everything that came of one visit is sent once, at the end. Leave empty what was not part of it.',
    'Without signal, what you type is kept on this phone, encrypted, and sent when the signal is back. Keep this page open until then: without signal a closed page cannot be opened again.',
    'Signing out takes what is kept off this phone, and so do twelve hours.',
  ],
  '/referrals/:referralId/visit/:contactId': [
    'What was told stands here word for word, as the reader has it. What a practice does not hear of is not in it.',
  ],
  '/referrals/:referralId/visit-pack': [
    'Print it before you go where there is no signal. It has no NHS number and nothing restricted, because paper is lost.',
    'Type it up afterwards under “Write down a visit”, with the day on which the visit was.',
  ],
  '/activities/:activityId/register': [
    'Type in who came when a group says it by telephone or sends its register on paper. Print an empty one for it here.',
  ],
  '/account/calendar': [
    'A secret address at which your own calendar reads when you are expected where. End it when somebody else may have it.',
  ],
  ...OFFICE_HELP,
  ...DIRECTORY_HELP,
  ...PLACE_HELP,
  '/referrals/:referralId/plan': [
    'What matters to the person, what they want, and who does what by when. Each line says who proposed it and who agreed.',
    'The practice may object to a line with a reason. It is owed an answer; nothing in the plan waits for it.',
  ],
  '/referrals/:referralId/plan/edit': [
    'Write goals in the words of the person. Each button adds or takes out a line; nothing is kept before you save.',
    'Saving makes a new version. Earlier ones stay, and the person is asked again whether they agree.',
  ],
  '/referrals/:referralId/plan/aloud': [
    'The plan in large print, in plain words, for reading aloud or for paper. Nothing stands in it that others said about the person.',
  ],
  '/referrals/:referralId/plan/compare': ['What was added, taken out or changed between two versions of the plan.'],
  '/referrals/:referralId/plan/agree': [
    'Read the plan to the person first. Only they agree; if they cannot decide this, say who decided and on what ground.',
    'What the practice will read stands at the end, before you press the button.',
  ],
  '/referrals/:referralId/plan/object': [
    'Say what speaks against the line, as you know the person. The advisor reads it and answers you.',
  ],
  '/referrals/:referralId/plan/objections/:objectionId': [
    'Say what came of the objection. Whoever raised it reads your answer.',
  ],
  '/referrals/:referralId/measures': [
    'How the person is, in their own answers. The table is what counts; the line shows the same figures.',
    'Ask before the plan begins to work, and again 12 to 16 weeks later.',
  ],
  '/referrals/:referralId/measures/ask': [
    'Read each question as it is written, and give the answers as they are written too: other words are another question.',
  ],
  '/referrals/:referralId/measures/:measurementId': [
    'One question at a time. Stop whenever the person is tired: what was answered is kept, and you may go on within 14 days.',
  ],
  '/referrals/:referralId/placements': [
    'Each place that was offered, what the group answered, and how much it knows of the person now.',
  ],
  '/referrals/:referralId/placements/new': [
    'Search by kind, by words or by the first part of a postcode. What comes home or is reached from anywhere is found in every area.',
  ],
  '/referrals/:referralId/placements/new/:activityId': [
    'The group reads what stands here before it says yes. Write it without names, numbers and dates.',
  ],
  '/referrals/:referralId/placements/:placementId/:step': [
    'Write down what happened to the place. The line below the title says what follows from it.',
  ],
  '/referrals/:referralId/close': [
    'Say what came of each goal, what is left and for whom. Then read what the practice will be told, and send it or change it.',
  ],
  '/referrals/:referralId/death': [
    'Once recorded, nothing more is sent to the person and everything planned ends. Those who knew them are told by voice.',
  ],
  '/referrals/:referralId/death/undo': [
    'For the lead, when it was somebody else. The referrals go on where they were.',
  ],
  '/referrals/:referralId/no-reply': [
    'Somebody who expected you did not open. Ask one after the other, until somebody has spoken to them or knows where they are.',
  ],
  '/caseload/gaps': [
    'What open referrals lack and their worker can mend. Each number opens the people it is about.',
    'A follow-up is due from the twelfth week after something was measured.',
  ],
  '/enquiries': [
    'For a daughter, a ward or a neighbour who rings about somebody who has not been asked. Ring back, ask the person, and refer them only with their yes.',
  ],
  '/referrals/:referralId/measures/:measurementId/wrong': [
    'For what was typed on the wrong person, or wrongly. Say what was wrong; then ask anew.',
  ],
  '/referrals/:referralId/measures/brought/:importedScoreId/wrong': [
    'For a total of the earlier record that was somebody else’s, or wrong there. Say what was wrong.',
  ],
  '/destruction-requests/:requestId': ['Say what they answered and when. The task is done with it.'],
  '/destruction-requests': [
    'When a person takes back that others are told, whoever received something is asked to destroy it. Those not heard of longest stand first.',
  ],
  '/places/:placementId': [
    'One place: what happened to it, and what the group asks. Answer as you would on the telephone to somebody who may not know yet who it is.',
  ],
  '/places/:placementId/card': [
    'What a group must know so that nobody comes to harm, and nothing else. Read each line to the person, and tick it when they agree that the group reads it.',
    'Other words need another yes. The group reads the card while it may know who comes, and not after.',
  ],
  '/no-replies': [
    'People who did not open and whom nobody has spoken to since, the longest first. Open one to see whom to ask next.',
  ],
  '/offers': ['What groups were asked and have not answered. After a week, ring them: the person waits for it.'],
  '/my-day/pack': [
    'The sheets for every visit and call of tomorrow, to take along or to keep in the office for the day the system is away.',
  ],
  '/duty-rota': [
    'Whoever is on duty takes what has no owner yet, and what belongs to somebody who is away without a cover.',
    'Name somebody for each weekday. A line for a single day wins over the week, and a line with hours wins over a whole day.',
  ],
  '/hand-over': [
    'When somebody leaves, or has too much: choose whose work it is, tick what goes, and say who takes it.',
    'Nothing moves before you have seen what would happen. Whoever is away for a few days keeps their work: use “Who is away” instead.',
  ],
  '/team': ['What asks for the lead, and what came since a day. Each number opens its rows.'],
  '/unallocated': [
    'Choose who takes each, and press. Nothing moves by itself, and the advisor finds it in their caseload.',
  ],
  '/away': ['Enter it first. Nothing moves by itself: open the line, and say what becomes of each visit and call.'],
  '/away/:membershipId': ['Nothing is changed before you press the button, and then all of it or nothing.'],
  '/phone-list': ['Ring whoever expects somebody else, another day or nobody. A name goes off when they know.'],
  '/letters': ['Take what waits to the printer, print the sheets, then say of each that it is in the post box.'],
  '/lone-working': [
    'Colleagues who went into a home and did not press “I am out” in time. Press “I have it” before you ring them, so that one of you does.',
  ],
  '/lone-working/:alarmId': [
    'It ends when you write what was found, or when the colleague checks out. If you cannot reach them, ring 999.',
  ],
}
