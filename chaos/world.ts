import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Loopback, startLoopback } from '../fake-discord/loopback.ts'
import { settableClock } from './clock.ts'
import { watchDiscord } from './discord.ts'
import type { Entry, News } from './history.ts'
import type { Home, HomeKind } from './home/home.ts'
import { openHome } from './home/open-home.ts'
import { type ScriptedModel, startScriptedModel } from './model.ts'
import { Seat } from './seat.ts'

/** Long enough for nothing, so that a run is not about limits: those have tests of their own. */
const SETTINGS = {
  OPENAI_API_KEY: 'sk-of-the-chaos',
  MESSAGES_PER_MINUTE: '10000',
  DAILY_TOKENS_PER_USER: 'off',
  DAILY_TOKENS_IN_ALL: 'off',
  DAILY_COST_PER_USER: 'off',
  DAILY_COST_IN_ALL: 'off',
  // Nothing is summarised: the words themselves are looked for in the end.
  WINDOW_MESSAGES: '200',
  LEARN_DELAY_SECONDS: '2',
  FIRST_TOKEN_TIMEOUT_SECONDS: '5',
  TOKEN_GAP_TIMEOUT_SECONDS: '3',
  LEARN_AT_ONCE: '4',
}

export interface ChaosWorldOptions {
  /** How many of the bot. */
  readonly processes: number
  /** Into how many the bot is divided. */
  readonly shards: number
  /** How many processes learn apart. */
  readonly learners: number
  readonly home: HomeKind
  readonly cells: number
}

/** A Discord, a home for the memory, a model and the bot's processes among them, with the history of what happens. */
export interface ChaosWorld {
  readonly discord: Loopback
  readonly model: ScriptedModel
  readonly home: Home
  /** Into how many the bot is divided. */
  readonly shards: number
  /** The processes of the bot, then those that learn. */
  readonly seats: readonly Seat[]
  readonly history: readonly Entry[]
  tell(news: News): void
  close(): Promise<void>
}

/** Opens all of it, and starts the processes. */
export async function openChaosWorld(options: ChaosWorldOptions): Promise<ChaosWorld> {
  await using parts = new AsyncDisposableStack()
  const begun = performance.now()
  const history: Entry[] = []
  const tell = (news: News) => void history.push({ at: Math.round(performance.now() - begun), ...news } as Entry)
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-chaos-'))
  parts.defer(() => rm(folder, { recursive: true, force: true }))
  const home = await openHome(options.home)
  parts.defer(() => home.close())
  const model = await startScriptedModel(tell)
  parts.defer(() => model.close())
  const discord = await startLoopback({ heartbeatInterval: 5000 })
  parts.defer(() => discord.close())
  watchDiscord(discord, tell)
  const { processes, shards, learners, cells } = options
  const settings = {
    ...{ ...SETTINGS, ...settableClock, OPENAI_BASE_URL: model.url, REDIS_URL: home.url, CELLS: String(cells) },
    LEARN_APART: learners > 0 ? 'on' : 'off',
  }
  const ofDiscord = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url }
  const seats: Seat[] = []
  for (let number = 0; number < processes + learners; number += 1) {
    const place = await mkdtemp(join(folder, `process-${number}-`))
    const isLearner = number >= processes
    const own = isLearner ? {} : { ...ofDiscord, ...shardsOf(number, processes, shards) }
    const seat = new Seat({ number, isLearner, folder: place, settings: { ...settings, ...own } }, tell)
    parts.defer(() => seat.close())
    seats.push(seat)
  }
  await Promise.all(seats.map(seat => seat.start()))
  const rest = parts.move()
  return { ...{ discord, model, home, shards, seats, history, tell }, close: () => rest.disposeAsync() }
}

/** Every so-manieth shard is a process'. */
function shardsOf(process: number, processes: number, shards: number): Record<string, string> {
  if (shards === 1) return {}
  const ids = Array.from({ length: shards }, (_, id) => id).filter(id => id % processes === process)
  return { SHARDS: `${ids.join(',')}/${shards}` }
}
