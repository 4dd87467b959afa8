import { Redis } from 'ioredis'
import { expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { answerElsewhere } from '../incoming/support/answer-elsewhere.ts'
import { openPanel } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { gatedTest as test } from '../support/running-bot.ts'
import { botMessages, waitForText } from '../support/wait-for.ts'

const withNote = (text: string) => `${text}\n\n${en.answers.memoryAway}`

test('while Redis is gone the bot answers from the message alone, says so once per conversation, and goes on by itself', async ({
  discord,
  bot,
  model,
  redis,
  ada,
  general,
  bob,
}) => {
  await discord.reply(await bob.dm('Hello')) // Redis knows the scripts from here on
  const kept = redis.passed('You said: I like tea')
  await discord.reply(await ada.dm('I like tea'))
  await kept

  redis.cut()
  const first = await discord.reply(await ada.dm('what do I like?'))
  const second = await discord.reply(await ada.dm('and now?'))
  const elsewhere = await discord.reply(await ada.says(general, 'and here?', { mention: true }))
  redis.open()
  await bot.logged('Redis is back')
  const back = await discord.reply(await ada.dm('remember me?'))

  expect(first.content).toBe(withNote('You said: what do I like?'))
  expect(second.content).toBe('You said: and now?')
  expect(elsewhere.content).toBe(withNote('You said: and here?'))
  expect(model.calls.slice(2, 5).map(({ window }) => window)).toEqual([[], [], []])
  expect(back.content).toBe('You said: remember me?')
  expect(model.calls[5]?.window.map(({ content }) => content)).toEqual([
    ...['I like tea', 'You said: I like tea'],
    ...['what do I like?', 'You said: what do I like?', 'and now?', 'You said: and now?'],
  ])
})

test('what is said while Redis is gone is learned when it is back; not what was taken back, edited or incognito', async ({
  discord,
  bot,
  model,
  redis,
  ada,
  bob,
}) => {
  await discord.reply(await bob.dm('Hello'))
  await bob.clicks(await openPanel(bob, 'privacy'), en.privacy.incognitoStart, { until: 'updated' })
  await discord.reply(await bob.dm('nothing of this'))

  redis.cut()
  await discord.reply(await ada.dm('I live in Oslo'))
  const deleted = await ada.dm('My ring is hidden in the attic')
  await discord.reply(deleted)
  const mistaken = await ada.dm('My cat is called Luna')
  await discord.reply(mistaken)
  await discord.reply(await bob.dm('I owe Mia money'))
  await ada.deletes(deleted)
  await ada.edits(mistaken, 'My cat is called Nala')
  redis.open()
  await bot.logged('Redis is back')
  await discord.reply(await ada.dm('and again'))
  await bot.learned(ada)

  expect(model.extractions.flatMap(({ turns }) => turns.map(({ text }) => text))).toEqual(
    expect.arrayContaining(['I live in Oslo', 'My cat is called Nala']),
  )
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/attic|Luna|Mia/u)
})

test('a bot that is stopped while Redis is gone waits for it, and keeps what was said', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  redis.cut()
  await discord.reply(await ada.dm('I live in Oslo'))
  const stopping = bot.stop()
  await bot.logged('memory unavailable')
  redis.open()
  await stopping
  await bot.restart()
  await discord.reply(await ada.dm('and where?'))

  expect(model.calls.at(-1)?.window.map(({ content }) => content)).toContain('I live in Oslo')
})

test('a bot that is stopped keeps what was said as soon as it can, while it gives the answers in hand', async ({
  discord,
  bot,
  model,
  redis,
  ada,
  bob,
}) => {
  await discord.reply(await bob.dm('Hello'))
  const novel = (await Promise.all([model.nextCall(), ada.dm('Write a novel')]))[0]
  redis.cut()
  const call = (await Promise.all([model.nextCall(), bob.dm('I live in Oslo')]))[0]
  const asked = redis.passed('I live in Oslo')
  redis.open()
  await asked

  const stopping = bot.stop()
  const kept = redis.passed('Lovely city.')
  call.says('Lovely city.').ends()
  await kept
  novel.says('Once upon a time there was a king.').ends()
  await stopping

  expect(botMessages(discord, ada.dmChannel).at(-1)?.content).toContain('there was a king.')
})

test('what is not kept, was said while Redis was gone and has no answer when the bot ends is answered by the next one', async ({
  discord,
  bot,
  model,
  redis,
  bob,
}) => {
  await discord.reply(await bob.dm('Hello'))
  await bob.clicks(await openPanel(bob, 'privacy'), en.privacy.incognitoStart, { until: 'updated' })
  await discord.reply(await bob.dm('nothing of this'))
  redis.cut()
  const question = (await Promise.all([bob.dm('Are you there?'), model.nextCall()]))[0]
  redis.open()
  await bot.logged('Redis is back')
  await bot.stop()

  await bot.start()
  const reply = await discord.reply(question, { timeout: 10_000 })

  expect(reply.content).toContain('You said: Are you there?')
})

