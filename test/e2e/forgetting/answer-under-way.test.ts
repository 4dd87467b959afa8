import { Redis } from 'ioredis'
import { expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { KnowledgeCache } from '../../../src/redis/knowledge-cache.ts'
import { redisUserMemoryStore } from '../../../src/redis/stores/user-memory/user-memory.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { PATIENT } from '../support/wait-for.ts'

const { forget } = en

/** Takes everything that is known of somebody away, as another process does; the bot is not told. */
async function forgottenElsewhere(user: string, prefix: string): Promise<void> {
  const redis = new Redis(inject('redisUrl'))
  const index = { count: async () => 0, forget: () => undefined }
  const own = redisUserMemoryStore({
    ...{ redis, keys: createKeys(prefix), index, knowledgeCache: new KnowledgeCache(() => undefined), historyDays: 30 },
    ...{ onCorruptRecord: () => undefined, onDeletion: () => undefined },
  })
  const holdings = await own.readUserData(user)
  const facts = holdings.known.facts.map(({ id }) => id)
  await own.forget(user, planDeletion(holdings, { kind: 'things', facts, entities: [] }).plan)
  redis.disconnect()
}

test('an answer that may draw on what another process has forgotten since is shown and not kept', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const calling = model.nextCall()
  const question = await ada.dm('What do I do?')
  const call = await calling
  await forgottenElsewhere(ada.id, bot.keyPrefix)

  call.says('You keep bees.').ends()
  const reply = await discord.reply(question, PATIENT)
  await bot.stop()

  expect(reply.content).toBe('You keep bees.')
  const all = await readRedisAsText(bot.keyPrefix)
  expect(all).not.toContain('bees')
  expect(all).toContain('What do I do?')
})

test('an answer to what was asked after it is kept', async ({ discord, bot, model, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const answer = await ada.command('forget', { what: await autocompletedValue(ada, 'bees') })
  await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  model.plays(call => call.says('A city in Norway.').ends())
  await discord.reply(await ada.dm('Tell me of Oslo.'), PATIENT)
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).toContain('A city in Norway.')
})
