import type { Role } from '../platform/context.ts'

/** The host by which the demo's scheme is found again. */
export const DEMO_HOST = 'demo.rother.example'
export const DEMO_ROLES = [
  'referrer',
  'advisor',
  'team-lead',
  'provider',
  'commissioner',
  'administrator',
  'safeguarding-lead',
  'privacy-officer',
] as const satisfies readonly Role[]
export const demoEmail = (role: (typeof DEMO_ROLES)[number]): string => `${role}@${DEMO_HOST}`

/** Of the referrer's practice: invites and looks after its members. */
export const DEMO_MANAGER = `manager@${DEMO_HOST}`

/** What is printed for whoever wants to sign in. */
export const describeAccounts = (password: string): string[] => [
  ...DEMO_ROLES.map((role) => `  ${demoEmail(role)}`),
  `  ${DEMO_MANAGER} (a referrer who also looks after the practice’s accounts)`,
  `  password for all: ${password}`,
]
