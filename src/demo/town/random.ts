/** Chance that is the same each time: what the town is made of follows from the seed alone. */
export type Random = {
  /** A whole number from 0 to below `bound`. */
  int: (bound: number) => number
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number
  /** True with a probability from 0 to 1. */
  chance: (probability: number) => boolean
  pick: <T>(items: readonly T[]) => T
  /** One of several, each as likely as its weight says. */
  weighted: <T>(choices: readonly (readonly [T, number])[]) => T
  /** So many different ones, or all when there are fewer. */
  some: <T>(items: readonly T[], count: number) => T[]
  /** A source of its own, so that more drawn in one place changes nothing in another. */
  fork: () => Random
}

/** Mulberry32 (Tommy Ettinger, 2017): 32 bits of state are plenty for a town. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const int = (bound: number) => Math.floor(next() * bound)

  function pick<T>(items: readonly T[]): T {
    const item = items[int(items.length)]
    if (item === undefined) throw new RangeError('There is nothing to pick from')
    return item
  }

  function weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) {
      left -= weight
      if (left < 0) return choice
    }
    return pick(choices)[0]
  }

  function some<T>(items: readonly T[], count: number): T[] {
    const left = [...items]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(int(left.length), 1)).flat()
  }

  return {
    int,
    between: (least, most) => least + int(most - least + 1),
    chance: (probability) => next() < probability,
    pick,
    weighted,
    some,
    fork: () => seededRandom(int(2 ** 32)),
  }
}
