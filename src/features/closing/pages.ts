import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sayDay } from '../../platform/clock.ts'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { answerForm, checkForm, type Faults, NO_FAULTS, type Typed, typedIn } from '../../platform/web/forms.ts'
import { rehearse } from '../messages/public.ts'
import { readPlan, toPlanBody } from '../plans/public.ts'
import { readReferral, sayPerson, toReferralBody } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { closeForm, deathForm, LEFT_LINES, UndoForm } from './forms.ts'
import { closeReferral } from './use-cases/close-referral.ts'
import { recordDeath } from './use-cases/record-death.ts'
import { undoDeath } from './use-cases/undo-death.ts'
import { CLOSE_CHOICES, sayWhose, toReadBack } from './view-models.ts'

type OfReferral = { Params: { referralId: string } }
type Told = Awaited<ReturnType<typeof rehearse>>

const SERVICE = { access: ['advisor', 'team-lead'] } as const
const BOTH_SIDES = { access: ['referrer', 'advisor', 'team-lead'] } as const
const LEAD = { access: ['team-lead'] } as const

/** How an episode ends: closed, with what the practice will read shown before it is sent; or with a death. */
export async function closingPages(app: FastifyInstance): Promise<void> {
  async function load(request: FastifyRequest<OfReferral>) {
    const { context } = request
    const [referral, scheme, goals] = await Promise.all([loadReferral(request), getScheme(context), goalsOf(request)])
    const path = `/referrals/${referral.id}`
    return {
      referral,
      goals,
      model: {
        back: { href: path, text: sayPerson(referral.person) },
        person: sayWhose(referral),
        action: `${path}/close`,
        death: `${path}/death`,
        goals,
        leftLines: LEFT_LINES,
        choices: CLOSE_CHOICES,
        reasons: scheme.lists['closure-reason']
          .filter(({ retiredOn, code }) => retiredOn === null && code !== 'died')
          .map(({ code, label }) => ({ value: code, text: label })),
      },
    }
  }

  async function showClose(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { referral, model } = await load(request)
    if (!referral.nextSteps.includes('close'))
      throw new Refusal('step-not-open', 'The referral cannot be closed now, or not by you')
    return reply.page('features/closing/pages/close.njk', { ...model, title: 'Close the referral', typed, faults })
  }

  async function showPreview(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, told: Told) {
    const { referral, model } = await load(request)
    return reply.page('features/closing/pages/close-preview.njk', {
      ...model,
      title: 'Read it before it is sent',
      told,
      outside: referral.outsideReferrer?.name,
      readBack: toReadBack(typed, model),
      hidden: Object.entries(typed)
        .filter(([name]) => name !== 'do')
        .map(([name, value]) => ({ name, value })),
    })
  }

  app.get<OfReferral>('/referrals/:referralId/close', { config: SERVICE }, (request, reply) =>
    showClose(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/close', { config: SERVICE }, async (request, reply) => {
    const typed = typedIn(request)
    if (typed.do === 'change') return showClose(request, reply, typed, NO_FAULTS)
    const { referralId } = request.params
    const taken = {
      form: closeForm(await goalsOf(request), request.context.today()),
      fieldOf: fieldOfClosing,
      again: (again: Typed, faults: Faults) => showClose(request, reply, again, faults),
    }
    if (typed.do === 'close')
      return answerForm(request, reply, {
        ...taken,
        act: (context, closing) => closeReferral(context, { referralId, ...closing }),
        to: () => `/referrals/${referralId}?done=close`,
      })
    return checkForm(request, reply, {
      ...taken,
      act: (context, closing) =>
        rehearse(context, {
          subjectId: referralId,
          act: (rehearsed) => closeReferral(rehearsed, { referralId, ...closing }),
        }),
      show: (checked, told) => showPreview(request, reply, checked, told),
    })
  })

  async function showDeath(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const referral = await loadReferral(request)
    const isService = request.context.actor.role !== 'referrer'
    return reply.page('features/closing/pages/death.njk', {
      title: `${sayPerson(referral.person)} has died`,
      back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
      person: sayWhose(referral),
      action: `/referrals/${referral.id}/death`,
      isService,
      practice: referral.practice.name,
      service: referral.advisorService.name,
      name: sayPerson(referral.person),
      typed,
      faults,
    })
  }
  app.get<OfReferral>('/referrals/:referralId/death', { config: BOTH_SIDES }, (request, reply) =>
    showDeath(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/death', { config: BOTH_SIDES }, async (request, reply) => {
    const { person, id } = await loadReferral(request)
    return answerForm(request, reply, {
      form: deathForm(request.context.today()),
      act: (context, death) => recordDeath(context, { personId: person.id, ...death }),
      to: () => `/referrals/${id}?done=died`,
      again: (typed, faults) => showDeath(request, reply, typed, faults),
    })
  })

  async function showUndo(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const referral = await loadReferral(request)
    return reply.page('features/closing/pages/undo-death.njk', {
      title: 'It was somebody else who died',
      back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
      person: sayWhose(referral),
      action: `/referrals/${referral.id}/death/undo`,
      ended: referral.endedAt === null ? undefined : sayDay(referral.endedAt.slice(0, 10)),
      practice: referral.practice.name,
      typed,
      faults,
    })
  }
  app.get<OfReferral>('/referrals/:referralId/death/undo', { config: LEAD }, (request, reply) =>
    showUndo(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/death/undo', { config: LEAD }, async (request, reply) => {
    const { person, id } = await loadReferral(request)
    return answerForm(request, reply, {
      form: UndoForm,
      act: (context, { reason }) => undoDeath(context, { personId: person.id, reason }),
      to: () => `/referrals/${id}?done=undone`,
      again: (typed, faults) => showUndo(request, reply, typed, faults),
    })
  })
}

const loadReferral = async ({ context, params }: FastifyRequest<OfReferral>) =>
  toReferralBody(await readReferral(context, params), context.actor, context.today())

/** The goals of the plan as it stands; an episode may end without a plan. */
async function goalsOf({ context, params }: FastifyRequest<OfReferral>): Promise<{ id: string; words: string }[]> {
  try {
    const plan = toPlanBody(await readPlan(context, { ...params, version: undefined }), context.today())
    return plan.goals.map(({ id, words }) => ({ id, words }))
  } catch (error) {
    if (error instanceof Refusal && PROBLEMS[error.problem].status === 404) return []
    throw error
  }
}

/** `#/leftToDo/0/by` is the field `left0-by`. */
function fieldOfClosing(pointer: string): string | undefined {
  const [, part, line, field] = pointer.split('/')
  if (part === 'leftToDo') return `left${line}-${field}`
  return part === 'goalResults' ? undefined : part
}
