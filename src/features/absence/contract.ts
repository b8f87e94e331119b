import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { Label } from '../accounts/public.ts'
import { ABSENCE_KINDS, WEEKDAYS } from './kinds.ts'
import type { Absence, DutyRow } from './store.ts'
import type { Duty } from './use-cases/find-duty.ts'
import type { WorkingDays } from './use-cases/set-working-days.ts'

export const MembershipId = z.object({ membershipId: z.uuid() })
export const AbsenceId = z.object({ absenceId: z.uuid() })
export const DutyId = z.object({ dutyId: z.uuid() })

const dates = {
  kind: z.enum(ABSENCE_KINDS),
  fromOn: z.iso.date(),
  untilOn: z.iso.date().nullable().describe('The last day away; null while nobody knows'),
  coverId: z.uuid().nullable().describe('Who has the work meanwhile; null: the duty worker'),
}

export const NewAbsenceBody = z
  .strictObject({
    ...dates,
    untilOn: dates.untilOn.default(null),
    coverId: dates.coverId.default(null),
    membershipId: z.uuid().optional().describe('Yourself when left out; a lead enters anybody of the service'),
  })
  .meta({ id: 'NewAbsence' })
export const AbsencePatch = z.strictObject(dates).partial().meta({ id: 'AbsencePatch' })
export const EndAbsenceBody = z
  .strictObject({ lastDay: z.iso.date().optional().describe('The last day away; yesterday when left out') })
  .nullish()
  .meta({ id: 'AbsenceEnd' })

const absence = {
  id: z.uuid(),
  membershipId: z.uuid(),
  ...dates,
  endedAt: z.iso.datetime().nullable(),
  version: z.int(),
}
export const AbsenceBody = z.object(absence).meta({ id: 'Absence' })
export const AbsencesQuery = PageQuery.extend({
  from: z.iso.date().optional().describe('Today when left out'),
  to: z.iso.date().optional(),
})
export const AbsencesBody = pageOf(
  z.object({ ...absence, name: z.string(), label: Label }).meta({ id: 'AbsenceInList' }),
).meta({
  id: 'Absences',
})

export const toAbsenceBody = (row: Absence): z.infer<typeof AbsenceBody> => ({
  id: row.id,
  membershipId: row.membershipId,
  kind: row.kind,
  fromOn: row.fromOn,
  untilOn: row.untilOn,
  coverId: row.coverId,
  endedAt: row.endedAt?.toISOString() ?? null,
  version: row.version,
})

const pattern = { fromOn: z.iso.date(), weekdays: z.array(z.enum(WEEKDAYS)).max(7) }
export const NewWorkingDaysBody = z.strictObject(pattern).meta({ id: 'NewWorkingDays' })
export const WorkingDaysBody = z
  .object({ items: z.array(z.object(pattern).meta({ id: 'WorkingPattern' })), version: z.int() })
  .meta({ id: 'WorkingDays' })
export const toWorkingDaysBody = ({ version, items }: WorkingDays): z.infer<typeof WorkingDaysBody> => ({
  version,
  items: items.map(({ fromOn, weekdays }) => ({ fromOn, weekdays })),
})

const Time = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'Enter a time like 09:00')
const Phone = z
  .string()
  .trim()
  .regex(/^[+0-9][0-9 ()-]{2,24}$/, 'Enter a telephone number')

export const NewDutyBody = z
  .strictObject({
    onDay: z.iso.date().optional().describe('One day; it wins over the week'),
    weekday: z.enum(WEEKDAYS).optional().describe('Each week'),
    fromOn: z.iso.date().optional().describe('The first day of a weekly line; today when left out'),
    untilOn: z.iso.date().optional().describe('The last day of a weekly line'),
    startsAt: Time.optional().describe('By the wall clock; the whole day when left out'),
    endsAt: Time.optional(),
    membershipId: z.uuid(),
    coverId: z.uuid().optional().describe('Who is on duty when the first is away'),
    phone: Phone.optional().describe('At which whoever is on duty is rung'),
  })
  .refine(({ onDay, weekday }) => (onDay === undefined) !== (weekday === undefined), {
    path: ['onDay'],
    error: 'Enter either one day or a weekday',
  })
  .refine(({ onDay, fromOn, untilOn }) => onDay === undefined || (fromOn === undefined && untilOn === undefined), {
    path: ['fromOn'],
    error: 'Only for a weekly line',
  })
  .refine(
    ({ startsAt, endsAt }) =>
      (startsAt === undefined) === (endsAt === undefined) &&
      (startsAt ?? '') <= (endsAt ?? '') &&
      (startsAt ?? 'a') !== endsAt,
    { path: ['endsAt'], error: 'Enter both times, the end after the beginning' },
  )
  .refine(({ membershipId, coverId }) => membershipId !== coverId, {
    path: ['coverId'],
    error: 'Choose somebody else',
  })
  .meta({ id: 'NewDuty' })

export const DutyBody = z
  .object({
    id: z.uuid(),
    onDay: z.iso.date().nullable(),
    weekday: z.enum(WEEKDAYS).nullable(),
    fromOn: z.iso.date().nullable(),
    untilOn: z.iso.date().nullable(),
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
    membershipId: z.uuid(),
    coverId: z.uuid().nullable(),
    phone: z.string().nullable(),
  })
  .meta({ id: 'Duty' })
export const DutyRotaQuery = z.strictObject({
  from: z.iso.date().optional().describe('Today when left out'),
  to: z.iso.date().optional().describe('The same day when left out'),
})
export const DutyRotaBody = z.object({ items: z.array(DutyBody) }).meta({ id: 'DutyRota' })

export const toDutyBody = (row: DutyRow): z.infer<typeof DutyBody> => ({
  id: row.id,
  onDay: row.onDay,
  weekday: row.weekday,
  fromOn: row.fromOn,
  untilOn: row.untilOn,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  membershipId: row.membershipId,
  coverId: row.coverId,
  phone: row.phone,
})

export const OnDutyBody = z
  .object({
    onDuty: z
      .object({ membershipId: z.uuid(), name: z.string(), phone: z.string().nullable(), isCover: z.boolean() })
      .meta({ id: 'DutyWorker' })
      .nullable()
      .describe('Null when nobody is named who is here: ask a team lead'),
  })
  .meta({ id: 'OnDuty' })

export const toOnDutyBody = (duty: Duty | undefined): z.infer<typeof OnDutyBody> => ({
  onDuty:
    duty === undefined
      ? null
      : { membershipId: duty.membershipId, name: duty.name, phone: duty.phone, isCover: duty.isCover },
})
