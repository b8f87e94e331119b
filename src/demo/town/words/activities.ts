import { COMPANY } from './company.ts'
import type { GroupWords } from './group-words.ts'
import { SUPPORT } from './support.ts'

/** Twenty-five groups with forty activities, over every category of the scheme. */
export const PROVIDERS: readonly GroupWords[] = [...COMPANY, ...SUPPORT]

/** Which categories help with which need. */
export const HELPS: Readonly<Record<string, readonly string[]>> = {
  loneliness: ['befriending', 'community-hub', 'arts-and-crafts', 'physical-activity'],
  money: ['benefits-advice'],
  housing: ['benefits-advice', 'advocacy'],
  caring: ['carers-respite'],
  'physical-activity': ['physical-activity'],
  'self-management': ['self-management', 'physical-activity'],
  'mental-wellbeing': ['arts-and-crafts', 'community-hub', 'physical-activity'],
  bereavement: ['bereavement-support', 'befriending'],
  memory: ['dementia-support', 'carers-respite'],
  sensory: ['sensory-service'],
  transport: ['community-hub'],
  food: ['community-hub'],
  'alcohol-drugs': ['alcohol-and-drugs'],
  'domestic-abuse': ['domestic-abuse-support'],
  digital: ['self-management'],
  legal: ['advocacy', 'benefits-advice'],
}
