// npm run bench:search-floor [-- --embeddings http://host:port/v1 --embedding-model nomic-embed-text]: from how near on a fact counts as being
// about what somebody looks for, by the embedding model of a server, and how much that finds and lets pass. Without a server: multilingual-e5-small.
import { stdout } from 'node:process'
import { createOpenAiEmbedder } from '../src/llm/openai/embedder.ts'
import { learnFloor } from '../src/memory/retrieval/floor/learn-floor.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { openEmbedder } from './filters/open-embedder.ts'
import { options } from './options.ts'

const MINUTE_MS = 60_000
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/** The server that was named with its model, or one that is started. */
async function open(model: string | undefined) {
  if (model === undefined) return await openEmbedder(options.embeddings)
  const { OPENAI_API_KEY: apiKey = 'none' } = process.env
  const baseUrl = options.embeddings ?? 'https://api.openai.com/v1'
  const settings = { baseUrl, apiKey, model, timeoutMs: MINUTE_MS, queryTimeoutMs: MINUTE_MS }
  return { embedder: createOpenAiEmbedder(settings, silentLogger), name: model, stop: () => undefined }
}

const { embedder, name, stop } = await open(options['embedding-model'])
const begun = performance.now()
const floor = await learnFloor(embedder)
const seconds = ((performance.now() - begun) / 1000).toFixed(1)
stop()

const row =
  floor === undefined
    ? `| ${name} | no embeddings to be had | – | – |`
    : floor === 'unfit'
      ? `| ${name} | words alone | – | – |`
      : `| ${name} | ${floor.least.toFixed(2)} | ${percent(floor.related)} | ${percent(floor.unrelated)} |`
stdout.write(
  `${seconds} s to learn\n\n| model | deviations | related pairs that are as near | unrelated pairs |\n|---|--:|--:|--:|\n${row}\n`,
)
