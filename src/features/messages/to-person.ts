/** What people's gate, and nobody else, may do with what goes to a person: a public file of its own, so that a rule can hold it. */
export {
  findToPersonForUpdate,
  listToPerson,
  listUnsentToPerson,
  recordHandling,
  releaseToPerson,
  sendOutToPerson,
  stopAboutToPerson,
  stopToPerson,
  wasWrittenAbout,
} from './store/to-person.ts'
