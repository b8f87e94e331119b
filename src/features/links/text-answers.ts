const WORDS = {
  yes: /^y(?:es)?(?:\s+please)?\W*$/i,
  no: /^no?(?:\s+(?:thanks|thank you|sorry))?\W*$/i,
  full: /^(?:we(?:'|’)?\s*a?re\s+)?full\W*$/i,
  call: /^(?:please\s+)?(?:call|ring)(?:\s+(?:me|us))?\W*$/i,
} as const
export type FoundAnswer = keyof typeof WORDS

/** One word that can be taken for an answer; undefined when somebody must read it. */
export function readAnswer(body: string): FoundAnswer | undefined {
  const text = body.trim()
  for (const [answer, words] of Object.entries(WORDS)) if (words.test(text)) return answer as FoundAnswer
  return undefined
}