test('when Redis goes a second time that is said again', async ({ discord, bot, redis, ada }) => {
  redis.cut()
  await discord.reply(await ada.dm('one'))
  redis.open()
  await bot.logged('Redis is back')
  await discord.reply(await ada.dm('two'))

  redis.cut()
  const third = await discord.reply(await ada.dm('three'))
  redis.open() // else the bot waits for it in the end

  expect(third.content).toBe(withNote('You said: three'))
})

test('a Redis that hangs is not waited for longer than a second or so', async ({ discord, bot, model, redis, ada }) => {
  await discord.reply(await ada.dm('I like tea'))

  redis.hang()
  const startedAt = performance.now()
  const hanging = await discord.reply(await ada.dm('what do I like?'))
  const took = performance.now() - startedAt
  await bot.logged('Redis is out of reach')
  redis.open()
  await bot.logged('Redis is back')
  const back = await discord.reply(await ada.dm('remember me?'))

  expect(hanging.content).toBe(withNote('You said: what do I like?'))
  expect(took).toBeLessThan(2500)
  expect(back.content).toBe('You said: remember me?')
  expect(model.calls[2]?.text).toContain('I like tea')
})

test('the answer to a question that was kept all the same is kept when Redis is back, and not given twice', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  redis.mute()
  const unsure = await discord.reply(await ada.dm('I moved to Oslo'))
  redis.cut()
  const told = redis.passed('You said: I moved to Oslo')
  redis.open()
  await told

  await bot.restart()
  await discord.reply(await ada.dm('where do I live?'))

  expect(unsure.content).toBe(withNote('You said: I moved to Oslo'))
  expect(model.calls).toHaveLength(2)
  expect(model.calls[1]?.window.map(({ content }) => content)).toEqual(['I moved to Oslo', 'You said: I moved to Oslo'])
  expect(discord.messages(ada.dmChannel)).toHaveLength(4)
})

test('of several messages that were answered together each has its own answer where Redis goes and the last is edited', async ({
  discord,
  model,
  redis,
  ada,
}) => {
  model.otherwise = call =>
    call.question.includes('Only for three') ? call.says('Half of') : call.says('Fine.').ends()
  const said = [await ada.dm('I go to Oslo.'), await ada.dm('What do I need?'), await ada.dm('Only for three days.')]
  const [, , last] = said
  if (last === undefined) throw new Error('Nothing was said.')
  const begun = await waitForText(discord, ada.dmChannel, 'Half of')
  redis.cut()

  await ada.edits(last, 'Only for two days.')
  const all = () => botMessages(discord, ada.dmChannel).filter(({ content }) => content.startsWith('Fine.'))
  await expect.poll(() => all().length).toBe(3)
  redis.open()

  const places = new Map(all().map(({ id, message_reference }) => [message_reference?.message_id, id]))
  expect(new Set(places.keys())).toEqual(new Set(said.map(({ id }) => id)))
  expect(places.get(last.id)).toBe(begun.id)
  expect(botMessages(discord, ada.dmChannel)).toHaveLength(3)
})

test('what waits behind another question while Redis is gone is kept when Redis is back, before its turn has come', async ({
  discord,
  bot,
  model,
  redis,
  ada,
  bob,
}) => {
  await discord.reply(await bob.dm('Hello'))
  redis.cut()
  const novel = (await Promise.all([model.nextCall(), ada.dm('Write a novel')]))[0].says('Once upon a time')
  await waitForText(discord, ada.dmChannel, 'Once upon a time')
  const last = await ada.dm('I live in Oslo')
  const kept = redis.passed('I live in Oslo')

  redis.open()
  await kept
  const before = await readRedisAsText(bot.keyPrefix)
  novel.says(' there was a king.').ends()
  await discord.reply(last)

  expect(before).toContain('I live in Oslo')
  expect(botMessages(discord, ada.dmChannel)).toHaveLength(2)
})

test('the answer is kept, too, when Redis goes while the model thinks', async ({ discord, bot, model, redis, ada }) => {
  const calling = model.nextCall()
  const question = await ada.dm('I moved to Oslo')
  const call = await calling
  redis.cut()
  call.says('Lovely city.').ends()
  const reply = await discord.reply(question)
  await bot.logged('memory unavailable: answer queued')
  const told = redis.passed('Lovely city.')
  redis.open()
  await told

  await discord.reply(await ada.dm('where do I live?'))

  expect(reply.content).toBe('Lovely city.')
  expect(model.calls[1]?.window.map(({ content }) => content)).toEqual(['I moved to Oslo', 'Lovely city.'])
})

