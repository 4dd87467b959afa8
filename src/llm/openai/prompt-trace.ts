import { createHash } from 'node:crypto'

/** Characters: enough that nobody finds the words of one by trying. */
const BLOCK = 64

/** How a text began, block by block, without a word of it: it may well outlast what it is of. */
export class PromptTrace {
  readonly #length: number
  readonly #digests: readonly string[]

  constructor(text: string) {
    this.#length = text.length
    this.#digests = [...digestsOf(text, text.length)]
  }

  /** How many characters, in whole blocks or up to its end, another text has in common with it from the beginning. */
  sharedLength(other: string): number {
    let blocks = 0
    for (const digest of digestsOf(other, Math.min(this.#length, other.length))) {
      if (digest !== this.#digests[blocks]) break
      blocks += 1
    }
    return Math.min(blocks * BLOCK, this.#length)
  }
}

/** Each of all that comes before as well. */
function* digestsOf(text: string, length: number): Generator<string> {
  let digest = ''
  for (let from = 0; from < length; from += BLOCK) {
    const block = text.slice(from, Math.min(from + BLOCK, length))
    digest = createHash('sha256').update(digest).update(block).digest('base64')
    yield digest
  }
}
