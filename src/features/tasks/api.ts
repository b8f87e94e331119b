import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { TaskBody, TaskId, TasksBody, TasksQuery, toTaskBody, toTaskItem } from './contract.ts'
import { finishTask } from './use-cases/finish-task.ts'
import { listTasks } from './use-cases/list-tasks.ts'

const OWERS = [
  'referrer',
  'advisor',
  'team-lead',
  'provider',
  'safeguarding-lead',
  'privacy-officer',
  'administrator',
] as const

export const taskApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/tasks',
    {
      config: { access: OWERS },
      schema: {
        operationId: 'listTasks',
        tags: ['Tasks'],
        summary: 'What my organisation owes besides the next steps of referrals',
        querystring: TasksQuery,
        response: { 200: TasksBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listTasks(request.context, request.query)
      const today = request.context.today()
      return { items: items.map((task) => toTaskItem(task, today)), next }
    },
  )

  app.post(
    '/tasks/:taskId/finish',
    {
      config: { access: OWERS },
      schema: {
        operationId: 'finishTask',
        tags: ['Tasks'],
        summary: 'Say that a task is done',
        params: TaskId,
        response: { 200: TaskBody, ...refusals('not-found', 'already-done', 'not-possible') },
      },
    },
    (request, reply) => {
      const today = request.context.today()
      return answerOnce(request, reply, (context) => finishTask(context, request.params), {
        toBody: (task) => toTaskBody(task, today),
      })
    },
  )
}
