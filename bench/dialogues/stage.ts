import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { config as loadEnvironment } from 'dotenv'
import { pino } from 'pino'
import { startStandInModel } from '../../demo/stand-in-model/server.ts'
import { type Loopback, startLoopback } from '../../fake-discord/loopback.ts'
import type { AppOptions } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/config/environment.ts'
import { startLocalRedis } from '../../src/redis/local-server/start.ts'
import { WITHOUT_CAPS } from '../bot-process.ts'
import { type ObservedServer, observeServer } from '../model/observed-server.ts'
import { WINDOW } from './script.ts'

/** What dialogues are played on: a Discord, a Redis, and the model that the settings name, watched. */
export interface Stage {
  readonly discord: Loopback
  readonly config: Config
  readonly options: Pick<AppOptions, 'dataDir' | 'log'>
  readonly model: ObservedServer
  /** In words. */
  readonly modelName: string
  readonly isStandIn: boolean
}

/** Opens a stage, has it played on, and leaves nothing behind, however that ends. */
export async function withStage<Result>(play: (stage: Stage) => Promise<Result>): Promise<Result> {
  loadEnvironment({ quiet: true })
  const { env } = process
  const log = pino({ level: env['LOG_LEVEL'] ?? 'silent' })
  const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-dialogues-'))
  const open: (() => unknown)[] = [() => rmSync(dataDir, { recursive: true, force: true })]
  const close = async () => {
    for (const one of open.splice(0)) await one()
  }
  // Whoever stops a run that takes long leaves no Redis behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)))
  try {
    const own = env['REDIS_URL'] === undefined ? await startLocalRedis({ dataDir, log }) : undefined
    if (own) open.unshift(() => own.stop())
    const isStandIn = env['OPENAI_API_KEY'] === undefined && env['OPENAI_BASE_URL'] === undefined
    const standIn = isStandIn ? await startStandInModel() : undefined
    if (standIn) open.unshift(() => standIn.close())
    const address = standIn?.url ?? env['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1'
    const model = await observeServer(address)
    open.unshift(() => model.close())
    const discord = await startLoopback()
    open.unshift(() => discord.close())
    const config = readConfig({
      ...{
        MESSAGES_PER_MINUTE: '1000',
        ...WITHOUT_CAPS,
        ...WINDOW,
        ...env,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
      },
      ...{ REDIS_URL: own?.url ?? env['REDIS_URL'], OPENAI_BASE_URL: model.url },
    })
    const modelName = isStandIn
      ? 'a stand-in of simple rules (set OPENAI_API_KEY or OPENAI_BASE_URL for a real one)'
      : `${config.CHAT_MODEL} and ${config.MEMORY_MODEL} at ${address}`
    return await play({ discord, config, options: { dataDir, log }, model, modelName, isStandIn })
  } finally {
    await close()
  }
}
