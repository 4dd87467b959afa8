import type { ExtractionModel, ExtractionRequest } from '../../src/memory/ports/extraction-model.ts'
import type { TokenCounter } from '../../src/memory/ports/token-counter.ts'
import type { ChatMessage } from '../../src/prompt/chat-model.ts'
import { extractionMessages } from '../../src/prompt/extraction/messages.ts'
import { extractionJsonSchema } from '../../src/prompt/extraction/schema.ts'
import { ANSWER_START_TOKENS, MESSAGE_TOKENS } from '../../src/prompt/format/budget.ts'
import { reviewMessages } from '../../src/prompt/review/messages.ts'
import { reviewJsonSchema } from '../../src/prompt/review/schema.ts'

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
export function scriptedModel(counter: TokenCounter, spent: Spent): ExtractionModel {
  const extractionSchema = counter.count(JSON.stringify(extractionJsonSchema))
  const reviewSchema = counter.count(JSON.stringify(reviewJsonSchema))

  function countCall(messages: readonly ChatMessage[], schema: number): void {
    const costs = messages.map(({ content }) => MESSAGE_TOKENS + counter.count(String(content)))
    spent.calls += 1
    spent.messages += costs.reduce((sum, cost) => sum + cost, ANSWER_START_TOKENS)
    spent.schema += schema
  }

  return {
    async extract(request) {
      countCall(extractionMessages(request), extractionSchema)
      const { turns, learnFrom, summarize, merge } = request
      const summarised = turns.filter(({ number }) => summarize && number >= summarize.from && number <= summarize.to)
      return {
        facts: turns.filter(({ number }) => learnFrom.includes(number)).map(factFrom),
        entities: [],
        ...(summarize && { summary: filled(summarised.map(({ text }) => text).join(' '), summarize.tokens, counter) }),
        ...(merge && { merged: filled(merge.texts.join(' '), merge.tokens, counter) }),
      }
    },

    async review(request) {
      countCall(reviewMessages(request), reviewSchema)
      return request.facts.map(({ number }) => ({ fact: number, isTrue: true }))
    },
  }
}

/** The longest sentence of a turn says most. */
function factFrom({ number, text }: ExtractionRequest['turns'][number]) {
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
