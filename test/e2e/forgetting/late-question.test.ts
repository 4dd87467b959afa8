import { expect } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { plainRedis } from '../../redis/support/fixtures.ts'
import { wholeMemory } from '../../redis/support/whole-memory.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { gatedTest as test } from '../support/running-bot.ts'

test('what was said before everything was forgotten elsewhere, and comes in afterwards, is kept nowhere', async ({
  discord,
  bot,
  redis,
  ada,
}) => {
  const elsewhere = wholeMemory(plainRedis(), createKeys(bot.keyPrefix)).own
  redis.cut()
  const before = await ada.dm('My locker is number 12.')
  await discord.reply(before)
  await elsewhere.forgetEverything(ada.id, (BigInt(before.id) + 1n).toString())
  redis.open()

  await discord.reply(await ada.dm('Hello again.'))

  await expect.poll(() => readRedisAsText(bot.keyPrefix)).toContain('Hello again.')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('locker')
})
