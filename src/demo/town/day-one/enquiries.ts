import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { openTask } from '../tasks.ts'
import type { Scene } from './scene.ts'

/** Somebody rang about somebody who has not been asked yet. */
const ENQUIRIES = [
  {
    workingDaysAgo: 1,
    minutes: 9 * 60 + 50,
    whoRang: 'Linda, a neighbour in Weavers’ Fold',
    ringBack: '01632 960552, after four',
    personName: 'Mr Albert Goodyear',
    about:
      'Wife died in August. Curtains shut most days; he used to be out with the dog by seven. She has told him that she would ring.',
  },
  {
    workingDaysAgo: 3,
    minutes: 14 * 60 + 25,
    whoRang: 'Paul Hesketh, son',
    ringBack: '07700 900641',
    personName: 'Mrs Dorothy Hesketh',
    about:
      'Lives in Leeds and comes every other Sunday. She says everything is fine on the phone. Has stopped going to bingo and will not say why.',
  },
  {
    workingDaysAgo: 5,
    minutes: 11 * 60 + 10,
    whoRang: 'The warden at Jubilee Court',
    ringBack: '01632 960118',
    personName: 'A gentleman in flat 12',
    about: 'Moved in a month ago, knows nobody, asked twice where one can play chess.',
  },
] as const

export function tellEnquiries({ world, at, ago }: Scene): void {
  const [own] = world.advisors
  for (const { workingDaysAgo, minutes, ...enquiry } of ENQUIRIES) {
    const takenAt = at(workingDaysAgo, minutes)
    const id = world.newId(takenAt)
    world.rows.enquiries.push({
      schemeId: world.schemeId,
      id,
      takenAt,
      takenById: own?.membershipId ?? world.lead.membershipId,
      organisationId: world.service.id,
      ...enquiry,
    })
    openTask(world, {
      kind: 'ring-back',
      subjectKind: 'enquiry',
      subjectId: id,
      dueOn: addWorkingDays(ago(workingDaysAgo), 1),
      at: takenAt,
    })
  }
}
