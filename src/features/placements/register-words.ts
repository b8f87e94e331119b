import type { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import type { PlacementsBody } from './contract.ts'

type Item = z.infer<typeof PlacementsBody>['items'][number]

/** Sessions that were held, the newest first: one of them is on the page. */
export const toSessionLinks = (
  held: readonly { heldOn: Day; startsAt: string }[],
  { address, chosen }: { address: string; chosen: Day },
) =>
  held
    .toReversed()
    .slice(0, 8)
    .map(({ heldOn, startsAt }) => ({
      text: `${sayLongDay(heldOn)}, ${startsAt}`,
      href: `${address}?on=${heldOn}`,
      isChosen: heldOn === chosen,
    }))

/** On paper in a hall stands a first name and no more. */
export const firstNameOn = ({ person, status }: Pick<Item, 'person' | 'status'>): string =>
  person === null
    ? status === 'started'
      ? 'One person who does not share their name'
      : 'One person: ask the advisor'
    : (person.preferredName ?? person.givenName)
