import { readFileSync } from 'node:fs'

/** What somebody looks for, and facts that are about it without its words. */
export interface RelatednessExample {
  /** Facts of other examples of the topic may be about it as well. */
  readonly topic: string
  readonly question: string
  readonly facts: readonly string[]
}

/** In the languages that people use most, each fact in one of them: a question finds its facts across languages, too. */
export const relatednessExamples: readonly RelatednessExample[] = JSON.parse(
  readFileSync(new URL('./examples.json', import.meta.url), 'utf8'),
)
