/** Answers that are kept for some seconds, the oldest given up first when there are too many. A fault is not kept. */
export function keepForSeconds<Value>({ seconds, most }: { seconds: number; most: number }) {
  const kept = new Map<string, { value: Promise<Value>; until: number }>()
  return {
    get: (key: string, read: () => Promise<Value>): Promise<Value> => {
      const known = kept.get(key)
      if (known !== undefined && known.until > performance.now()) return known.value
      const value = read()
      kept.delete(key)
      kept.set(key, { value, until: performance.now() + seconds * 1_000 })
      value.catch(() => kept.delete(key))
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
      return value
    },
  }
}
