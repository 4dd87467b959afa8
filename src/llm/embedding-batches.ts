/** A text to embed, and the key it is remembered by. */
export interface Wanted {
  readonly key: string
  readonly text: string
}

/** In one request: 64 texts are quick everywhere, and OpenAI takes 300,000 tokens. */
const BATCH_TEXTS = 64
const BATCH_CHARACTERS = 64_000

/** What a text is cut to: OpenAI refuses more than 8,191 tokens, and the models for oneself read the first 512. */
const LONGEST_TEXT = 6000

/** No server embeds nothing, and each refuses what is too long in its own way. */
export function embeddable(text: string): string {
  return text.trim() === '' ? '-' : text.slice(0, LONGEST_TEXT).toWellFormed()
}

/** In their order, each small enough for one request. */
export function batches(wanted: readonly Wanted[]): Wanted[][] {
  const all: Wanted[][] = []
  let batch: Wanted[] = []
  let characters = 0
  for (const one of wanted) {
    if (batch.length === BATCH_TEXTS || (batch.length > 0 && characters + one.text.length > BATCH_CHARACTERS)) {
      all.push(batch)
      batch = []
      characters = 0
    }
    batch.push(one)
    characters += one.text.length
  }
  return batch.length === 0 ? all : [...all, batch]
}
