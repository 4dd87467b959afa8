import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Embedder, Embedding } from '../../src/memory/ports/embedder.ts'

const BATCH = 64
const HASH_BYTES = 20

/**
 * An embedder that keeps what it has made in a file (the SHA-1 of purpose and text, then the numbers as float32), because
 * the model needs minutes for what a run of the bench scores in seconds. Throws where there is none to be had: another
 * run goes on from what there is. `tell` hears how far it is.
 */
export function cachedEmbedder(
  file: string,
  dimensions: number,
  embedder: Embedder,
  tell: (left: number) => void,
): Embedder {
  const size = HASH_BYTES + dimensions * Float32Array.BYTES_PER_ELEMENT
  const known = new Map<string, Embedding>()
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  for (let at = 0; at + size <= bytes.length; at += size) {
    known.set(bytes.toString('hex', at, at + HASH_BYTES), numbers(bytes.subarray(at + HASH_BYTES, at + size)))
  }
  return {
    async embed(texts, purpose) {
      const name = (text: string) => createHash('sha1').update(`${purpose}: ${text}`).digest('hex')
      const missing = [...new Set(texts)].filter(text => !known.has(name(text)))
      for (let at = 0; at < missing.length; at += BATCH) {
        tell(missing.length - at)
        const batch = missing.slice(at, at + BATCH)
        const made = await embedder.embed(batch, purpose)
        // The bot would go on by words alone, and what was measured would not be what the table says.
        if (made === undefined) throw new Error('The embedding server gave no embeddings, or not in time.')
        for (const [place, text] of batch.entries()) {
          const embedding = made[place] as Embedding
          appendFileSync(file, Buffer.concat([Buffer.from(name(text), 'hex'), Buffer.from(embedding.buffer)]))
          known.set(name(text), embedding)
        }
      }
      return texts.map(text => known.get(name(text)) as Embedding)
    },
  }
}

function numbers(bytes: Buffer): Embedding {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}
