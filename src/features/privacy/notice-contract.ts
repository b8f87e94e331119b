import { z } from 'zod'
import { NOTICE_WAYS } from './kinds.ts'
import type { Given, Notice } from './store/notices.ts'

export const PersonParam = z.object({ personId: z.uuid() })
export const NoticeId = z.object({ noticeId: z.uuid() })

export const NewNoticeBody = z
  .strictObject({
    text: z.string().trim().min(1, 'Enter what people are told').max(20_000),
    holdsFrom: z.iso.date().describe('The day from which people are given it'),
  })
  .meta({ id: 'NewPrivacyNotice' })

export const NoticeBody = z
  .object({
    id: z.uuid(),
    version: z.int(),
    text: z.string(),
    holdsFrom: z.iso.date(),
    isInForce: z.boolean().describe('Whether it is the one that holds today'),
    publishedAt: z.iso.datetime(),
    publishedBy: z.string(),
  })
  .meta({ id: 'PrivacyNotice' })
export const NoticesBody = z.object({ items: z.array(NoticeBody) }).meta({ id: 'PrivacyNotices' })

export const toNoticeBody = (notice: Notice, isInForce: boolean): z.infer<typeof NoticeBody> => ({
  ...notice,
  isInForce,
  publishedAt: notice.publishedAt.toISOString(),
})

export const NotGivenBody = z
  .object({ people: z.int().describe('Cared for now, and not given this version') })
  .meta({ id: 'PrivacyNoticeNotGiven' })

export const GiveNoticeBody = z
  .strictObject({
    noticeId: z.uuid().optional().describe('Another version than the one that held on the day'),
    how: z.enum(NOTICE_WAYS),
    on: z.iso.date(),
  })
  .meta({ id: 'PrivacyNoticeGift' })

export const GivenBody = z
  .object({
    id: z.uuid(),
    noticeId: z.uuid(),
    version: z.int(),
    how: z.enum(NOTICE_WAYS),
    on: z.iso.date(),
    recordedAt: z.iso.datetime(),
    recordedBy: z.string(),
  })
  .meta({ id: 'PrivacyNoticeGiven' })
export const GivensBody = z
  .object({
    items: z.array(GivenBody),
    hasCurrent: z.boolean().describe('Whether the version that holds today is among it'),
  })
  .meta({ id: 'PrivacyNoticesGiven' })

export const toGivenBody = (given: Given): z.infer<typeof GivenBody> => ({
  ...given,
  recordedAt: given.recordedAt.toISOString(),
})
