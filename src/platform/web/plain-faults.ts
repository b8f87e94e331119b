import type { z } from 'zod'

/**
 * What a reader is told about a fault for which a form has no words of its own. The sentences that the library would say
 * are for programs.
 */
export function sayFault(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'too_big') return sayMost(issue.origin, Number(issue.maximum))
  if (issue.code === 'too_small') return sayLeast(issue.origin, Number(issue.minimum))
  if (issue.code === 'invalid_value') return 'Select one of the answers'
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'Answer this' : CHECK
  return CHECK
}

const CHECK = 'Check what you entered'

function sayMost(origin: string, most: number): string {
  if (origin === 'string') return `Shorten this to ${most.toLocaleString('en-GB')} characters or fewer`
  if (origin === 'array') return `Select ${most} or fewer`
  return origin === 'number' || origin === 'int' ? `Enter ${most.toLocaleString('en-GB')} or less` : CHECK
}

function sayLeast(origin: string, least: number): string {
  if (origin === 'array') return least === 1 ? 'Select at least one' : `Select ${least} or more`
  return origin === 'number' || origin === 'int' ? `Enter ${least.toLocaleString('en-GB')} or more` : CHECK
}
