import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { ANSWER_BY_TEXT } from '../messages/public.ts'
import { answerByText } from './use-cases/answer-by-text.ts'
import { sendOfferLinks, sendWeekLinks } from './use-cases/send-links.ts'

const TextData = z.object({ incomingTextId: z.uuid() })

const week: JobHandler = { data: z.object({}), run: (context) => sendWeekLinks(context) }
const offers: JobHandler = { data: z.object({}), run: (context) => sendOfferLinks(context) }
const text: JobHandler<typeof TextData> = { data: TextData, run: (context, data) => answerByText(context, data) }

export const linkJobs = { 'send-week-links': week, 'send-offer-links': offers, [ANSWER_BY_TEXT]: text }

/** The week's link goes once in a week: on most days but Monday its job finds nothing to do. */
export const linkSchedules: readonly Schedule[] = [
  { name: 'send-week-links', every: 'day', at: '08:00' },
  { name: 'send-offer-links', every: 'minute' },
]
