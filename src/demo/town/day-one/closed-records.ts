import type { Rows } from '../rows.ts'
import { openTask } from '../tasks.ts'
import type { Member } from '../world.ts'
import { isOf, isOfPractice, type Scene } from './scene.ts'

const HOUR_MS = 3_600_000

/** A record closed to all but two, one closed from a neighbour, and who opened one with a reason. */
export function tellClosedRecords(scene: Scene): void {
  const { world, take, at, member } = scene
  const { lead, advisors } = world
  const [own, , cover] = advisors
  const [officer, referrer] = [member('privacy-officer'), member('referrer')]
  if (own === undefined || cover === undefined) throw new Error('The town has six advisors')

  const colleague = take('a closed record', isOf(own), (episode) => !isOfPractice(referrer.organisationId)(episode))
  close(
    scene,
    colleague.person.id,
    'only-named',
    [own, lead],
    'Works for the scheme: only the advisor and the lead read it.',
    at(40, 600),
  )
  const neighbour = take('a neighbour', isOf(cover))
  close(
    scene,
    neighbour.person.id,
    'not-named',
    [referrer],
    'Lives next door to a member of the practice and asked that they do not read it.',
    at(22, 640),
  )

  const opened = (by: Member, openedAt: Date, reason: string) => {
    const row: Rows['recordOpenings'][number] = {
      schemeId: world.schemeId,
      id: world.newId(openedAt),
      personId: colleague.person.id,
      membershipId: by.membershipId,
      reason,
      openedAt,
      untilAt: new Date(openedAt.getTime() + 4 * HOUR_MS),
      reviewedAt: null,
      reviewedById: null,
      outcome: null,
      note: null,
    }
    world.rows.recordOpenings.push(row)
    return row
  }
  const task = {
    kind: 'review-opened-record' as const,
    subjectKind: 'record-opening',
    organisationId: officer.organisationId,
  }
  const justified = opened(
    cover,
    at(16, 15 * 60 + 30),
    'Rang in tears, the advisor and the lead were both out. Needed the number of the daughter.',
  )
  Object.assign(justified, {
    reviewedAt: at(15, 10 * 60),
    reviewedById: officer.membershipId,
    outcome: 'justified',
    note: 'The call is on the telephone bill, the daughter was rung within ten minutes. Lead’s mobile is now on the duty sheet.',
  })
  const waiting = opened(
    cover,
    at(1, 12 * 60 + 20),
    'Somebody rang for her at the office and would not say why. Looked whether a visit was planned.',
  )
  openTask(world, { ...task, subjectId: waiting.id, dueOn: scene.ago(1), at: waiting.openedAt })
}

function close(
  { world }: Scene,
  personId: string,
  kind: 'only-named' | 'not-named',
  named: readonly Member[],
  reason: string,
  closedAt: Date,
): void {
  const { rows, schemeId, newId, lead } = world
  const id = newId(closedAt)
  rows.recordClosings.push({
    schemeId,
    id,
    personId,
    kind,
    reason,
    version: 1,
    closedAt,
    closedById: lead.membershipId,
    endedAt: null,
    endedById: null,
  })
  for (const { membershipId } of named)
    rows.recordClosingMembers.push({ schemeId, id: newId(closedAt), closingId: id, membershipId })
}
