import { Redis } from 'ioredis'
import { expect, inject } from 'vitest'
import { whatGoes } from '../../src/memory/own/what-goes.ts'
import { keysUnder } from '../../src/redis/keys.ts'
import { KnownCache } from '../../src/redis/known-cache.ts'
import { redisOwnMemory } from '../../src/redis/own-memory.ts'
import { en } from '../../src/texts/en.ts'
import { offeredFor, pressed, told } from './forgetting.ts'
import { panelOf } from './panels.ts'
import { allInRedis } from './redis-inside.ts'
import { test } from './running.ts'
import { patient } from './seen.ts'

const { forget } = en

/** Takes everything that is known of somebody away, as another process does; the bot is not told. */
async function forgottenElsewhere(user: string, prefix: string): Promise<void> {
  const redis = new Redis(inject('redisUrl'))
  const index = { count: async () => 0, forget: () => undefined }
  const own = redisOwnMemory({
    ...{ redis, keys: keysUnder(prefix), index, known: new KnownCache(() => undefined), historyDays: 30 },
    ...{ onProblem: () => undefined, onForgotten: () => undefined },
  })
  const holdings = await own.holdings(user)
  const facts = holdings.known.facts.map(({ id }) => id)
  await own.forget(user, whatGoes(holdings, { kind: 'things', facts, entities: [] }).forgetting)
  redis.disconnect()
}

test('an answer that may draw on what another process has forgotten since is shown and not kept', async ({
  discord,
  bot,
  model,
}) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const calling = model.nextCall()
  const question = await ada.dm('What do I do?')
  const call = await calling
  await forgottenElsewhere(ada.id, bot.keyPrefix)

  call.says('You keep bees.').ends()
  const reply = await discord.reply(question, patient)
  await bot.stop()

  expect(reply.content).toBe('You keep bees.')
  const all = await allInRedis(bot.keyPrefix)
  expect(all).not.toContain('bees')
  expect(all).toContain('What do I do?')
})

test('an answer to what was asked after it is kept', async ({ discord, bot, model }) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const answer = await ada.command('forget', { what: await offeredFor(ada, 'bees') })
  await pressed(ada, panelOf(answer), forget.forgetThis)

  model.plays(call => call.says('A city in Norway.').ends())
  await discord.reply(await ada.dm('Tell me of Oslo.'), patient)
  await bot.stop()

  expect(await allInRedis(bot.keyPrefix)).toContain('A city in Norway.')
})