test('what Redis has taken, and lost as it came back, is kept once more with its answer', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  const greeted = redis.passed('You said: Hello')
  await discord.reply(await ada.dm('Hello'))
  await greeted
  const calling = model.nextCall()
  const question = await ada.dm('I live in Oslo')
  const call = await calling
  redis.cut()
  call.says('You said: one').ends()
  await discord.reply(question)
  await bot.logged('answer queued')
  const direct = new Redis(inject('redisUrl'))
  const keys = createKeys(bot.keyPrefix)
  const of = { user: ada.id, channel: ada.dmChannel.id }
  await direct.hdel(keys.claims, `${of.user}:${of.channel}:${question.id}`)
  await direct.hdel(keys.log(of), `q:${question.id}`)
  await direct.zrem(keys.turns(of), `${question.id.padStart(20, '0')}0`)
  await direct.del(keys.message(question.id))
  direct.disconnect()
  redis.open()
  await bot.logged('Redis is back')
  await discord.reply(await ada.dm('and now?'))

  expect(model.calls.at(-1)?.window.map(({ content }) => content)).toContain('I live in Oslo')
})

test('what is edited, and answered anew, while Redis is gone is kept with that answer', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  const kept = redis.passed('You said: one')
  const question = await ada.dm('one')
  await discord.reply(question)
  await kept
  redis.cut()
  await ada.edits(question, 'two')
  await waitForText(discord, ada.dmChannel, 'You said: two')
  redis.open()
  await bot.logged('Redis is back')
  await discord.reply(await ada.dm('and now?'))

  expect(model.calls.at(-1)?.window.map(({ content }) => content)).toEqual(['two', 'You said: two'])
})

test('what is deleted while Redis is gone goes from memory when it is back', async ({ discord, bot, redis, ada }) => {
  const slip = await ada.dm('my PIN is 4711')
  await discord.reply(slip)
  redis.cut()
  await ada.deletes(slip)
  await bot.logged('memory unavailable: deletion queued')
  const told = redis.passed(`message:${slip.id}`)
  redis.open()
  await told
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
})

test('a message deleted while Redis is gone is gone as well where the bot was stopped before it was back', async ({
  discord,
  bot,
  redis,
  ada,
}) => {
  const slip = await ada.dm('my PIN is 4711')
  const kept = redis.passed('You said: my PIN is 4711')
  const { message } = await discord.reply(slip)
  await kept
  redis.cut()
  await ada.deletes(slip)
  await bot.logged('memory unavailable: deletion queued')
  await bot.stop()
  redis.open()

  await bot.start()
  await discord.reply(await ada.dm('hello'))
  await discord.until(() => !discord.messages(ada.dmChannel).some(({ id }) => id === message.id))
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
})

test('a bot that starts while Redis is gone answers, and listens where it did when Redis is back', async ({
  discord,
  bot,
  redis,
  ada,
  bob,
  general,
}) => {
  await ada.command('listen', { state: 'on' }, { in: general })
  redis.cut()
  await bot.restart()
  const without = await discord.reply(await bob.says(general, 'anybody?', { mention: true }))
  const told = redis.passed('listening\r\n') // how it listens, not whether that has changed
  redis.open()
  await told

  const heard = await discord.reply(await bob.says(general, 'good morning'))

  expect(without.content).toBe(withNote('You said: anybody?'))
  expect(heard.content).toBe('You said: good morning')
})

test('a command that needs the memory says that it is away', async ({ redis, ada, general }) => {
  redis.cut()

  const answer = await ada.command('listen', { state: 'on' }, { in: general })

  expect(answer.content).toBe(en.commands.memoryAway)
})

test('what another process has answered together while it knew of memory is not answered one by one where Redis goes', async ({
  discord,
  model,
  redis,
  ada,
}) => {
  redis.cut()
  const calling = model.nextCall()
  const first = await ada.dm('I go to Oslo.')
  const call = await calling
  const others = [await ada.dm('What do I need?'), await ada.dm('Only for three days.')]
  await answerElsewhere(discord, [first, ...others], 'A raincoat.')
  const last = await ada.dm('Thanks!')
  call.says('Fine.').ends()
  await discord.reply(last)
  redis.open()

  expect(botMessages(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['A raincoat.', expect.any(String)])
})

test('nor is what it has answered together with something earlier of which this process knows nothing', async ({
  discord,
  model,
  redis,
  ada,
}) => {
  redis.cut()
  const calling = model.nextCall()
  const second = await ada.dm('What do I need?')
  const call = await calling
  const earlier = { ...second, id: `${BigInt(second.id) - 1n}` }
  await answerElsewhere(discord, [earlier, second, await ada.dm('Only for three days.')], 'A raincoat.')
  const last = await ada.dm('Thanks!')
  call.says('Fine.').ends()
  await discord.reply(last)
  redis.open()

  expect(botMessages(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['A raincoat.', expect.any(String)])
})
