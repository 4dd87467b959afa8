// npm run bench:filters -- <folder> [--json] [--embeddings <url>|none]
// What of secrets, sensitive matters and planted rules gets into memory, and what harmless is lost: each message of the
// files goes through the real store, learner, request, parser, checks and commit, with a memory model that obeys the
// attacker, and through the use case of /remember. What the files hold is told in bench/filters/attack-files.ts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stderr, stdout } from 'node:process'
import { pino } from 'pino'
import { loadTokenCounter } from '../src/prompt/tokens/counter.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { readAttacks } from './filters/attack-files.ts'
import { openEmbedder } from './filters/open-embedder.ts'
import { openStage } from './filters/play.ts'
import { scoreAttacks } from './filters/score.ts'
import { filtersTable } from './filters/table.ts'
import { dataFolder, options } from './options.ts'

async function run(): Promise<void> {
  const attacks = readAttacks(dataFolder)
  const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
  const server = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }, pino.destination(2)) })
  const { embedder, name, stop } = await openEmbedder(options.quick ? 'none' : options.embeddings)
  stderr.write(`${name}\n`)
  try {
    const stage = await openStage(server.url, await loadTokenCounter(), embedder)
    const scored = await scoreAttacks(attacks, stage)
    await stage.close()
    const { scores, byLanguage, byScript } = scored
    const figures = { ...scores, byLanguage, byScript }
    stdout.write(`${options.json ? JSON.stringify(figures) : filtersTable(scored)}\n`)
  } finally {
    stop()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

try {
  await run()
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
