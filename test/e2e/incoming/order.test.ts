import { describe, expect } from 'vitest'
import { test } from '../support/running-bot.ts'

test('messages of one conversation are answered in order, and each knows the answer before', async ({
  discord,
  model,
  ada,
}) => {
  const first = await ada.dm('one')
  await discord.reply(first)
  const second = await ada.dm('two')
  await discord.reply(second)
  const third = await ada.dm('three')

  const replies = await Promise.all([first, second, third].map(question => discord.reply(question)))

  expect(replies.map(({ content }) => content)).toEqual(['You said: one', 'You said: two', 'You said: three'])
  expect(model.calls[2]?.window.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two', 'You said: two'])
})

test('while one user waits for the model others are answered, and their own next message waits', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  const calling = model.nextCall()
  const slow = await ada.says(general, 'write a novel', { mention: true })
  const novel = (await calling).says('Once upon')
  await discord.reply(slow) // what is shown after a second and a half
  const waiting = await ada.says(general, 'and its title?', { mention: true })

  const elsewhere = await discord.reply(await ada.dm('a quick one'))
  const other = await discord.reply(await bob.says(general, 'what time is it?', { mention: true }))
  const askedMeanwhile = model.calls.length
  novel.says(' a time.').ends()
  const [written, titled] = [await discord.reply(slow), await discord.reply(waiting)]

  expect(elsewhere.content).toBe('You said: a quick one')
  expect(other.content).toBe('You said: what time is it?')
  expect(askedMeanwhile).toBe(3)
  expect(written.message.content).toBe('Once upon a time.')
  expect(titled.content).toBe('You said: and its title?')
  expect(model.calls[3]?.window).toEqual([
    { role: 'user', content: 'write a novel' },
    { role: 'assistant', content: 'Once upon a time.' },
  ])
})

test('a failed answer does not keep the next message waiting', async ({ discord, model, ada }) => {
  model.plays(call => call.refuses(401))
  const failed = await discord.reply(await ada.dm('one'))
  const answered = await discord.reply(await ada.dm('two'))

  expect(failed.content).toContain('key')
  expect(answered.content).toBe('You said: two')
})

test('a message that Discord delivers again is answered once', async ({ discord, model, ada }) => {
  const calling = model.nextCall()
  const question = await ada.dm('say it once')
  const call = await calling
  discord.redeliver(question)
  call.says('Once.').ends()
  await discord.reply(question)
  discord.redeliver(question)

  await discord.reply(await ada.dm('thanks'))

  expect(model.calls).toHaveLength(2)
  expect(discord.messages(ada.dmChannel).filter(({ author }) => author.bot)).toHaveLength(2)
})

test('nor is it answered again after a restart', async ({ discord, bot, model, ada }) => {
  const question = await ada.dm('say it once')
  await discord.reply(question)
  await bot.restart()
  discord.redeliver(question)

  await discord.reply(await ada.dm('thanks'))

  expect(model.calls).toHaveLength(2)
  expect(discord.messages(ada.dmChannel).filter(({ author }) => author.bot)).toHaveLength(2)
})

test('two processes side by side, as during a rolling restart, answer each message once', async ({
  discord,
  bot,
  model,
  ada,
  bob,
}) => {
  const calling = model.nextCall()
  const early = await ada.dm('asked before')
  const call = await calling
  await bot.another()
  discord.redeliver(early)

  for (const text of ['one', 'two', 'three']) await discord.reply(await bob.dm(text))
  call.says('Answered by who began it.').ends()
  const reply = await discord.reply(early)
  await bot.end()

  expect(reply.content).toBe('Answered by who began it.')
  expect(model.calls).toHaveLength(4)
  expect(discord.messages(ada.dmChannel)).toHaveLength(2)
  expect(discord.messages(bob.dmChannel)).toHaveLength(6)
})

test('the new process goes on where the old one has ended', async ({ discord, bot, model, ada }) => {
  const before = await ada.dm('I like tea.')
  await discord.reply(before)
  await bot.another()
  await bot.stop()
  discord.redeliver(before)

  await discord.reply(await ada.dm('What do I like?'))

  expect(model.calls).toHaveLength(2)
  expect(model.calls[1]?.window[0]?.content).toBe('I like tea.')
})

test('a post that Discord took but did not confirm is not posted twice', async ({ discord, ada }) => {
  discord.fail({ method: 'POST', path: /\/messages$/u, status: 502, served: true })
  const question = await ada.dm('hello')

  await discord.until(
    happening => happening.kind === 'request' && happening.route.endsWith('/messages') && happening.status === 200,
  )
  await discord.reply(await ada.dm('and again'))

  const posted = discord.messages(ada.dmChannel).filter(({ author }) => author.bot)
  expect(posted.map(({ content }) => content)).toEqual(['You said: hello', 'You said: and again'])
  expect(posted[0]?.nonce).toBe(`${question.id}.0`)
  expect(discord.requests.filter(({ status }) => status === 502)).toHaveLength(1)
})

describe('fifty people at once', () => {
  const people = Array.from({ length: 50 }, (_, i) => `Guest ${i + 1}`)
  test.override({ loopback: { channelLimits: false, requestsPerSecond: null }, acquainted: people })

  test('in one channel and in DMs each get their own answer to their own question', async ({
    discord,
    model,
    general,
  }) => {
    const questions = await Promise.all(
      people.flatMap(name => [
        discord.user(name).says(general, `${name} asks aloud`, { mention: true }),
        discord.user(name).dm(`${name} asks in private`),
      ]),
    )

    const replies = await Promise.all(questions.map(question => discord.reply(question, { timeout: 20_000 })))

    const own = people.flatMap(name => [`You said: ${name} asks aloud`, `You said: ${name} asks in private`])
    expect(replies.map(({ content }) => content)).toEqual(own)
    expect(replies.map(({ message }) => message.message_reference?.message_id)).toEqual(questions.map(({ id }) => id))
    expect(replies.every(({ message }, i) => message.channel_id === questions[i]?.channel_id)).toBe(true)
    expect(model.calls).toHaveLength(100)
    expect(model.calls.every(({ window }) => window.length === 0)).toBe(true)
  })
})
