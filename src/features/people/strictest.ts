import type { MayBeTold } from './kinds.ts'
import { surnameKey } from './names.ts'

/*
 * Two records that turned out to be one human may say different things of how to reach them and whom to tell. The strictest
 * word holds until somebody has asked the person and written the same on both.
 */

type SafeContact<Channel extends string> = {
  channels: readonly Channel[]
  voicemail: boolean
  times?: string | undefined
  note?: string | undefined
  lettersDespiteHidden?: boolean | undefined
}

/** One rule of what stands on each record: only ways that all of them name; all times and notes; null when nobody asked. */
export function strictestSafeContact<Channel extends string>(all: readonly SafeContact<Channel>[]) {
  const [first, ...others] = all
  if (first === undefined) return null
  const [times, note] = [inOne(all.map((said) => said.times)), inOne(all.map((said) => said.note))]
  const letters = all.map((said) => said.lettersDespiteHidden)
  return {
    channels: first.channels.filter((channel) => others.every(({ channels }) => channels.includes(channel))),
    voicemail: all.every(({ voicemail }) => voicemail),
    ...(times === undefined ? {} : { times }),
    ...(note === undefined ? {} : { note }),
    ...(letters.every((said) => said === undefined)
      ? {}
      : { lettersDespiteHidden: letters.every((said) => said === true) }),
  }
}

function inOne(words: readonly (string | undefined)[]): string | undefined {
  const said = [...new Set(words.filter((word) => word !== undefined && word !== ''))]
  return said.length === 0 ? undefined : said.join('. Also: ')
}

const LEAST_FIRST = ['nothing', 'practical', 'all'] as const satisfies readonly MayBeTold[]

type Related = { name: string; mayBeTold: MayBeTold; isUnsafe: boolean }

/** What holds for a related person who stands on several records of one human: unsafe on one is unsafe, and is told nothing. */
export function strictestRelated<R extends Related>(
  related: R,
  all: readonly Related[],
): R & { mayBeTold: MayBeTold; isUnsafe: boolean } {
  const same = [related, ...all.filter(({ name }) => surnameKey(name) === surnameKey(related.name))]
  const isUnsafe = same.some((candidate) => candidate.isUnsafe)
  const least = LEAST_FIRST.find((told) => same.some(({ mayBeTold }) => mayBeTold === told)) ?? 'nothing'
  return { ...related, isUnsafe, mayBeTold: isUnsafe ? 'nothing' : least }
}
