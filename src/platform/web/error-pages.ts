import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../http/problem-answers.ts'
import { PROBLEMS, type ProblemType } from '../problems.ts'
import type { SealedTexts } from '../sealed-text.ts'
import { canKeepForm, keepForm } from './kept-forms.ts'

type Keeping = {
  typedTexts: SealedTexts
  accountOfEnded: (cookie: string) => Promise<string | undefined>
  now: () => Date
  session: string | undefined
}

type Words = { title: string; todo: string }

/** What each kind of refusal says as a page of its own. What is not named here says its own title. */
const PAGES: Partial<Record<ProblemType, Words>> = {
  'not-found': {
    title: 'Page not found',
    todo: 'Check the address. The record may not exist, or may not be yours to see. Go back, or start from your first page.',
  },
  'not-allowed': {
    title: 'You cannot open this page',
    todo: 'It is for another role. You are still signed in. If you think that you need it, ask the team lead or the administrator.',
  },
  'record-closed': {
    title: 'This record is closed to named staff',
    todo: 'Ask the privacy officer if you need it for your work.',
  },
  'too-many-requests': {
    title: 'Too many tries',
    todo: 'Wait a minute, then try again. Nothing is lost.',
  },
  'something-went-wrong': {
    title: 'Something went wrong',
    todo: 'Nothing was changed by this page. Try again. If it happens again, tell the administrator the number below.',
  },
  'try-again-soon': {
    title: 'The service is busy',
    todo: 'Wait a moment, then try again. If you were sending a form, send it again: it is done once.',
  },
}

/** A refusal as a page that says what to do; without a session, the way to sign in and back. */
export async function answerWithPage(reply: FastifyReply, given: Problem, keeping: Keeping): Promise<FastifyReply> {
  const { problem, detail } = given
  const { request } = reply
  if (problem === 'not-signed-in') return askToSignIn(reply, keeping)
  if (problem === 'second-factor-missing') return reply.redirect('/account/second-factor', 303)
  const { status, title } = PROBLEMS[problem]
  const words: Words = PAGES[problem] ?? { title, todo: 'Go back, check what you entered, and try again.' }
  return reply.code(status).page('platform/web/templates/error.njk', {
    title: words.title,
    todo: words.todo,
    detail: detail === title || problem === 'something-went-wrong' ? undefined : detail,
    number: status >= 500 ? request.id : undefined,
    errors: given.errors ?? [],
  })
}

async function askToSignIn(reply: FastifyReply, keeping: Keeping): Promise<FastifyReply> {
  const { request } = reply
  if (request.method === 'GET') {
    // `/` is where everybody begins: nobody was thrown out of it.
    const isStart = request.url === '/'
    return reply.redirect(isStart ? '/sign-in' : `/sign-in?to=${encodeURIComponent(request.url)}`, 303)
  }
  return reply.code(401).page('features/accounts/pages/sign-in.njk', {
    title: 'Sign in again',
    isOver: true,
    kept: await keepTyped(request, keeping),
    typed: {},
  })
}

async function keepTyped(request: FastifyRequest, keeping: Keeping): Promise<string | undefined> {
  const { typedTexts, accountOfEnded, now, session } = keeping
  if (session === undefined || !canKeepForm(request)) return undefined
  const accountId = await accountOfEnded(session)
  return accountId === undefined ? undefined : keepForm(typedTexts, request, accountId, now())
}
