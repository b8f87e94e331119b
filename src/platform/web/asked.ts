/** What stands in the address of a search: a field that stands twice is a list. */
export type Asked = Record<string, string | string[]>

/** An empty box is nothing asked. */
export const readAsked = (query: Asked): Asked =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))

/** The same search from the next page on. */
export const toNextAddress = (path: string, asked: Asked, next: string): string =>
  `${path}?${new URLSearchParams([
    ...Object.entries(asked).flatMap(([name, value]) =>
      name === 'after' ? [] : [value].flat().map((one): [string, string] => [name, one]),
    ),
    ['after', next],
  ])}`
