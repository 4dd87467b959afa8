// npm run bench:dialogues: plays what a bot with a memory has to master, against the model that the settings name.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { config as loadEnvironment } from 'dotenv'
import { pino } from 'pino'
import { startStandInModel } from '../demo/stand-in-model/server.ts'
import { type Loopback, startLoopback } from '../fake-discord/loopback.ts'
import type { Person } from '../fake-discord/person.ts'
import { type App, startApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config/environment.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { dialogues as allDialogues, type Dialogue, type Step } from './dialogues/script.ts'
import { sized } from './options.ts'

/** A slow model on a small machine may take this long for one answer. */
const PATIENCE_MS = 300_000

const dialogues = sized(allDialogues, allDialogues.slice(0, 1))

loadEnvironment({ quiet: true })
const { env } = process
const log = pino({ level: env['LOG_LEVEL'] ?? 'silent' })
const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-dialogues-'))
const own = env['REDIS_URL'] === undefined ? await startLocalRedis({ dataDir, log }) : undefined
const standIn =
  env['OPENAI_API_KEY'] === undefined && env['OPENAI_BASE_URL'] === undefined ? await startStandInModel() : undefined
const discord = await startLoopback()
const config = readConfig({
  MESSAGES_PER_MINUTE: '1000',
  ...env,
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.url,
  REDIS_URL: own?.url ?? env['REDIS_URL'],
  ...(standIn === undefined ? {} : { OPENAI_BASE_URL: standIn.url }),
})

/** One run: the bot under keys of its own, and somebody who talks to it. */
class Play {
  readonly #person: Person
  readonly #discord: Loopback
  readonly #config: Config
  readonly #keyPrefix: string
  #app: App | undefined

  constructor(discord: Loopback, config: Config, name: string) {
    this.#discord = discord
    this.#config = config
    this.#person = discord.user(name)
    this.#keyPrefix = `keepsake:dialogues:${process.pid}:${name}:`
  }

  async start(): Promise<void> {
    const onLost = (error: Error) => log.error(error.message)
    this.#app = await startApp(this.#config, { dataDir, keyPrefix: this.#keyPrefix, log, onConnectionLost: onLost })
  }

  async stop(): Promise<void> {
    await this.#app?.stop()
  }

  /** Returns what went wrong, if anything did. */
  async step(step: Step): Promise<string | undefined> {
    if (step === 'later') {
      await this.#app?.learnNow(this.#person.id)
      await this.stop()
      await this.start()
    } else if ('smallTalk' in step) {
      for (let count = 1; count <= step.smallTalk; count += 1) await this.#say(`The weather is fine, day ${count}.`)
    } else if ('says' in step) {
      await this.#say(step.says, step.in)
    } else {
      const { asks, expects = [], never = [] } = step
      const answer = await this.#say(asks, step.in)
      const isRight = expects.every(words => words.test(answer)) && !never.some(words => words.test(answer))
      return isRight ? undefined : `“${asks}” → “${answer.replaceAll(/\s+/gu, ' ').slice(0, 200)}”`
    }
    return undefined
  }

  async #say(text: string, where?: 'general'): Promise<string> {
    const message =
      where === undefined
        ? await this.#person.dm(text)
        : await this.#person.says(this.#discord.channel(where), text, { mention: true })
    const { content } = await this.#discord.reply(message, { timeout: PATIENCE_MS })
    return content
  }
}

async function playOut({ steps }: Dialogue, index: number): Promise<string[]> {
  const play = new Play(discord, config, `Alex${index}`)
  await play.start()
  const faults: string[] = []
  for (const step of steps) {
    const fault = await play.step(step)
    if (fault !== undefined) faults.push(fault)
  }
  await play.stop()
  return faults
}

const { stdout } = process
stdout.write(
  `Model: ${standIn === undefined ? `${config.CHAT_MODEL} and ${config.MEMORY_MODEL} at ${config.OPENAI_BASE_URL ?? 'OpenAI'}` : 'a stand-in of simple rules (set OPENAI_API_KEY or OPENAI_BASE_URL for a real one)'}\n\n`,
)
let passed = 0
for (const [index, dialogue] of dialogues.entries()) {
  const faults = await playOut(dialogue, index)
  if (faults.length === 0) passed += 1
  stdout.write(
    `${faults.length === 0 ? 'passed' : 'FAILED'}  ${dialogue.name}\n${faults.map(fault => `        ${fault}\n`).join('')}`,
  )
}
stdout.write(`\n${passed} of ${dialogues.length} passed.\n`)

await discord.close()
await standIn?.close()
await own?.stop()
rmSync(dataDir, { recursive: true, force: true })
