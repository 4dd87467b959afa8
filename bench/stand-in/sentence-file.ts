import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** What a fact has to say: of each list of words one, and of `without` none. */
const expected = z.strictObject({
  /** In words, for people. */
  fact: z.string(),
  words: z.array(z.array(z.string()).min(1)).min(1),
  without: z.array(z.string()).default([]),
})

const sentence = z.strictObject({
  id: z.string(),
  language: z.string(),
  kind: z.string(),
  /** The messages, one after the other. */
  say: z.array(z.string()).min(1),
  /** What should be known of the user afterwards. */
  keep: z.array(expected),
  /** What may be known beside that. */
  may: z.array(expected).default([]),
})

/** Messages of somebody, and what should be known of them afterwards. */
export type Sentence = z.infer<typeof sentence>
type Expected = z.infer<typeof expected>

/** Reads a file of sentences. Throws ZodError. */
export function readSentences(path: string): readonly Sentence[] {
  return z.array(sentence).parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** Whether a fact says what is expected. */
export function tells(fact: string, { words, without }: Expected): boolean {
  const has = (word: string) => fact.toLowerCase().includes(word.toLowerCase())
  return words.every(anyOf => anyOf.some(has)) && !without.some(has)
}
