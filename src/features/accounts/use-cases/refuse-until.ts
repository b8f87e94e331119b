import { tooManyRequests } from '../../../platform/problems.ts'

export function refuseUntil(until: Date | undefined, at: Date): void {
  if (until === undefined) return
  const seconds = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 1000))
  throw tooManyRequests(
    seconds,
    'Too many tries did not work. Wait for the time that Retry-After gives, then try again.',
  )
}
