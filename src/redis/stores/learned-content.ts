import { hash } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { LearnedContentStore } from '../../memory/ports/learned-content-store.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'

const MONTH_SECONDS = 2_592_000

/** One record for each embedding model, of some megabytes: a version, a line break, and what was learned. */
export function redisLearnedContentStore(
  connection: Redis,
  keys: Keys,
  embedding: { readonly model: string; readonly dimensions?: number },
): LearnedContentStore {
  const redis = withMemoryErrors(connection)
  const model = hash('sha256', `${embedding.model}:${embedding.dimensions ?? ''}`).slice(0, 32)
  const key = keys.learnedContent(model)
  return {
    async readLearnedContent(version) {
      const head = Buffer.from(`${version}\n`)
      const begun = await redis.getrangeBuffer(key, 0, head.length - 1)
      if (!head.equals(begun)) return undefined
      const record = await redis.getexBuffer(key, 'EX', MONTH_SECONDS)
      return record?.subarray(0, head.length).equals(head) === true ? record.subarray(head.length) : undefined
    },

    async keepLearnedContent(version, record) {
      await redis.set(key, Buffer.concat([Buffer.from(`${version}\n`), record]), 'EX', MONTH_SECONDS)
    },
  }
}
