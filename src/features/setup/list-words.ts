import { sayShortDay } from '../../platform/web/words.ts'
import type { ListName, SchemeListItem } from '../schemes/public.ts'
import { isWrittenByUs } from './list-rules.ts'

/** The lists as administrators call them. */
export const LIST_TITLES: Record<ListName, string> = {
  need: 'Needs',
  'decline-reason': 'Reasons for saying no to a referral',
  'return-reason': 'Reasons for returning a referral',
  'hold-reason': 'Reasons for a hold',
  'withdrawal-reason': 'Reasons for taking a referral back',
  'closure-reason': 'Reasons for closing',
  'activity-category': 'Kinds of activity',
  'offer-decline-reason': "A group's reasons for saying no",
  'placement-end-reason': 'Reasons for stopping an activity',
  'amendment-reason': 'Reasons for adding to a referral',
}

const DONE: Record<string, string | undefined> = {
  added: 'The words are on the list, and can be chosen.',
  changed: 'It is changed.',
}

export function toListPage(list: ListName, items: readonly SchemeListItem[], done: string | undefined) {
  const path = `/settings/lists/${list}`
  return {
    title: LIST_TITLES[list],
    back: { href: '/settings#lists', text: 'Settings' },
    path,
    rows: items.map(({ code, label, isSensitive, retiredOn }) => ({
      label,
      href: `${path}/${code}`,
      marks: [
        ...(isSensitive ? ['Sensitive'] : []),
        ...(retiredOn === null ? [] : [`Not chosen since ${sayShortDay(retiredOn)}`]),
      ],
    })),
    done: done === undefined ? undefined : DONE[done],
  }
}

export const toItemPage = (list: ListName, item: SchemeListItem) => ({
  title: item.label,
  back: { href: `/settings/lists/${list}`, text: LIST_TITLES[list] },
  path: `/settings/lists/${list}/${item.code}`,
  isWrittenByUs: isWrittenByUs(list, item.code),
  typed: {
    label: item.label,
    isSensitive: item.isSensitive ? 'yes' : undefined,
    isRetired: item.retiredOn === null ? 'no' : 'yes',
  },
})
