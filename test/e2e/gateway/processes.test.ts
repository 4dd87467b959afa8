import { expect, onTestFinished, vi } from 'vitest'
import { emptyRedis } from '../../support/empty-redis.ts'
import { serverOnShard } from '../../support/server-on-shard.ts'
import { readRedis } from '../support/redis-content.ts'
import { test as running } from '../support/running-bot.ts'
import { botMessages } from '../support/wait-for.ts'

/** The bot of these stories has the first two of four shards; another process serves the others. */
const test = running.extend('settings', { SHARDS: '0-1/4' })
const others = { SHARDS: '2-3/4' }

/** Lets shards begin that have begun a moment ago: else they wait for seconds. */
const letBeginAgain = ({ keyPrefix }: { readonly keyPrefix: string }) => emptyRedis([`${keyPrefix}start:`])

test('what was said where a process listens that is away is answered when it is back, whatever others have heard meanwhile', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const there = discord.channel('general', serverOnShard(discord, 2, 4))
  const other = await bot.another(others)
  await discord.reply(await ada.says(there, 'Hello', { mention: true }))
  await other.stop()
  const missed = await ada.says(there, 'and now?', { mention: true })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
  onTestFinished(() => void vi.useRealTimers())
  await discord.reply(await ada.dm('Are you there?'))
  await letBeginAgain(bot)
  await bot.restart() // which notes that it has heard all until now
  await other.start()

  expect((await discord.reply(missed)).content).toBe('You said: and now?')
  expect(model.calls).toHaveLength(3)
  expect(botMessages(discord, there)).toHaveLength(2)
})

test('from an old process to a new one of the same shards nothing is done twice, and nothing waits', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const there = discord.channel('general', serverOnShard(discord, 1, 4))
  await letBeginAgain(bot)
  await bot.another()
  const kept = await ada.command('remember', { what: 'I play the lute.' })
  await discord.reply(await ada.dm('one'))
  const calling = model.nextCall()
  const last = await ada.dm('two')
  const call = await calling
  const stopping = bot.stop()
  const meanwhile = await discord.reply(await ada.says(there, 'three', { mention: true }))
  call.says('You said: two').ends()
  await Promise.all([stopping, discord.reply(last)])
  const stored = [...(await readRedis(bot.keyPrefix)).keys()]

  expect(kept.text).toContain('lute')
  expect(stored.filter(key => key.startsWith('fact:'))).toHaveLength(1)
  expect(meanwhile.content).toBe('You said: three')
  expect(model.calls.filter(({ question }) => /one|two|three/u.test(question))).toHaveLength(3)
  expect(botMessages(discord, there)).toHaveLength(1)
})

test('an edit that another process has answered is answered by none that was busy until then', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const question = await ada.dm('one')
  const { message } = await discord.reply(question)
  await bot.logged('answered')
  const calling = model.nextCall()
  const novel = await ada.dm('write a novel')
  const call = await calling
  await letBeginAgain(bot)
  const other = await bot.another()
  const rewritten = discord.until(
    ({ kind, ...happening }) => kind === 'edit' && 'message' in happening && happening.message.id === message.id,
  )
  await ada.edits(question, 'two')
  await rewritten
  await other.logged('answered')
  call.says('Once.').ends()
  await discord.reply(novel)
  await Promise.all([bot.stop(), other.stop()])

  expect(model.calls.filter(({ question: words }) => words.includes('two'))).toHaveLength(1)
})

test('an owner is told in a direct message which servers of all processes a rule would have left', async ({
  discord,
  bot,
  ada,
}) => {
  const far = serverOnShard(discord, 3, 4)
  await bot.another(others)
  const { text } = await ada.command('access', { rule: 'deny', server: far.id })

  expect(text).toContain(`leave one server: ${far.name}`)
})
