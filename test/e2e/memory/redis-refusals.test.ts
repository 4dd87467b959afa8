import { Redis } from 'ioredis'
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { type LocalRedis, startLocalRedis } from '../../../src/redis/local-server/start.ts'
import { testFolder } from '../../redis/support/local-server.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { test as story } from '../support/fixtures.ts'
import { messageOf } from '../support/panels.ts'
import { freePort, PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { RedisProxy } from '../support/redis-proxy.ts'

interface Servers {
  readonly port: number
  /** Redis servers of the story's own, with the same password; `proxy` leads to the first. */
  readonly servers: readonly [Server, Server]
  readonly proxy: RedisProxy
}

interface Server {
  readonly url: string
  readonly admin: Redis
}

async function startServer(): Promise<{ local: LocalRedis; admin: Redis }> {
  const local = await startLocalRedis({ dataDir: testFolder(), log: silentLogger })
  return { local, admin: new Redis(local.url) }
}

const test = story
  .extend<Servers>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    port: async ({}, use) => use(await freePort()),
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    servers: async ({}, use) => {
      const [first, second] = [await startServer(), await startServer()]
      const password = new URL(first.local.url).password
      await second.admin.config('SET', 'requirepass', password)
      const url = new URL(second.local.url)
      url.password = password
      await use([
        { url: first.local.url, admin: first.admin },
        { url: url.href, admin: second.admin },
      ])
      for (const { local, admin } of [first, second]) {
        admin.disconnect()
        await local.stop()
      }
    },
    proxy: async ({ servers }, use) => {
      const proxy = await new RedisProxy(servers[0].url).listen()
      await use(proxy)
      await proxy.close()
    },
  })
  .extend('settings', ({ proxy, port }) => ({ REDIS_URL: proxy.url, METRICS_PORT: String(port) }))

async function health(port: number) {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`)
  return { status: response.status, body: await response.json() }
}

const models = { chat: true, learning: true, embeddings: true }
const well = { status: 200, body: { gateway: true, redis: true, ...models } }
const unwell = {
  status: 503,
  body: { gateway: true, redis: false, ...models, why: { redis: expect.stringContaining('Redis refuses') } },
}

describe('a Redis that refuses', { timeout: 60_000 }, () => {
  test('dangerous commands is as good as any', async ({ discord, bot, model, servers, port, ada }) => {
    const [{ url, admin }] = servers
    const rights = ['on', '>secret', `~${bot.keyPrefix}*`, '+@all', '-@dangerous']
    await admin.call('ACL', 'SETUSER', 'keepsake', ...rights)
    const restricted = new URL(url)
    restricted.username = 'keepsake'
    restricted.password = 'secret'
    await bot.restart({ REDIS_URL: restricted.href, METRICS_PORT: String(port) })

    await discord.reply(await ada.dm('I like tea'), PROCESS_PATIENCE)
    await discord.reply(await ada.dm('What do I like?'), PROCESS_PATIENCE)

    expect(model.calls.at(-1)?.window.map(({ content }) => content)).toEqual(['I like tea', 'You said: I like tea'])
    expect(await health(port)).toEqual(well)
    expect(bot.log.filter(({ level }) => level >= 40)).toEqual([])
  })

  test('writes, as another is the primary now, is left for that one', async ({
    discord,
    bot,
    model,
    servers,
    proxy,
    port,
    ada,
  }) => {
    const [old, next] = servers
    await discord.reply(await ada.dm('I like tea'), PROCESS_PATIENCE)
    const { hostname, port: nextPort, password } = new URL(next.url)
    const oldPort = new URL(old.url).port
    await old.admin.config('SET', 'repl-diskless-sync-delay', '0')
    await next.admin.config('SET', 'masterauth', password)
    await next.admin.replicaof(hostname, oldPort)
    await expect.poll(() => next.admin.info('replication'), PROCESS_PATIENCE).toContain('master_link_status:up')

    await next.admin.replicaof('NO', 'ONE')
    await old.admin.config('SET', 'masterauth', password)
    await old.admin.replicaof(hostname, nextPort)
    const told = await bot.logged('Redis refuses what is written')
    const meanwhile = await health(port)
    const away = await discord.reply(await ada.dm('Are you there?'), PROCESS_PATIENCE)
    proxy.leadTo(next.url)
    await bot.logged('Redis takes what is written again')
    await discord.reply(await ada.dm('What do I like?'), PROCESS_PATIENCE)

    expect(told).toMatchObject({ code: 'READONLY', whatToDo: expect.stringContaining('primary') })
    expect(meanwhile).toEqual(unwell)
    expect(away.content).toContain(en.answers.memoryAway)
    expect(model.calls.at(-1)?.window.map(({ content }) => content)).toContain('I like tea')
    expect(await health(port)).toEqual(well)
  })

  test('what is new, as it is full, lets everything be forgotten', async ({ discord, bot, servers, port, ada }) => {
    const [{ admin }] = servers
    const { forget } = en
    await discord.reply(await ada.dm('I like tea'), PROCESS_PATIENCE)

    await admin.config('SET', 'maxmemory', '1')
    const told = await bot.logged('Redis refuses what is written')
    const meanwhile = await health(port)
    const answered = await discord.reply(await ada.dm('Are you there?'), PROCESS_PATIENCE)
    const panel = await ada.command('forget', { what: 'everything' })
    const form = await ada.clicks(messageOf(panel), forget.everythingButton)
    const receipt = await ada.submits(form, { [forget.formLabel]: forget.phrase })
    await admin.config('SET', 'maxmemory', '0')
    await bot.logged('Redis takes what is written again')

    expect(told).toMatchObject({ code: 'OOM', whatToDo: expect.stringContaining('maxmemory') })
    expect(meanwhile).toEqual(unwell)
    expect(answered.content).toContain(en.answers.memoryAway)
    expect(receipt.text).toContain(forget.everythingReceipt)
    expect(receipt.text).toContain(forget.lookedAgain)
    expect(await health(port)).toEqual(well)
  })
})
