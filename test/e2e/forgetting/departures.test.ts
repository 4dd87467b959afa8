import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import type { Story } from '../support/fixtures.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const FORGOTTEN = 'departed place forgotten'

/** Somebody says something in a channel: a fact, a detail and a summary come of it. */
async function tells({ discord, bot }: Pick<Story, 'discord' | 'bot'>, [who, where]: [Person, Channel], pet: string) {
  const words = `I have a ${pet}`
  const message = await who.says(where, words, { mention: where.id !== who.dmChannel.id })
  await discord.reply(message)
  await seedMemory(bot, who, where, {
    facts: [{ text: `The user has a ${pet}.`, quote: words }],
    statements: [{ field: `attr:pet:${pet}`, value: pet }],
    summary: `They talked about a ${pet}.`,
  })
  return message
}

/** Resolves when a channel or thread is done with. */
async function forgottenIn(bot: Story['bot'], place: Channel): Promise<void> {
  for (let since = 0; ; ) {
    const line = await bot.logged(FORGOTTEN, since)
    if (line['channel'] === place.id) return
    since = bot.log.indexOf(line) + 1
  }
}

/** Nobody waits 30 days in a test. */
async function thirtyDaysLater({ bot, discord }: Pick<Story, 'discord' | 'bot'>) {
  const redis = new Redis(inject('redisUrl'))
  const { departures } = createKeys(bot.keyPrefix)
  const planned = await redis.zscore(departures, discord.guild.id)
  await redis.zadd(departures, 'XX', '1', discord.guild.id)
  redis.disconnect()
  return Number(planned)
}

describe.concurrent('what was said in', () => {
  test('a channel goes with it, of everybody, and nothing else does', async ({ discord, bot, ada, bob, general }) => {
    const doomed = discord.createChannel({ name: 'doomed' })
    await tells({ discord, bot }, [ada, doomed], 'goose')
    await tells({ discord, bot }, [bob, doomed], 'gander')
    await tells({ discord, bot }, [ada, general], 'cat')
    await tells({ discord, bot }, [ada, ada.dmChannel], 'dog')

    const forgotten = bot.logged(FORGOTTEN)
    discord.deleteChannel(doomed)
    const line = await forgotten

    expect(line).toMatchObject({ guild: discord.guild.id, channel: doomed.id, users: 2 })
    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user has a cat.', 'The user has a dog.'])
    expect((await readStoredMemory(bot, bob)).facts).toEqual([])
    await bot.stop()
    const left = await readRedisAsText(bot.keyPrefix)
    expect(left).not.toMatch(/goose|gander/u)
    expect(left).toMatch(/talked about a cat/u)
    expect(left).toMatch(/talked about a dog/u)
    expect(JSON.stringify(bot.log)).not.toMatch(/goose|gander/u)
  })

  test('a thread goes with it, and with its channel', async ({ discord, bot, ada, general }) => {
    const doomed = discord.createChannel({ name: 'doomed' })
    const [first, second] = ['one', 'two'].map(name => discord.createThread(doomed, { name, members: [ada] }))
    if (first === undefined || second === undefined) throw new Error('There are no threads.')
    await tells({ discord, bot }, [ada, first], 'goose')
    await tells({ discord, bot }, [ada, second], 'gander')
    await tells({ discord, bot }, [ada, general], 'cat')

    discord.deleteChannel(first)
    await forgottenIn(bot, first)
    const afterThread = await readStoredMemory(bot, ada)
    discord.deleteChannel(doomed)
    await forgottenIn(bot, second)

    expect(afterThread.facts).toEqual(['The user has a gander.', 'The user has a cat.'])
    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user has a cat.'])
  })

  test('messages that a moderator deletes goes with what was learned from them', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    const quarrel = [
      await tells({ discord, bot }, [ada, general], 'goose'),
      await tells({ discord, bot }, [bob, general], 'gander'),
    ]
    await tells({ discord, bot }, [ada, ada.dmChannel], 'dog')

    discord.deleteMessages(general, quarrel)
    for (const person of [ada, bob]) await discord.reply(await person.says(general, 'hello', { mention: true }))
    await bot.stop()

    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user has a dog.'])
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/goose|gander/u)
  })

  test('a channel that is deleted while Redis is away goes when it is back', async ({ discord, bot, ada, general }) => {
    const doomed = discord.createChannel({ name: 'doomed' })
    const proxy = await new RedisProxy(inject('redisUrl')).listen()
    await bot.restart({ REDIS_URL: proxy.url })
    await tells({ discord, bot }, [ada, doomed], 'goose')
    await tells({ discord, bot }, [ada, general], 'cat')

    proxy.cut()
    discord.deleteChannel(doomed)
    await bot.logged('departed places: forgetting postponed')
    proxy.open()
    await bot.logged(FORGOTTEN)

    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user has a cat.'])
    await bot.stop()
    await proxy.close()
  })
})

describe.concurrent('a server that the bot is removed from', () => {
  test('is remembered for 30 days, and then what was said there goes, but for what may be heard everywhere', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    await tells({ discord, bot }, [ada, general], 'goose')
    await tells({ discord, bot }, [bob, general], 'gander')
    await seedMemory(bot, ada, general, { facts: [{ text: 'The user likes tea.', quote: '', scope: 'everywhere' }] })
    await tells({ discord, bot }, [ada, ada.dmChannel], 'dog')

    const before = Date.now()
    discord.removeBot(discord.guild)
    await discord.reply(await ada.dm('hello'))
    await bot.restart()
    const meanwhile = await readStoredMemory(bot, ada)
    const planned = await thirtyDaysLater({ bot, discord })
    const forgotten = bot.logged(FORGOTTEN, bot.log.length)
    await bot.restart()
    const line = await forgotten

    expect(meanwhile.facts).toContain('The user has a goose.')
    // The store's clock is known but for the time that its reply takes.
    expect(planned - before).toBeGreaterThan(30 * 86_400_000 - 1000)
    expect(line).toMatchObject({ guild: discord.guild.id, users: 2 })
    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user likes tea.', 'The user has a dog.'])
    expect((await readStoredMemory(bot, bob)).facts).toEqual([])
    await bot.stop()
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/goose|gander/u)
  })

  test('and comes back to in time is remembered, also if it came back while it did not run', async ({
    discord,
    bot,
    ada,
    general,
  }) => {
    await tells({ discord, bot }, [ada, general], 'cat')

    discord.removeBot(discord.guild)
    await discord.reply(await ada.dm('hello'))
    discord.addBot(discord.guild)
    await discord.reply(await ada.says(general, 'here again', { mention: true }))
    const whenBack = await thirtyDaysLater({ bot, discord })
    discord.removeBot(discord.guild)
    await discord.reply(await ada.dm('and gone'))
    await bot.stop()
    discord.addBot(discord.guild)
    await thirtyDaysLater({ bot, discord })
    await bot.start()
    await discord.reply(await ada.says(general, 'once more', { mention: true }))

    expect(whenBack).toBe(0)
    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user has a cat.'])
    expect(bot.log.filter(({ msg }) => msg === FORGOTTEN)).toEqual([])
  })

  test('and that is only out of reach stays', async ({ discord, bot, ada, general }) => {
    await tells({ discord, bot }, [ada, general], 'cat')

    discord.removeBot(discord.guild, { outage: true })
    await discord.reply(await ada.dm('hello'))

    expect(await thirtyDaysLater({ bot, discord })).toBe(0)
    expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user has a cat.'])
  })
})
