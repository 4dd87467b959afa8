import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ExtractedFact, Extraction, ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { findSaidSentences } from '../../prompt/sorting/sentences.ts'

type Kind = 'note' | 'talk'

/** Sentences of some hundred studies. */
const MAX_KEPT = 5000

/**
 * What was said of sentences: a study that made room for an answer goes on where it was. Their words are not kept, which may
 * be forgotten meanwhile.
 */
export class SortedSentences {
  readonly #kinds = new LRUCache<string, Kind>({ max: MAX_KEPT })

  find(sentence: string): Kind | undefined {
    return this.#kinds.get(hash('sha256', sentence))
  }

  keep(sentence: string, kind: Kind): Kind {
    this.#kinds.set(hash('sha256', sentence), kind)
    return kind
  }
}

/** The sentences that are worth a note, each as a fact in the user's own words. Throws what `sort` throws. */
export async function noteExtraction(
  request: ExtractionRequest,
  sort: (sentence: string) => Promise<Kind>,
): Promise<Extraction> {
  const facts: ExtractedFact[] = []
  for (const { turn, text } of findSaidSentences(request)) {
    if ((await sort(text)) === 'talk') continue
    facts.push({
      ...{ turn, quote: text, text, names: [], subject: 'user', kind: 'personal', replaces: [], isSensitive: false },
    })
  }
  return { facts, entities: [] }
}
