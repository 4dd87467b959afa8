import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ExtractedFact, Extraction, ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { findSaidSentences } from '../../prompt/sorting/sentences.ts'
import { toldStatus } from '../../prompt/sorting/told-status.ts'

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

/** Of one message, all of them in four thousand characters but for the shortest: who says more pasted a text. */
const MAX_OF_TURN = 400

/** What a study by sentences came to. */
export interface Notes {
  readonly extraction: Extraction
  /** Sentences of messages that have too many. */
  readonly leftOut: number
}

/** The sentences that are worth a note, each as a fact in the user's own words. Throws what `sort` throws. */
export async function noteExtraction(
  request: ExtractionRequest,
  sort: (sentence: string) => Promise<Kind>,
): Promise<Notes> {
  const facts: ExtractedFact[] = []
  const said = findSaidSentences(request)
  const taken = [...Map.groupBy(said, ({ turn }) => turn).values()].flatMap(all => all.slice(0, MAX_OF_TURN))
  for (const { turn, text, to } of taken) {
    if ((await sort(text)) === 'talk') continue
    const whole = request.turns.find(({ number }) => number === turn)?.text ?? ''
    const status = toldStatus(text, whole.slice(to))
    facts.push({
      ...{ turn, quote: text, text, names: [], subject: 'user', kind: 'personal', replaces: [], isSensitive: false },
      ...(status && { status }),
    })
  }
  return { extraction: { facts, entities: [] }, leftOut: said.length - taken.length }
}
