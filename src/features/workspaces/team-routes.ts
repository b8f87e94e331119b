import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { countDaysWithoutDuty, listAbsences } from '../absence/public.ts'
import { countOpen } from '../caseload/public.ts'
import { listAlarms, listNoReplies } from '../contacts/public.ts'
import { listOutgoing, readInbox } from '../messages/public.ts'
import { listVisiblePlacements } from '../placements/public.ts'
import { listEnquiries } from '../referrals/public.ts'
import { listConcerns } from '../safeguarding/public.ts'
import { listTasks } from '../tasks/public.ts'
import { lastFriday, toTeamPage } from './team-view-models.ts'

const Since = z.object({ since: z.iso.date().optional().catch(undefined) })

/** So many rows are counted one by one; beyond it the page says "or more". */
const COUNTED = 50

/** The lead's first page: what asks for them now, and what came since Friday; each number opens its rows. */
export async function teamRoutes(app: FastifyInstance): Promise<void> {
  app.get('/team', { config: { access: ['team-lead'] } }, async (request, reply) => {
    const { context } = request
    const today = context.today()
    const { since = lastFriday(today) } = Since.parse(request.query)
    const page = { limit: COUNTED }
    const [open, inbox, tasks, concerns, alarms, enquiries, absences, daysWithoutDuty, noReplies, offers, failed] =
      await Promise.all([
        countOpen(context, since),
        readInbox(context, { ...page, before: undefined, unread: true, unfiled: false, subjectId: undefined }),
        listTasks(context, { ...page, mine: true }),
        listConcerns(context, { ...page, open: true }),
        listAlarms(context),
        listEnquiries(context, page),
        listAbsences(context, { ...page, from: today, to: today }),
        countDaysWithoutDuty(context.db, context),
        listNoReplies(context, page),
        listVisiblePlacements(context, { ...page, status: 'offered' }),
        listOutgoing(context, { ...page, failed: true }),
      ])
    const sizes = {
      unread: inbox.items.length,
      tasks: tasks.items.length,
      concerns: concerns.items.length,
      alarms: alarms.items.length,
      enquiries: enquiries.items.length,
      away: absences.items.length,
      inside: alarms.inside.length,
      noReplies: noReplies.items.length,
      offers: offers.items.length,
      failed: failed.items.length,
    }
    return reply.page(
      'features/workspaces/pages/team.njk',
      toTeamPage({ open, sizes, counted: COUNTED, watching: alarms.watching, daysWithoutDuty, since, today }),
    )
  })
}
