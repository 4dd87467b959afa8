import { expect } from 'vitest'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/running-bot.ts'

const PRICES = {
  // A tenth of a cent for each token read, and so on: sums are easy to see.
  'gpt-5.4-mini': { in: 1000, cached: 100, out: 2000 },
  'gpt-5.4-nano': { in: 500, out: 500 },
}

const test = story.extend('settings', { MODEL_PRICES: JSON.stringify(PRICES), DAILY_COST_IN_ALL: '100' })

test('an owner reads what was spent, by day, purpose, server and model', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  model.plays(
    call => call.says('Lovely.').took(1000, 50, 400).ends(),
    call => call.says('Indeed.').took(2000, 0).ends(),
  )
  await discord.reply(await bob.says(general, 'I live in Lisbon.', { mention: true }))
  await discord.reply(await bob.dm('Hello?'))
  model.playsExtractions(extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) }))
  await bot.learned(bob)

  const { text } = await ada.command('usage', {}, { in: general })

  // 600 read, 400 read again and 50 written; 2000 read; and what was learned, in two conversations at most.
  expect(text).toContain('What I cost in 7 days')
  expect(text).toMatch(/\*\*Today\*\*, since midnight UTC: \$2\.\d\d of \$100\.00 \(2 %\)/u)
  expect(text).toMatch(/^answers +█{10} \$2\.74$/mu)
  expect(text).toMatch(/^learning +\S+ +\$0\.\d\d$/mu)
  expect(text).toMatch(new RegExp(`^${discord.guild.name.slice(0, 15)}\\S* +\\S+ +\\$0\\.\\d\\d$`, 'mu'))
  expect(text).toMatch(/^direct messages +█+\S* +\$2\.\d\d$/mu)
  expect(text).toMatch(/^gpt-5\.4-mini +█{10} \$2\.74$/mu)
  expect(text).not.toContain('⚠️')
  expect(text.match(/^\d\d-\d\d .*\$/gmu)).toHaveLength(7)
})

test('answers that fail, and those that are stopped, are paid for as well', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  model.plays(call => call.took(1000, 0).ends('content_filter'))
  await discord.reply(await bob.dm('Tell me something.'))
  expect(await bot.logged('not answered')).toMatchObject({ reason: 'modelFiltered', cost: 1 })
  model.plays(call => call.refuses(401))
  const refused = await bob.dm('And now?')
  await discord.reply(refused)

  const { text } = await ada.command('usage', { days: 1 }, { in: general })

  expect(bot.log.find(line => line['question'] === refused.id)).not.toHaveProperty('cost')
  expect(text).toContain('What I cost today')
  expect(text).toMatch(/^answers +█{10} \$1\.00$/mu)
})

test('what each answer cost stands in its line', async ({ discord, bot, model, ada }) => {
  model.plays(call => call.says('Hello.').took(10, 3, 5).ends())
  await discord.reply(await ada.dm('Hello?'))

  expect(await bot.logged('answered')).toMatchObject({
    promptTokens: 10,
    cachedTokens: 5,
    answerTokens: 3,
    cost: 0.0115,
  })
})

test('where a server does not count, words do', async ({ discord, ada, bob, general }) => {
  await discord.reply(await bob.dm('words '.repeat(100)))

  const { text } = await ada.command('usage', {}, { in: general })

  expect(text).toMatch(/^answers +█{10} \$0\.[1-9]/mu)
})

test('a price that nobody knows is named, and its tokens count for no money', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await bot.restart({ MODEL_PRICES: '{"gpt-5.4-mini":{"in":1000}}' })
  model.plays(call => call.says('Hello.').took(900, 100).ends())
  await discord.reply(await bob.dm('Hello?'))
  const line = await bot.logged('answered')

  const { text } = await ada.command('usage', {}, { in: general })

  expect(line).toMatchObject({ cost: 'unknown' })
  expect(text).toMatch(/⚠️ The price of 1K tokens is not known.*gpt-5\.4-mini.*MODEL_PRICES/u)
  expect(text).toMatch(/^gpt-5\.4-mini .*\$0\.00 \+ \? \(1K\)$/mu)
})

test('a model of one’s own costs nothing, and tokens are shown', async ({ discord, bot, model, ada, bob, general }) => {
  await bot.restart({})
  model.plays(call => call.says('Hello.').took(900, 100).ends())
  await discord.reply(await bob.dm('Hello?'))

  const { text } = await ada.command('usage', {}, { in: general })

  expect(text).toMatch(/Today.*\$0\.00 of \$10\.00 \(0 %\)/u)
  expect(text).toMatch(/^answers +█{10} 1K$/mu)
  expect(text).not.toContain('⚠️')
})

test('what was spent survives a restart, and nothing of it is anybody’s', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  model.plays(call => call.says('Hello.').took(1000, 0).ends())
  await discord.reply(await bob.dm('Hello?'))
  await bot.restart()
  ada.locale = 'de'

  const { text } = await ada.command('usage', { days: 90 }, { in: general })

  expect(text).toContain('Was ich in 90 Tagen koste')
  expect(text).toMatch(/^Antworten +█{10} \$1\.00$/mu)
  expect(text).not.toContain(bob.id)
})

test('who is no owner of the bot reads nothing, also where they run the server', async ({ discord, bob }) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  const told = await bob.command('usage', {}, { in: discord.channel('general', guild) })

  expect(told.text).toBe("That is for the bot's owners only.")
})

test('nothing spent is said as such', async ({ ada, general }) => {
  expect((await ada.command('usage', {}, { in: general })).text).toContain('Nothing was spent in that time.')
})

test('the log names models whose cost can’t be counted, and what to do', async ({ bot }) => {
  const since = bot.log.length
  await bot.restart({ EMBEDDING_BASE_URL: 'https://models.invalid/v1', EMBEDDING_MODEL: 'words-to-numbers' })

  expect(await bot.logged('the price of a model is not known', since)).toMatchObject({
    ...{ level: 40, part: 'embeddings', host: 'models.invalid', model: 'words-to-numbers', setting: 'MODEL_PRICES' },
    whatToDo: expect.stringMatching(/MODEL_PRICES=.*words-to-numbers/u),
  })
})
