// npm run bench:flood: what one person who sends everything there is does to another's answers, and to the process.
// Five hundred messages, twenty files of 20 MB, an import of the worst texts and two hundred commands, all at once, while
// others ask one question after the other, as before it.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { startLoopback } from '../fake-discord/loopback.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { startBot } from './bot-process.ts'
import { attack } from './flood/attack.ts'
import { startInstantModel } from './instant-model.ts'
import { sized } from './options.ts'
import { percentiles, rounded } from './percentiles.ts'

/** To the first token, as a fast provider takes. */
const MODEL_MS = 500
const QUESTIONS = sized(60, 2)
const PAUSE_MS = 20
const SAMPLE_MS = 50
const PATIENCE_MS = 120_000

/** They ask in turn, so that nobody is too quick for the bot, and no channel for Discord. */
const OTHERS = 12

const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
const redis = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }, pino.destination(2)) })
const discord = await startLoopback({ requestLog: 1000 })
const nobody = () => undefined
const model = await startInstantModel(MODEL_MS, nobody, nobody)
const bot = await startBot(['start.js', 'src/index.ts'], {
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.url,
  OPENAI_BASE_URL: model.url,
  REDIS_URL: redis.url,
})

/** How long each of the others waits for an answer, one question after the other. */
async function ask(isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; !isOver(); at += 1) {
    const person = others[at % OTHERS] ?? attacker
    const answer = discord.until(
      happening => happening.kind === 'message' && happening.message.author.id === discord.botId,
      { channelId: person.dmChannel.id, timeout: PATIENCE_MS },
    )
    const begun = performance.now()
    await person.dm('What did I tell you of my sister?')
    await answer
    times.push(performance.now() - begun)
    await sleep(PAUSE_MS)
  }
  return times
}

/** The most memory that the bot takes until this is called. */
function watchMemory(): () => number {
  let most = bot.residentMb()
  const sampling = setInterval(() => {
    most = Math.max(most, bot.residentMb())
  }, SAMPLE_MS)
  return () => {
    clearInterval(sampling)
    return most
  }
}

function countedTo(most: number): () => boolean {
  let left = most
  return () => {
    left -= 1
    return left < 0
  }
}

const p95 = (times: readonly number[]) => Number(percentiles(times, [0.95]))
const others = Array.from({ length: OTHERS }, (_, at) => discord.user(`Ada ${at}`))
const attacker = discord.user('Trudy')
try {
  // Loads what is loaded once: the ranks of tokens, pictures, the reader of imports.
  await attack(discord, discord.user('Mallory'), 'warm up')
  await ask(countedTo(OTHERS))
  const before = await ask(countedTo(QUESTIONS))
  const mbBefore = bot.residentMb()
  const mostMemory = watchMemory()
  let isOver = false
  const flood = attack(discord, attacker, 'everything').finally(() => {
    isOver = true
  })
  const [during, outcome] = await Promise.all([ask(() => isOver), flood])
  const mb = mostMemory()

  stdout.write(
    [
      `${cpus().length} cores of ${cpus()[0]?.model}, Node ${process.versions.node}; the model takes ${MODEL_MS} ms; ms as p50 / p95 / most`,
      '',
      `| | answers | the others' wait | MB of the bot |`,
      '|---|--:|--:|--:|',
      `| before | ${before.length} | ${percentiles(before, [0.5, 0.95, 1])} | ${rounded(mbBefore, 0)} |`,
      `| during | ${during.length} | ${percentiles(during, [0.5, 0.95, 1])} | ${rounded(mb, 0)} |`,
      '',
      `p95 +${rounded((100 * p95(during)) / p95(before) - 100, 0)} %, memory +${rounded(mb - mbBefore, 0)} MB; ${outcome}`,
      '',
    ].join('\n'),
  )
} finally {
  await bot.stop()
  model.close()
  await discord.close()
  await redis.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
