import type { Role } from '../../platform/context.ts'

/** What is kept, told by the bytes and never by the name; each with how it ends when it is saved. */
export const FILE_TYPES = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const
export type FileType = keyof typeof FILE_TYPES
export const FILE_TYPE_NAMES = Object.keys(FILE_TYPES) as [FileType, ...FileType[]]

const CARE = ['referrer', 'advisor', 'team-lead'] as const
const SERVICE = ['advisor', 'team-lead'] as const
const DIRECTORY = ['provider', 'team-lead', 'administrator'] as const

type Rule = { mayAdd: readonly Role[]; maySee: readonly Role[] }

/** To what a file may belong, and which roles add and read it there, when they may see that record at all. */
export const FILE_SUBJECTS = {
  person: { mayAdd: CARE, maySee: CARE },
  consent: { mayAdd: CARE, maySee: CARE },
  referral: { mayAdd: CARE, maySee: CARE },
  contact: { mayAdd: SERVICE, maySee: SERVICE },
  'plan-agreement': { mayAdd: SERVICE, maySee: CARE },
  organisation: { mayAdd: DIRECTORY, maySee: DIRECTORY },
  /** The signed paper; its subject is the organisation that signed. */
  'sharing-agreement': {
    mayAdd: ['administrator', 'team-lead', 'privacy-officer'],
    maySee: ['administrator', 'team-lead', 'privacy-officer', 'provider'],
  },
} as const satisfies Record<string, Rule>
export type FileSubjectKind = keyof typeof FILE_SUBJECTS
export const FILE_SUBJECT_KINDS = Object.keys(FILE_SUBJECTS) as [FileSubjectKind, ...FileSubjectKind[]]
