import { Redis } from 'ioredis'
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { type LocalRedis, startLocalRedis } from '../../../src/redis/local-server/start.ts'
import { version } from '../../../src/version.ts'
import { testFolder } from '../../redis/support/local-server.ts'
import { freePort } from '../../support/free-port.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { test as story } from '../support/fixtures.ts'
import { autocompletedValue, fillInForm, messageOf, pressAndReadTexts, pressButton } from '../support/panels.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
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

const models = { version, chat: true, learning: true, embeddings: true }
const well = { status: 200, body: { gateway: true, redis: true, ...models } }
const unwell = {
  status: 503,
  body: { gateway: true, redis: false, ...models, why: { redis: expect.stringContaining('Redis refuses') } },
}

describe('a Redis that refuses', { timeout: 60_000 }, () => {
  test.for([
    ['dangerous commands', ['+@all', '-@dangerous']],
    ['INFO alone', ['+@all', '-info']],
    ['to be managed', ['+@all', '-@admin', '-config', '-info', '-client', '-hello', '-acl']],
    ['what waits, and talk among clients,', ['+@all', '-@dangerous', '-@admin', '-@pubsub', '-@blocking', '-@stream']],
  ] as const)('%s is as good as any', async ([, commands], { discord, bot, model, servers, port, ada, bob }) => {
    const [{ url, admin }] = servers
    const rights = ['on', '>secret', 'resetchannels', `~${bot.keyPrefix}*`, ...commands]
    await admin.call('ACL', 'SETUSER', 'keepsake', 'reset', ...rights)
    const restricted = new URL(url)
    restricted.username = 'keepsake'
    restricted.password = 'secret'
    await bot.restart({ REDIS_URL: restricted.href, METRICS_PORT: String(port) })

    const said = await Promise.all([ada.dm('I like tea'), bob.dm('I like milk')])
    await Promise.all(said.map(question => discord.reply(question, PROCESS_PATIENCE)))
    await discord.reply(await ada.dm('What do I like?'), PROCESS_PATIENCE)
    await bot.learned(ada)

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
    bob,
  }) => {
    const [old, next] = servers
    await discord.reply(await ada.dm('I like tea'), PROCESS_PATIENCE)
    await discord.reply(await bob.dm('I like rum'), PROCESS_PATIENCE)
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
    const questions = await Promise.all([ada.dm('Ada likes what?'), bob.dm('Bob likes what?')])
    await Promise.all(questions.map(question => discord.reply(question, PROCESS_PATIENCE)))
    const shownTo = (name: string) => model.calls.find(({ question }) => question.includes(`${name} likes`))?.text

    expect(told).toMatchObject({ code: 'READONLY', whatToDo: expect.stringContaining('primary') })
    expect(meanwhile).toEqual(unwell)
    expect(away.content).toContain(en.answers.memoryAway)
    expect(shownTo('Ada')).toContain('I like tea')
    expect(shownTo('Ada')).not.toContain('like rum')
    expect(shownTo('Bob')).toContain('I like rum')
    expect(shownTo('Bob')).not.toContain('like tea')
    expect(await health(port)).toEqual(well)
  })

  test('writes, in other ways than that, is told by its reason, and nothing is lost of what was said', async ({
    discord,
    bot,
    model,
    servers,
    port,
    ada,
    bob,
  }) => {
    const [{ admin }] = servers
    const { port: own } = new URL(servers[0].url)
    const refusals: readonly (readonly [code: string, begin: readonly string[][], end: readonly string[][]])[] = [
      // A primary that has lost its replicas.
      [
        'NOREPLICAS',
        [['CONFIG', 'SET', 'min-replicas-to-write', '1']],
        [['CONFIG', 'SET', 'min-replicas-to-write', '0']],
      ],
      // A replica that has lost its primary, and may not tell what is old.
      [
        'MASTERDOWN',
        [
          ['CONFIG', 'SET', 'replica-serve-stale-data', 'no'],
          ['REPLICAOF', '127.0.0.1', String(Number(own) === 1 ? 2 : 1)],
        ],
        [['REPLICAOF', 'NO', 'ONE']],
      ],
    ]
    for (const [code, begin, end] of refusals) {
      const before = bot.log.length
      for (const [command = '', ...args] of begin) await admin.call(command, ...args)
      const told = await bot.logged('Redis refuses what is written', before)
      const meanwhile = await health(port)
      const said = await Promise.all([ada.dm(`Ada says ${code}`), bob.dm(`Bob says ${code}`)])
      await Promise.all(said.map(question => discord.reply(question, PROCESS_PATIENCE)))
      for (const [command = '', ...args] of end) await admin.call(command, ...args)
      await bot.logged('Redis takes what is written again', before)

      expect(told).toMatchObject({ code, whatToDo: expect.stringContaining('replica') })
      expect(meanwhile).toEqual(unwell)
    }
    const asked = await Promise.all([ada.dm('What did Ada say?'), bob.dm('What did Bob say?')])
    await Promise.all(asked.map(question => discord.reply(question, PROCESS_PATIENCE)))

    for (const name of ['Ada', 'Bob']) {
      const window = model.calls.find(({ question }) => question.includes(`did ${name} say`))?.window
      expect(window?.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual(
        refusals.map(([code]) => `${name} says ${code}`),
      )
    }
    expect(await health(port)).toEqual(well)
  })

  test('what is new, as it is full, lets what is known be corrected, moved and forgotten', async ({
    bot,
    servers,
    ada,
    bob,
  }) => {
    const [{ admin }] = servers
    const { know, forget, remember } = en
    const told = ['I live in Lisbon', 'My boat is called Pelle', 'My cat is called Luna']
    for (const what of told) await ada.command('remember', { what })
    await bob.command('remember', { what: 'I keep bees' })
    await admin.config('SET', 'maxmemory', '1')
    await bot.logged('Redis refuses what is written')

    const place = await ada.command('whatdoyouknow', { about: 'Lisbon' })
    const corrected = await fillInForm(ada, place, know.edit, { [know.formLabel]: 'I live in Oslo' })
    const cat = await ada.command('whatdoyouknow', { about: 'Luna' })
    const moved = await pressButton(ada, cat, know.showEverywhere)
    const boat = await ada.command('forget', { what: await autocompletedValue(ada, 'Pelle') })
    const { panel: receipt } = await pressAndReadTexts(ada, messageOf(boat), forget.forgetThis)
    const added = await bob.command('remember', { what: 'I sail' })
    const known = (await ada.command('whatdoyouknow', { about: 'live' })).text
    const bobs = (await bob.command('whatdoyouknow', { about: 'bees' })).text

    expect(corrected.text).toContain(know.changed.corrected)
    expect(moved.text).toContain(know.changed.nowEverywhere)
    expect(receipt).toContain(forget.lookedAgain)
    expect(added.text).not.toContain(remember.kept)
    expect(known).toContain('I live in Oslo')
    expect((await ada.command('whatdoyouknow', { about: 'Pelle' })).text).not.toContain('called Pelle')
    expect(bobs).toContain('I keep bees')
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
