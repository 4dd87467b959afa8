/** Which texts a word stands in, by their place, and how often. */
interface Postings {
  readonly places: number[]
  readonly counts: number[]
}

/** Texts prepared for keyword search. Holds nothing but the texts it was made of: no score depends on any other. */
export interface KeywordIndex {
  readonly postings: ReadonlyMap<string, Postings>
  /** For each text, how much its length dampens a count. */
  readonly damping: Float64Array
}

/**
 * How soon further occurrences of a word stop counting, and how much a text's length counts. Both are lower than Lucene's
 * 1.2 and 0.75, as facts are short and alike in length; measured by keywords alone (docs/decisions/recall.md).
 */
const K1 = 0.9
const B = 0.3

/** Prepares texts, each given as its words. */
export function createKeywordIndex(texts: readonly (readonly string[])[]): KeywordIndex {
  const postings = new Map<string, Postings>()
  let total = 0
  for (const [place, words] of texts.entries()) {
    total += words.length
    for (const word of words) add(postings, word, place)
  }
  const mean = total / texts.length || 1
  const damping = Float64Array.from(texts, words => K1 * (1 - B + (B * words.length) / mean))
  return { postings, damping }
}

function add(postings: Map<string, Postings>, word: string, place: number): void {
  const known = postings.get(word)
  if (known === undefined) {
    postings.set(word, { places: [place], counts: [1] })
    return
  }
  const last = known.places.length - 1
  if (known.places[last] === place) known.counts[last] = (known.counts[last] ?? 0) + 1
  else {
    known.places.push(place)
    known.counts.push(1)
  }
}

/**
 * How well each text matches some words, each counted once: BM25 (Robertson and Zaragoza 2009), with Lucene's idf,
 * which is never negative. 0 where no word stands.
 */
export function bm25(keywords: KeywordIndex, words: Iterable<string>): Float64Array {
  const { postings, damping } = keywords
  const scores = new Float64Array(damping.length)
  for (const word of new Set(words)) {
    const found = postings.get(word)
    if (found === undefined) continue
    const { places, counts } = found
    const idf = Math.log(1 + (scores.length - places.length + 0.5) / (places.length + 0.5))
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] as number
      const count = counts[at] as number
      scores[place] = (scores[place] as number) + (idf * count * (K1 + 1)) / (count + (damping[place] as number))
    }
  }
  return scores
}
