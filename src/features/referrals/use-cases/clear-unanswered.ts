import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { DRAFT_DAYS, DRAFT_WARNING_DAYS, draftExpiresOn, ENQUIRY_DAYS } from '../clock.ts'
import { deleteBegunBefore } from '../store/begun-referrals.ts'
import { deleteDraft, findDraftsWithoutConsent } from '../store/drafts.ts'
import { deleteEnquiriesBefore } from '../store/enquiries.ts'

const BATCH = 100
const DAY_MS = 86_400_000

/**
 * What was begun about somebody who was never asked is not kept: what is half typed and drafts without a yes go after two
 * weeks, enquiries after a month. Whoever wrote a draft is told two days before. Run each day, and again without harm.
 */
export async function clearUnanswered(context: SystemContext): Promise<void> {
  await context.db.transaction((tx) => deleteBegunBefore(tx, ago(context, DRAFT_DAYS)))
  await clearDrafts(context)
  await warnOfDrafts(context)
  await clearEnquiries(context)
}

const ago = ({ now }: SystemContext, days: number): Date => new Date(now().getTime() - days * DAY_MS)

async function clearDrafts(context: SystemContext): Promise<void> {
  let cleared = 0
  do {
    cleared = await context.db.transaction(async (tx) => {
      const drafts = await findDraftsWithoutConsent(tx, ago(context, DRAFT_DAYS), BATCH)
      for (const draft of drafts) {
        const personWent = await deleteDraft(tx, context, draft)
        await closeTasksAbout(tx, context, { kind: 'draft-expires', subjectId: draft.id, outcome: 'deleted' })
        await recordAudit(tx, context, {
          action: 'draft.expired',
          subjectKind: 'referral',
          subjectId: draft.id,
          personId: draft.personId,
          detail: { personWent },
        })
      }
      return drafts.length
    })
  } while (cleared === BATCH)
}

/** A task that is open already stays one. */
async function warnOfDrafts(context: SystemContext): Promise<void> {
  await context.db.transaction(async (tx) => {
    const drafts = await findDraftsWithoutConsent(tx, ago(context, DRAFT_DAYS - DRAFT_WARNING_DAYS), 10 * BATCH)
    for (const draft of drafts)
      await openTask(tx, context, {
        kind: 'draft-expires',
        subjectKind: 'referral',
        subjectId: draft.id,
        organisationId: draft.referrerOrganisationId,
        membershipId: draft.createdById,
        dueOn: draftExpiresOn(draft.createdAt),
      })
  })
}

async function clearEnquiries(context: SystemContext): Promise<void> {
  await context.db.transaction(async (tx) => {
    for (const enquiryId of await deleteEnquiriesBefore(tx, ago(context, ENQUIRY_DAYS))) {
      await closeTasksAbout(tx, context, { kind: 'ring-back', subjectId: enquiryId, outcome: 'deleted' })
      await recordAudit(tx, context, { action: 'enquiry.expired', subjectKind: 'enquiry', subjectId: enquiryId })
    }
  })
}
