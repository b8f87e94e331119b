import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerForm, NothingForm } from '../../platform/web/forms.ts'
import { toTaskItem } from './contract.ts'
import { finishTask } from './use-cases/finish-task.ts'
import { listTasks } from './use-cases/list-tasks.ts'
import { toTasksPage } from './view-models.ts'

const OWERS = [
  'referrer',
  'advisor',
  'team-lead',
  'provider',
  'safeguarding-lead',
  'privacy-officer',
  'administrator',
] as const
const config = { access: OWERS }
const Filter = z.object({
  show: z.enum(['mine', 'all']).catch('mine'),
  after: z.string().max(200).optional().catch(undefined),
})

/** What is owed besides the next steps of referrals. */
export async function taskPages(app: FastifyInstance): Promise<void> {
  app.get('/tasks', { config }, async (request, reply) => {
    const { show: shown, after } = Filter.parse(request.query)
    const { context } = request
    const { items, next } = await listTasks(context, { mine: shown === 'mine', limit: 50, after })
    const tasks = items.map((task) => toTaskItem(task, context.today()))
    return reply.page(
      'features/tasks/pages/tasks.njk',
      toTasksPage({ tasks, next, shown, role: context.actor.role, today: context.today() }),
    )
  })

  app.post<{ Params: { taskId: string } }>('/tasks/:taskId/finish', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => finishTask(context, request.params),
      to: () => '/tasks',
      again: (_typed, faults) =>
        reply.page('features/tasks/pages/not-finished.njk', { title: 'The task is not done yet', faults }),
    }),
  )
}
