// npm run bench:learning-quality -- <folder> [--look truthful] [--json] [--list] [--model <name>]
// What is left of what a memory model says: talks with answers of a very good model, right and wrong, go through the real
// store, request, parser, checks and commit. What a talk holds is told in bench/learning-quality/talk-file.ts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { pino } from 'pino'
import type { ChatMessage } from '../src/prompt/chat-model.ts'
import { ANSWER_START_TOKENS, MESSAGE_TOKENS } from '../src/prompt/format/budget.ts'
import { loadTokenCounter } from '../src/prompt/tokens/counter.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { measure } from './learning-quality/measure.ts'
import { openModel } from './learning-quality/real-model.ts'
import { sumOf } from './learning-quality/score.ts'
import { faultList, scoresByLanguage, tablesOf } from './learning-quality/table.ts'
import { readTalks } from './learning-quality/talk-file.ts'
import { dataFolder, options } from './options.ts'
import { rounded } from './percentiles.ts'

const notes = `Each talk is played three times, in a memory of its own: with the right facts alone, with right and wrong ones together (wrong
kept), and with the right ones that don't say which known fact they replace or repeat (unmarked). Kept: of the right facts that
are not left out as sensitive (policy). Dates: of the right facts that are kept and have a date, those with that, and with another.
Answered: the prompt of the question shows all that it needs. Settled: what a fact replaces or repeats does not stand beside it, or (doubted) as perhaps
untrue by now.
`

async function run(): Promise<void> {
  const talks = readTalks(dataFolder)
  const look = lookOf(options.look)
  const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
  const server = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }, pino.destination(2)) })
  try {
    const counter = await loadTokenCounter()
    const spent = { calls: 0, tokens: 0 }
    const onCall = (asked: readonly ChatMessage[]) => {
      spent.calls += 1
      spent.tokens += ANSWER_START_TOKENS
      for (const { content } of asked) spent.tokens += MESSAGE_TOKENS + counter.count(String(content))
    }
    const model = openModel(options.model)
    const { scored, messages } = await measure(talks, { url: server.url, counter, look, model, onCall })
    const total = sumOf(scored.map(({ score }) => score))
    if (options.json) {
      const byLanguage = Object.fromEntries(scoresByLanguage(scored))
      stdout.write(`${JSON.stringify({ ...total, ...spent, messages, byLanguage })}\n`)
      return
    }
    stdout.write(`${notes}\n${tablesOf(scored)}\n\n`)
    stdout.write(
      `${spent.calls} calls for ${messages} messages of users, ${rounded(spent.tokens / messages, 0)} prompt tokens a message\n`,
    )
    if (options.list) stdout.write(`\n${faultList(scored)}\n`)
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function lookOf(said: string): 'none' | 'truthful' {
  if (said === 'none' || said === 'truthful') return said
  throw new Error(`--look is none or truthful, not ${said}.`)
}

try {
  await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
