/** The help of the pages of commissioner, administrator and privacy officer. */
export const OFFICE_HELP: Readonly<Record<string, readonly string[]>> = {
  '/outcomes': [
    'Choose months that have ended. Each figure says beside it what it counts; a star is a small number.',
    'The address holds the months, so it can be sent on.',
  ],
  '/outcomes/download': ['The same figures as a table, each with what it counts.'],
  '/setup': [
    'What is missing stands on top, with why it matters and where it is done.',
    'Nothing here leads to anybody’s record.',
  ],
  '/settings': ['How the scheme works now, and how it was changed. A change is drafted first and holds from a day.'],
  '/settings/directory': [
    'Public means: anybody reads what groups say of themselves, without an account. No person is in it.',
  ],
  '/settings/new': [
    'Change what is to be different and leave the rest. Nothing holds before you have seen what it touches.',
  ],
  '/settings/drafts/:draftId': ['Read what the change touches, then say from which day it holds, or throw it away.'],
  '/settings/safety': ['The numbers stand on every page. Name people who answer, and tell them that you did.'],
  '/settings/texts': ['Open a text to read it as somebody invented would get it.'],
  '/settings/texts/:key': ['Words in braces are filled in when it is sent. Look at how it reads before you save it.'],
  '/outbox': ['What did not arrive can be sent again, or the address put right. The words themselves are not shown.'],
  '/organisations': ['Everybody who works in the scheme belongs to one of these. Open one to see what it signed.'],
  '/organisations/new': ['Add what is missing. A practice needs its ODS code, so that referrals find it.'],
  '/organisations/:organisationId': ['How it is reached, what it signed and, for a team, which practices it serves.'],
  '/organisations/:organisationId/close': [
    'For a merger: what is open goes to the other one. It cannot be taken back.',
  ],
  '/served-practices/:servedPracticeId/end': [
    'For a team that stops working for a practice. What it reads of the practice’s people ends at once.',
  ],
  '/organisations/:organisationId/serves': [
    'A team reads of the people of the practices that it serves, from that day on.',
  ],
  '/organisations/:organisationId/agreements/new': [
    'Write down what was signed on paper. A group is told names from the first day on.',
  ],
  '/organisations/:organisationId/agreements/:agreementId/end': [
    'End it when something is wrong. Otherwise it ends by itself on its last day.',
  ],
  '/members': ['Who works in the scheme and when they signed in last. Who does not sign in for 90 days is shut out.'],
  '/settings/lists/:list': [
    'The words that people choose from. Add yours, name one anew, or take one out of use: what was chosen before stays.',
  ],
  '/settings/lists/:list/:code': [
    'Sensitive words are read by whoever places the person, and by nobody else: others read “a need” or “a support service”.',
  ],
  '/members/invite-many': [
    'For a team or a practice that begins: paste a name and an email on each line. Lines that cannot be read are said one by one, the others go.',
  ],
  '/members/invite': ['The link goes to their own mailbox and works once. Ask them to look for it.'],
  '/members/invitations': ['A link that is over can be mailed again. One that went wrong is taken back.'],
  '/members/:membershipId': [
    'Before somebody leaves, a colleague takes what they have in hand. In an emergency shut them out first.',
  ],
  '/imports': [
    'Begin with an empty file if you have none. Sending a file writes nothing yet.',
    'To keep the directory in a spreadsheet, download it, change it, and send it back as activities.',
  ],
  '/imports/:importId': [
    'Try it, mend the rows with a fault, then bring the rest. A file that was mended is sent as a new one.',
  ],
  '/directory-feeds': ['Add a directory with its licence, then try it: nothing comes from it before you begin it.'],
  '/directory-feeds/:feedId': [
    'Each run says what came and what could not be read. A run that fails changes nothing, and is tried again at night.',
  ],
  '/privacy-notices': ['A new version holds from its day on. People who were given an earlier one are counted.'],
  '/looks': [
    'Review the closed records that somebody opened first. What stands below is worth a question, and proves nothing.',
  ],
  '/looks/person': ['For whoever asks who read their record. A number or a reference, and the days.'],
  '/looks/members': ['Choose whose looks you want to read.'],
  '/looks/members/:membershipId': ['What one member of staff opened and did, the latest first.'],
  '/looks/records/:personId': [
    'From whom one record is closed and who was told of the person. What is in it is not shown.',
  ],
  '/funding': [
    'What is nearly used or ends soon says so. Leads are mailed once for each.',
    'A block pays before a grant, a grant before a place that is bought alone.',
  ],
  '/funding/new': ['Write it down as it was agreed. It pays from the day on which the panel approved it.'],
  '/funding/:fundingAgreementId': [
    'A place is kept when the group says yes, used when somebody begins, and free again when they never do.',
  ],
  '/funding/unpaid': ['Add an agreement and look again, or buy the one place. Nobody waits for it meanwhile.'],
  '/spot-purchases': ['Above the limit the lead says yes first, and never to what they asked for themselves.'],
  '/spot-purchases/:spotPurchaseId': ['Read why nobody who is paid anyway can. A no is read by whoever asked.'],
  '/referrals/:referralId/spot/:activityId': [
    'For a place that no agreement pays for. What you write is read by whoever allows it.',
  ],
  '/statements': ['Made on the first of each month and mailed to each group. Only what a group agreed is paid.'],
  '/statements/download': ['The statements of a month as a table, for whoever pays.'],
  '/statements/:statementId': ['What was written down late stands on the next statement. A grant is not paid again.'],
  '/statement': ['Open the link in the mail, look, and say whether it is right. Opening it changes nothing.'],
  '/looks/openings/:openingId': ['Ask whoever opened it before you decide. They read what you write.'],
}
