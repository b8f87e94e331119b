import type { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { sayInstant, sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { type ListName, type SafetySettings, type Scheme, type SchemeSettings, TARGETS } from '../schemes/public.ts'
import type { DraftBody, DraftsBody } from './contract.ts'
import type { DraftStatus } from './lifecycle.ts'
import { LIST_TITLES } from './list-words.ts'

type Line = z.infer<typeof DraftsBody>['items'][number]
type Draft = z.infer<typeof DraftBody>

const STATUS: Record<DraftStatus, { text: string; colour: string }> = {
  draft: { text: 'Not decided', colour: 'orange' },
  scheduled: { text: 'Waits for its day', colour: 'blue' },
  'in-force': { text: 'In force', colour: 'green' },
  discarded: { text: 'Thrown away', colour: 'grey' },
}
const HEARS: Record<SchemeSettings['hearsUnlessSaid'], string> = {
  everything: 'Everything',
  summary: 'A summary',
  'only-that-it-happened': 'Only that it happened',
}
const FIELDS: Record<string, string> = {
  'criteria.minimumAge': 'Youngest age',
  'criteria.longTermConditionOrCarer': 'Only people with a long-term condition, or carers',
  'criteria.riskTiers': 'Risk tiers',
  reviewAfterWeeks: 'Weeks until a plan is reviewed',
  caseloadLimit: 'People of a full-time advisor',
  requireAgreements: 'A group is told names only once it has signed',
  hearsUnlessSaid: 'How much an organisation hears of a person who has not said',
}
const sayField = (field: string): string => {
  const target = /^targets\.(.+)$/.exec(field)?.[1]
  const sentence = Object.entries(TARGETS).find(([name]) => name === target)?.[1].sentence
  return sentence === undefined ? (FIELDS[field] ?? 'A setting') : `Working days for ${sentence}`
}

function sayValue(field: string, value: Line['changes'][number]['from']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.join(', ')
  if (field === 'hearsUnlessSaid') return Object.entries(HEARS).find(([code]) => code === value)?.[1] ?? String(value)
  return String(value)
}

const sayDays = (days: number): string => (days === 1 ? '1 working day' : `${days} working days`)

export function toSettingsPage({ scheme, drafts, today }: { scheme: Scheme; drafts: Line[]; today: Day }) {
  const { settings, lists } = scheme
  return {
    title: 'Settings',
    facts: [
      ...Object.entries(TARGETS).map(([name, { sentence }]) => ({
        key: `Target for ${sentence}`,
        value: sayDays(Object.entries(settings.targets).find(([target]) => target === name)?.[1] ?? 0),
      })),
      { key: 'Youngest age', value: String(settings.criteria.minimumAge) },
      {
        key: 'Whom it takes',
        value: settings.criteria.longTermConditionOrCarer
          ? 'People with a long-term condition, and carers'
          : 'Everybody of that age',
      },
      { key: 'Weeks until a plan is reviewed', value: String(settings.reviewAfterWeeks) },
      { key: 'People of a full-time advisor', value: String(settings.caseloadLimit) },
      { key: 'A group is told names only once it has signed', value: settings.requireAgreements ? 'Yes' : 'No' },
      { key: 'An organisation hears of a person who has not said', value: HEARS[settings.hearsUnlessSaid] },
    ],
    drafts: drafts.map((draft) => ({
      href: `/settings/drafts/${draft.id}`,
      what: draft.changes.map(({ field }) => sayField(field)).join('; '),
      tag: STATUS[draft.status],
      when: draft.holdsFrom === null ? undefined : sayNearDay(draft.holdsFrom, today),
      by: draft.createdBy,
      at: sayInstant(new Date(draft.createdAt)),
    })),
    lists: (Object.keys(LIST_TITLES) as ListName[]).map((name) => ({
      title: LIST_TITLES[name],
      href: `/settings/lists/${name}`,
      words: lists[name].filter(({ retiredOn }) => retiredOn === null).map(({ label }) => label),
    })),
  }
}

export function toDraftPage({ draft, today }: { draft: Draft; today: Day }) {
  return {
    title: 'A change of the settings',
    back: { href: '/settings', text: 'Settings' },
    tag: STATUS[draft.status],
    path: `/settings/drafts/${draft.id}`,
    version: draft.version,
    written: `${draft.createdBy}, ${sayInstant(new Date(draft.createdAt))}`,
    when: draft.holdsFrom === null ? undefined : sayNearDay(draft.holdsFrom, today),
    changes: draft.changes.map(({ field, from, to }) => ({
      what: sayField(field),
      from: sayValue(field, from),
      to: sayValue(field, to),
    })),
    touches: draft.touches.says,
    canSchedule: draft.status === 'draft',
    canDiscard: draft.status === 'draft' || draft.status === 'scheduled',
    typed: { holdsFrom: sayShortDay(today) },
  }
}

/** The form before anything is changed: as things are. */
export function firstSettings({ targets, criteria, ...settings }: SchemeSettings) {
  return {
    targets: Object.entries(TARGETS).map(([name, { sentence }]) => ({
      name: `target-${name}`,
      label: `Working days for ${sentence}`,
    })),
    typed: {
      ...Object.fromEntries(Object.entries(targets).map(([name, days]) => [`target-${name}`, String(days)])),
      minimumAge: String(criteria.minimumAge),
      onlyWithCondition: criteria.longTermConditionOrCarer ? 'yes' : '',
      reviewAfterWeeks: String(settings.reviewAfterWeeks),
      caseloadLimit: String(settings.caseloadLimit),
      requireAgreements: settings.requireAgreements ? 'yes' : '',
      hearsUnlessSaid: settings.hearsUnlessSaid,
    },
  }
}

export function firstSafety({ phones, concernLadder, loneWorkingLadder }: SafetySettings) {
  return {
    ...Object.fromEntries(Object.entries(phones).map(([name, number]) => [name, number ?? ''])),
    ...Object.fromEntries(concernLadder.map((id, index) => [`concern${index + 1}`, id])),
    ...Object.fromEntries(
      loneWorkingLadder.flatMap(({ membershipId, afterMinutes }, index) => [
        [`lone${index + 1}`, membershipId],
        [`minutes${index + 1}`, String(afterMinutes)],
      ]),
    ),
  }
}

export const toColleagueItem = (colleague: { id: string; name: string; label: string; organisationName: string }) => ({
  value: colleague.id,
  text: colleague.label === colleague.name ? `${colleague.name}, ${colleague.organisationName}` : colleague.label,
})
