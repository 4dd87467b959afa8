import type { Redis } from 'ioredis'
import { z } from 'zod'
import { embeddedText } from '../../memory/near.ts'
import type { Embedder } from '../../memory/ports.ts'
import type { UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import { runScript } from '../scripts.ts'
import { toFloat16 } from './embedding-field.ts'
import { isPoint } from './query.ts'

/** Facts embedded in one call: some thousands of tokens, and 64 kB to write with 512 dimensions. */
const BATCH = 64

export interface Means {
  readonly redis: Redis
  readonly keys: Keys
  readonly embedder: Embedder
  readonly field: { readonly name: string; readonly dimensions: number }
  readonly signal?: AbortSignal | undefined
}

const strings = z.array(z.string())

/**
 * Embeds the facts of a user that lack the present embedding, batch by batch. A fact that is deleted or changed
 * meanwhile is passed over. Not whole if an embedding could not be had, or the signal came. Throws MemoryUnavailable.
 */
export async function embedFactsOf(user: UserId, means: Means): Promise<{ kept: number; isWhole: boolean }> {
  const { redis, keys, embedder, field, signal } = means
  let kept = 0
  while (!signal?.aborted) {
    const args = [keys.factPrefix(user), field.name, BATCH, user]
    const lacking = facts(await runScript(redis, 'unembedded-facts', [keys.facts(user), keys.unembedded], args))
    if (lacking.length === 0) return { kept, isWhole: true }
    const embeddings = await embedder.embed(lacking.map(embeddedText), 'passage')
    if (!embeddings?.every(embedding => embedding.length === field.dimensions && isPoint(embedding))) break
    const said = lacking.flatMap(({ id, text, near }, i) => [id, text, near, toFloat16(embeddings[i] as Float32Array)])
    kept += Number(
      await runScript(redis, 'embed-facts', [keys.user(user), keys.facts(user)], [...args.slice(0, 2), ...said]),
    )
  }
  return { kept, isWhole: false }
}

/** Id, text, near of each. */
function facts(reply: unknown): { id: string; text: string; near: string }[] {
  const parts = strings.parse(reply)
  return Array.from({ length: Math.floor(parts.length / 3) }, (_, i) => {
    const [id = '', text = '', near = ''] = parts.slice(i * 3, i * 3 + 3)
    return { id, text, near }
  })
}
