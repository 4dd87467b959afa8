import { Redis } from 'ioredis'
import { expect, inject } from 'vitest'
import { customId } from '../../../src/discord/interactions/components.ts'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { autocompletedValue, customIdOf, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedis } from '../support/redis-content.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { forget, commands } = en
/** As long as an update and what follows it may take. */
const updated = { until: 'updated' } as const

test('a double click forgets once, and its receipt stays', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))

  const clicks = [ada.clicks(panel, forget.forgetThis, updated), ada.clicks(panel, forget.forgetThis, updated)]
  const [first, second] = await Promise.all(clicks)

  expect(first?.text).toContain(forget.receiptTitle)
  expect(first?.text).toContain(forget.goneFacts(1))
  expect(second?.followUps.map(({ content }) => content)).toEqual([forget.doneAlready])
})

test('two previews of the same, confirmed at once, are both answered', async ({ discord, bot, ada, general }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const what = await autocompletedValue(ada, 'bees')
  const here = messageOf(await ada.command('forget', { what }))
  const there = messageOf(await ada.command('forget', { what }, { in: general }))

  const receipts = await Promise.all([here, there].map(panel => pressAndReadTexts(ada, panel, forget.forgetThis)))

  const texts = receipts.map(({ panel }) => panel).join('\n')
  expect(texts).toContain(forget.goneFacts(1))
  expect(texts).toContain(forget.goneBefore)
  expect(texts.split(forget.lookedAgain)).toHaveLength(3)
  expect(await readStoredFacts(bot, ada)).toEqual([])
})

test('what was confirmed stays done after a restart, for whoever sends its id again', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
  const id = customIdOf(panel, forget.forgetThis)
  await pressAndReadTexts(ada, panel, forget.forgetThis)
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep ants.')
  await bot.restart()

  const again = await ada.forges(panel, id, updated)

  expect(again.followUps.map(({ content }) => content)).toEqual([forget.doneAlready])
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I keep ants.' }])
})

test('nobody confirms, chooses or forgets for somebody else', async ({ discord, bot, ada, bob, general }) => {
  await sayAndSeedFact({ discord, bot }, [ada, general], 'I keep bees.')
  await sayAndSeedFact({ discord, bot }, [bob, general], 'I keep ants.')
  const [fact] = await readStoredFacts(bot, ada)
  const panel = messageOf(
    await ada.command('forget', { what: await autocompletedValue(ada, 'bees', general) }, { in: general }),
  )
  const id = customIdOf(panel, forget.forgetThis)
  const choice = id.split(':').at(-1) ?? ''
  const at = { channel: general }

  const hers = await bob.forges(at, id)
  const herOffer = await bob.forges(at, customId(bob.id, 'forget.yes', choice), updated)
  const herFact = await bob.forges(at, customId(bob.id, 'forget.fact', fact?.id ?? ''))
  const herChoice = await bob.forges(at, customId(bob.id, 'forget.choose', choice))
  const herForm = await bob.forges(at, customId(ada.id, 'forget.everything'), {
    fields: { phrase: forget.phrase },
  })

  expect(hers.text).toBe(commands.notYours)
  expect(herOffer.text).toContain(forget.expired)
  expect(herFact.text).toBe(forget.nothingThere)
  expect(herChoice.text).toBe(forget.expired)
  expect(herForm.text).toBe(commands.notYours)
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
  expect(await readStoredFacts(bot, bob)).toHaveLength(1)
})

test('what the bot said to others stays as it is, whatever is clicked on it', async ({
  discord,
  ada,
  bob,
  general,
}) => {
  const { message } = await discord.reply(await bob.says(general, 'Hello', { mention: true }))

  const forged = await ada.forges(message, customId(ada.id, 'forget.no'))

  expect(forged.text).toBe(forget.keptIt)
  expect(forged.ephemeral).toBe(true)
  expect(message.content).toBe('You said: Hello')
})

test('nonsense is answered, and does nothing', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const at = { channel: ada.dmChannel }
  const nothing = (action: string, ...args: string[]) => ada.forges(at, customId(ada.id, action, ...args), updated)

  const answers = [
    await nothing('forget.yes'),
    await nothing('forget.yes', 'nonsense'),
    await nothing('forget.choose', 'nonsense'),
    await nothing('forget.chosen', 'nonsense'),
    await nothing('forget.fact'),
    await nothing('forget.fact', 'nonsense'),
    await nothing('forget.fact', 'x'.repeat(60)),
    await nothing('forget.entity', '..'),
    await nothing('forget.nonsense'),
  ]

  expect(answers.map(answer => answer.text || answer.followUps[0]?.content)).toEqual([
    ...[forget.expired, forget.expired, forget.expired, forget.expired],
    ...[forget.nothingThere, forget.nothingThere, forget.nothingThere, forget.nothingThere],
    commands.outdated,
  ])
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
})

test('of a list only what it offered can be chosen', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const list = messageOf(await ada.command('forget', { what: 'what do I keep' }))
  const menu = customIdOf(list, forget.choosePlaceholder)
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I play the cello.')
  const cello = (await readStoredFacts(bot, ada)).find(({ text }) => text.includes('cello'))

  const forged = await ada.forges(list, menu, { values: [`f.${cello?.id}`, 'nonsense'], ...updated })

  expect(forged.text).toBe(forget.nothingThere)
})

test('what was shown an hour ago asks for the command again', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
  const key = createKeys('').pendingChoices(ada.id)
  const kept = (await readRedis(bot.keyPrefix)).get(key)
  const redis = new Redis(inject('redisUrl'))
  await redis.del(bot.keyPrefix + key)
  redis.disconnect()

  const { panel: said } = await pressAndReadTexts(ada, panel, forget.forgetThis)

  expect(kept?.secondsLeft).toBeLessThanOrEqual(3600)
  expect(kept?.secondsLeft).toBeGreaterThan(3500)
  expect(JSON.stringify(kept?.value)).not.toContain('bees')
  expect(said).toBe(forget.expired)
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
})

test('while Redis is away it is said, and the same button works when it is back', async ({ discord, bot, ada }) => {
  const redis = await new RedisProxy(inject('redisUrl')).listen()
  await bot.restart({ REDIS_URL: redis.url })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
  redis.cut()
  const away = await pressAndReadTexts(ada, panel, forget.forgetThis)
  const choices = await ada.autocompletes('forget', { option: 'what', value: 'bees' })
  const back = bot.logged('Redis is back')
  redis.open()
  await back

  const { panel: receipt } = await pressAndReadTexts(ada, panel, forget.forgetThis)
  await redis.close()

  expect(away.beside).toBe(commands.memoryAway)
  expect(away.panel).toContain('I keep bees.')
  expect(choices).toEqual([])
  expect(receipt).toContain(forget.goneFacts(1))
  expect(await readStoredFacts(bot, ada)).toEqual([])
})
