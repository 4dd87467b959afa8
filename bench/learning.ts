// npm run bench:learning -- <data folder>: how often the memory model is asked for what somebody says, and in how many
// tokens, by the bot's own stores and learner with the settings it comes with. Nothing is asked of a real model.
// The folder holds LoCoMo as its authors publish it (snap-research/LoCoMo, CC BY-NC 4.0), gzipped or not.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { pino } from 'pino'
import { addCounts } from '../src/memory/learning/report.ts'
import { loadTokenCounter } from '../src/prompt/tokens/counter.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { openStores } from './learning/open-stores.ts'
import { play } from './learning/play.ts'
import { type Exchange, exchangesOf, steadyTalk } from './learning/talks.ts'
import { dataFolder, sized } from './options.ts'
import { rounded } from './percentiles.ts'
import { readLocomo } from './recall/locomo.ts'

const STEADY = sized(200, 20)
const GAPS_MS = [5000, 120_000]

const notes = `Messages go through the real store; the real learner runs at each sweep (every 2 s) that finds the user due. The clock is
virtual: the store's scripts decide when that is by the clock of Redis, and what they decide is moved to the virtual one.
The memory model is scripted and takes no time: a fact for each message, summaries as long as they may be.
LoCoMo: the first speaker is the user, the second the bot, whose words at the beginning of a session are left out as they
answer nothing. Sessions begin at LoCoMo's times, with 30 s from turn to turn, as it gives none for those.
Tokens are exact (o200k_base): the two messages, then with the schema of the answer too, as JSON text.
Goals: 0.4 calls a message at most, and in LoCoMo 1,000 tokens a message, with second looks and summaries.

| talk | messages of the user | calls | calls a message | prompt tokens a message | with the schema | facts kept | segments made | left | refused |
|---|--:|--:|--:|--:|--:|--:|--:|--:|---|
`

/** The first talk of LoCoMo, if the folder has it. */
function locomoIn(folder: string | undefined): readonly Exchange[] | undefined {
  if (folder === undefined || !existsSync(folder)) return undefined
  const file = readdirSync(folder).find(name => /^locomo.*\.json(?:\.gz)?$/.test(name))
  const talk = file === undefined ? undefined : readLocomo(join(folder, file))[0]
  return talk && exchangesOf(talk)
}

async function measure(name: string, exchanges: readonly Exchange[], url: string): Promise<void> {
  const stores = openStores(url, name)
  const { spent, reports, facts, segments } = await play(exchanges, stores, await loadTokenCounter())
  stores.redis.disconnect()
  const learned = reports.reduce((sum, { learnedTurns }) => sum + learnedTurns, 0)
  if (learned !== exchanges.length) throw new Error(`Of ${exchanges.length} messages ${learned} were learned.`)
  const refused = {}
  for (const report of reports) addCounts(refused, report.refused)
  const each = (number: number, digits = 0) => rounded(number / exchanges.length, digits)
  const row = [
    ...[name, exchanges.length, spent.calls, each(spent.calls, 3), each(spent.messages)],
    ...[each(spent.messages + spent.schema), facts, reports.reduce((sum, { folds }) => sum + folds, 0), segments],
    Object.entries(refused).map(([reason, times]) => `${reason} ${times}`),
  ]
  stdout.write(`| ${row.join(' | ')} |\n`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
const server = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }) })
try {
  stdout.write(notes)
  for (const gapMs of GAPS_MS) {
    await measure(`${STEADY} exchanges, ${gapMs / 1000} s apart`, steadyTalk(STEADY, gapMs), server.url)
  }
  const locomo = locomoIn(dataFolder)
  if (locomo !== undefined) await measure('first conversation of LoCoMo', locomo, server.url)
  else
    stdout.write('\nLoCoMo is left out. Give the folder that holds locomo*.json: npm run bench:learning -- <folder>\n')
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
