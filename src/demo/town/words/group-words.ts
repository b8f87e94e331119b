import type { AccessFeature, LocationKind } from '../../../features/activities/kinds.ts'

/** A group as it describes itself, with what it offers. */
export type GroupWords = { name: string; activities: readonly ActivityWords[] }

type ActivityWords = {
  name: string
  category: string
  when: string
  description: string
  whoFor?: string
  at?: LocationKind
  access?: readonly AccessFeature[]
}

export const at = (
  name: string,
  category: string,
  when: string,
  description: string,
  more: Omit<ActivityWords, 'name' | 'category' | 'when' | 'description'> = {},
): ActivityWords => ({ name, category, when, description, ...more })

/** What most halls have. */
export const FLAT: readonly AccessFeature[] = ['step-free', 'accessible-toilet', 'wheelchair-space']
