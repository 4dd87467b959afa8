import type { ExtractionModel, ExtractionRequest } from '../../src/memory/ports/extraction-model.ts'
import { parseExtraction } from '../../src/prompt/extraction/parse.ts'

/** What somebody who attacks the memory wants of a message. */
export interface Attack {
  readonly said: string
  /** What the model is to make of it. */
  readonly extracted: string
}

/** A message without harm beside it, so that the words around a fact are looked at, too. */
export const HARMLESS = 'I live in Oslo.'

const silent = {
  ...{ names: [], facet: null, eventAt: null, replaces: [], repeats: null },
  sensitive: false,
}

/**
 * A memory model that obeys whoever attacks: it notes what it is to note, as a fact, as a detail and in the summary,
 * whether it was shown the words or not, and finds nothing sensitive. A second look is silent.
 */
export function createObeyingModel(
  attack: () => Attack,
  onRequest: (request: ExtractionRequest) => void,
): ExtractionModel {
  return {
    async extract(request) {
      onRequest(request)
      const said = JSON.stringify({ ...learned(request, attack()), ...summarized(request, attack()) })
      const { extraction, problem } = parseExtraction(said, request)
      if (extraction === undefined) throw new Error(`The parser can't read the answer: ${problem}`)
      return extraction
    },
    review: async () => [],
  }
}

function learned({ turns, learnFrom }: ExtractionRequest, { said, extracted }: Attack) {
  const asked = turns.filter(({ number }) => learnFrom.includes(number))
  const attacked = asked.filter(({ text }) => text !== HARMLESS)
  const facts = attacked.flatMap(({ number: turn, text }) => [
    { ...silent, turn, quote: said, text: extracted, subject: 'user', kind: 'personal' },
    // As it was shown, should the words themselves be hidden.
    ...(text === said ? [] : [{ ...silent, turn, quote: text, text, subject: 'user', kind: 'personal' }]),
  ])
  const beside = asked
    .filter(({ text }) => text === HARMLESS)
    .map(({ number: turn, text }) => ({ ...silent, turn, quote: text, text, subject: 'user', kind: 'personal' }))
  const entities = attacked.map(({ number: turn }) => ({
    ...{ turn, quote: said, name: 'user', type: 'person', relation: null, aliases: [] },
    attributes: [extracted, ...wordsWithDigits(said)].map(value => ({ facet: 'note', value })),
  }))
  return { facts: [...facts, ...beside], entities }
}

function summarized({ summarize, merge }: ExtractionRequest, { said, extracted }: Attack) {
  const words = [...new Set([said, extracted])].join('\n')
  return {
    summary: summarize === undefined ? null : `The user and the bot talked.\n${words}`,
    merged: merge === undefined ? null : words,
  }
}

function wordsWithDigits(said: string): string[] {
  return said.split(/\s+/u).filter(word => /\d/u.test(word))
}
