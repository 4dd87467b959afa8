import { Redis } from 'ioredis'
import { expect, inject } from 'vitest'
import { customId } from '../../src/discord/commands/custom-id.ts'
import { keysUnder } from '../../src/redis/keys.ts'
import { en } from '../../src/texts/en.ts'
import { idOf, offeredFor, pressed, told } from './forgetting.ts'
import { factsOf } from './learned-facts.ts'
import { panelOf } from './panels.ts'
import { RedisGate } from './redis-gate.ts'
import { inRedis } from './redis-inside.ts'
import { test } from './running.ts'

const { forget, commands } = en
/** As long as an update and what follows it may take. */
const updated = { until: 'updated' } as const

test('a double click forgets once, and its receipt stays', async ({ discord, bot }) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = panelOf(await ada.command('forget', { what: await offeredFor(ada, 'bees') }))

  const clicks = [ada.clicks(panel, forget.forgetThis, updated), ada.clicks(panel, forget.forgetThis, updated)]
  const [first, second] = await Promise.all(clicks)

  expect(first?.text).toContain(forget.receiptTitle)
  expect(first?.text).toContain(forget.goneFacts(1))
  expect(second?.followUps.map(({ content }) => content)).toEqual([forget.doneAlready])
})

test('two previews of the same, confirmed at once, are both answered', async ({ discord, bot }) => {
  const [ada, general] = [discord.user('Ada'), discord.channel('general')]
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const what = await offeredFor(ada, 'bees')
  const here = panelOf(await ada.command('forget', { what }))
  const there = panelOf(await ada.command('forget', { what }, { in: general }))

  const receipts = await Promise.all([here, there].map(panel => pressed(ada, panel, forget.forgetThis)))

  const texts = receipts.map(({ panel }) => panel).join('\n')
  expect(texts).toContain(forget.goneFacts(1))
  expect(texts).toContain(forget.goneBefore)
  expect(texts.split(forget.lookedAgain)).toHaveLength(3)
  expect(await factsOf(bot, ada)).toEqual([])
})

test('what was confirmed stays done after a restart, for whoever sends its id again', async ({ discord, bot }) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = panelOf(await ada.command('forget', { what: await offeredFor(ada, 'bees') }))
  const id = idOf(panel, forget.forgetThis)
  await pressed(ada, panel, forget.forgetThis)
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep ants.')
  await bot.restart()

  const again = await ada.forges(panel, id, updated)

  expect(again.followUps.map(({ content }) => content)).toEqual([forget.doneAlready])
  expect(await factsOf(bot, ada)).toMatchObject([{ text: 'I keep ants.' }])
})

test('nobody confirms, chooses or forgets for somebody else', async ({ discord, bot }) => {
  const [ada, bob, general] = [discord.user('Ada'), discord.user('Bob'), discord.channel('general')]
  await told({ discord, bot }, [ada, general], 'I keep bees.')
  await told({ discord, bot }, [bob, general], 'I keep ants.')
  const [fact] = await factsOf(bot, ada)
  const panel = panelOf(await ada.command('forget', { what: await offeredFor(ada, 'bees', general) }, { in: general }))
  const id = idOf(panel, forget.forgetThis)
  const offer = id.split(':').at(-1) ?? ''
  const at = { channel: general }

  const hers = await bob.forges(at, id)
  const herOffer = await bob.forges(at, customId(bob.id, 'forget.yes', offer), updated)
  const herFact = await bob.forges(at, customId(bob.id, 'forget.fact', fact?.id ?? ''))
  const herChoice = await bob.forges(at, customId(bob.id, 'forget.choose', offer))
  const herForm = await bob.forges(at, customId(ada.id, 'forget.everything'), { fields: { phrase: forget.phrase } })

  expect(hers.text).toBe(commands.notYours)
  expect(herOffer.text).toContain(forget.expired)
  expect(herFact.text).toBe(forget.nothingThere)
  expect(herChoice.text).toBe(forget.expired)
  expect(herForm.text).toBe(commands.notYours)
  expect(await factsOf(bot, ada)).toHaveLength(1)
  expect(await factsOf(bot, bob)).toHaveLength(1)
})

test('what the bot said to others stays as it is, whatever is clicked on it', async ({ discord }) => {
  const [ada, bob, general] = [discord.user('Ada'), discord.user('Bob'), discord.channel('general')]
  const { message } = await discord.reply(await bob.says(general, 'Hello', { mention: true }))

  const forged = await ada.forges(message, customId(ada.id, 'forget.no'))

  expect(forged.text).toBe(forget.keptIt)
  expect(forged.ephemeral).toBe(true)
  expect(message.content).toBe('You said: Hello')
})

test('nonsense is answered, and does nothing', async ({ discord, bot }) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
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
  expect(await factsOf(bot, ada)).toHaveLength(1)
})

test('of a list only what it offered can be chosen', async ({ discord, bot }) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const list = panelOf(await ada.command('forget', { what: 'what do I keep' }))
  const menu = idOf(list, forget.choosePlaceholder)
  await told({ discord, bot }, [ada, ada.dmChannel], 'I play the cello.')
  const cello = (await factsOf(bot, ada)).find(({ text }) => text.includes('cello'))

  const forged = await ada.forges(list, menu, { values: [`f.${cello?.id}`, 'nonsense'], ...updated })

  expect(forged.text).toBe(forget.nothingThere)
})

test('what was shown an hour ago asks for the command again', async ({ discord, bot }) => {
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = panelOf(await ada.command('forget', { what: await offeredFor(ada, 'bees') }))
  const key = keysUnder('').offers(ada.id)
  const kept = (await inRedis(bot.keyPrefix)).get(key)
  const redis = new Redis(inject('redisUrl'))
  await redis.del(bot.keyPrefix + key)
  redis.disconnect()

  const { panel: said } = await pressed(ada, panel, forget.forgetThis)

  expect(kept?.secondsLeft).toBeLessThanOrEqual(3600)
  expect(kept?.secondsLeft).toBeGreaterThan(3500)
  expect(JSON.stringify(kept?.value)).not.toContain('bees')
  expect(said).toBe(forget.expired)
  expect(await factsOf(bot, ada)).toHaveLength(1)
})

test('while Redis is away it is said, and the same button works when it is back', async ({ discord, bot }) => {
  const redis = await new RedisGate(inject('redisUrl')).listen()
  await bot.restart({ REDIS_URL: redis.url })
  const ada = discord.user('Ada')
  await told({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = panelOf(await ada.command('forget', { what: await offeredFor(ada, 'bees') }))
  redis.cut()
  const away = await pressed(ada, panel, forget.forgetThis)
  const choices = await ada.autocompletes('forget', { option: 'what', value: 'bees' })
  const back = bot.logged('Redis is back')
  redis.open()
  await back

  const { panel: receipt } = await pressed(ada, panel, forget.forgetThis)
  await redis.close()

  expect(away.beside).toBe(commands.memoryAway)
  expect(away.panel).toContain('I keep bees.')
  expect(choices).toEqual([])
  expect(receipt).toContain(forget.goneFacts(1))
  expect(await factsOf(bot, ada)).toEqual([])
})
