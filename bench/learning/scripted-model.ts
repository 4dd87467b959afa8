import type { MemoryModel, StudyRequest } from '../../src/memory/memory-model.ts'
import type { TokenCounter } from '../../src/memory/ports.ts'
import { ANSWER_START_TOKENS, MESSAGE_TOKENS } from '../../src/prompt/costs.ts'
import { studyMessages } from '../../src/prompt/study.ts'
import { studyJsonSchema } from '../../src/prompt/study-schema.ts'

/** What a model was asked, in tokens of its prompts. */
export interface Spent {
  calls: number
  /** Both messages, with what a message costs beside its text. */
  messages: number
  /** The schema of the answer as JSON text: what a provider makes of it is its own affair. */
  schema: number
}

/** A sentence of usual length is quoted whole. */
const QUOTE = 200

/**
 * A memory model that finds a fact in each turn it is to learn from, quoted word by word, and fills summaries to the
 * length that is asked for: more than a real one says, so that what is known and summarised is shown as often as can be.
 */
export function scriptedModel(counter: TokenCounter, spent: Spent): MemoryModel {
  const schema = counter.count(JSON.stringify(studyJsonSchema))
  return {
    async study(request) {
      const costs = studyMessages(request).map(({ content }) => MESSAGE_TOKENS + counter.count(String(content)))
      spent.calls += 1
      spent.messages += costs.reduce((sum, cost) => sum + cost, ANSWER_START_TOKENS)
      spent.schema += schema
      const { turns, learnFrom, summarise, merge } = request
      const summarised = turns.filter(({ number }) => summarise && number >= summarise.from && number <= summarise.to)
      return {
        facts: turns.filter(({ number }) => learnFrom.includes(number)).map(factFrom),
        entities: [],
        ...(summarise && { summary: filled(summarised.map(({ text }) => text).join(' '), summarise.tokens, counter) }),
        ...(merge && { merged: filled(merge.texts.join(' '), merge.tokens, counter) }),
      }
    },
  }
}

/** The longest sentence of a turn says most. */
function factFrom({ number, text }: StudyRequest['turns'][number]) {
  const sentences = text.split(/(?<=[.!?])\s+/u).map(sentence => sentence.slice(0, QUOTE))
  const quote = sentences.reduce((longest, sentence) => (sentence.length > longest.length ? sentence : longest), '')
  const kind = 'personal' as const
  return { turn: number, quote, text: `The user said: ${quote}`, names: [], subject: 'user', kind, ...plain }
}

const plain = { replaces: [], isSensitive: false }

/** So many tokens of a text, again and again where it is shorter. */
function filled(text: string, tokens: number, counter: TokenCounter): string {
  const words = text.split(/\s+/u)
  let summary = ''
  for (let at = 0; ; at += 1) {
    const longer = `${summary} ${words[at % words.length]}`
    if (counter.count(longer) > tokens) return summary.trim()
    summary = longer
  }
}
