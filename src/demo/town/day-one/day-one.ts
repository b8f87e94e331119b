import type { Episode } from '../episode.ts'
import type { World } from '../world.ts'
import { tellWhoMayHear } from './callers.ts'
import { tellClosedRecords } from './closed-records.ts'
import { tellConcerns } from './concerns.ts'
import { tellDirectory } from './directory.ts'
import { tellNoReplies, tellNotBack } from './doors.ts'
import { tellEnquiries } from './enquiries.ts'
import { tellFunding } from './funding.ts'
import { tellGroups } from './groups.ts'
import { tellOutbox } from './outbox.ts'
import { tellPapers } from './papers.ts'
import { tellProgramme } from './programme.ts'
import { tellRightPerson } from './right-person.ts'
import { tellPractices } from './same-day.ts'
import { setScene } from './scene.ts'
import { tellSessions } from './sessions.ts'
import { tellStaffDays } from './staff-days.ts'
import { tellReaching } from './to-people.ts'
import { tellWaiting } from './waiting.ts'

/** What a working day has beside referrals: who is away, who may be hurt, who did not open, what must be answered today. */
export function tellDayOne(world: World, episodes: readonly Episode[]): void {
  const scene = setScene(world, episodes)
  tellStaffDays(scene)
  tellWhoMayHear(scene)
  tellNoReplies(scene)
  tellNotBack(scene)
  tellConcerns(scene)
  tellPractices(scene)
  tellEnquiries(scene)
  tellClosedRecords(scene)
  tellRightPerson(scene)
  tellGroups(scene)
  tellProgramme(scene)
  tellFunding(scene)
  tellPapers(scene)
  tellReaching(scene)
  tellOutbox(scene)
  tellWaiting(scene)
  tellSessions(scene)
  tellDirectory(scene)
}
