import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { test } from '../support/running-bot.ts'

const gateway = (discord: Loopback, what: 'identified' | 'resumed') =>
  discord.until(happening => happening.kind === 'gateway' && happening.what === what, { timeout: 20_000 })

const answers = (discord: Loopback, channel: { id: string }) =>
  discord
    .messages(channel)
    .filter(({ author }) => author.id === discord.botId)
    .map(({ content }) => content)

test('what is said while the connection is cut is answered once, when it is resumed', async ({
  discord,
  model,
  ada,
  bob,
}) => {
  await discord.reply(await ada.dm('one'))
  const resumed = gateway(discord, 'resumed')

  discord.disconnect()
  const [two, three] = [await ada.dm('two'), await bob.dm('three')]
  await resumed
  await Promise.all([two, three].map(question => discord.reply(question)))
  await discord.reply(await ada.dm('four'))

  expect(answers(discord, ada.dmChannel)).toEqual(['You said: one', 'You said: two', 'You said: four'])
  expect(answers(discord, bob.dmChannel)).toEqual(['You said: three'])
  expect(model.calls).toHaveLength(4)
})

test('what Discord tells again after a resume is not answered again', async ({ discord, model, ada, bob }) => {
  const answered = await ada.dm('one')
  await discord.reply(answered)
  const asked = model.nextCall()
  const open = await ada.dm('two')
  const call = await asked
  const resumed = gateway(discord, 'resumed')

  discord.disconnect()
  discord.redeliver(answered)
  discord.redeliver(open)
  await resumed
  await discord.reply(await bob.dm('three'))
  call.says('Two it is.').ends()
  await discord.reply(open)
  await discord.reply(await ada.dm('four'))

  expect(answers(discord, ada.dmChannel)).toEqual(['You said: one', 'Two it is.', 'You said: four'])
  expect(model.calls).toHaveLength(4)
})

test('an answer under way is not hurt by a cut connection', async ({ discord, model, ada }) => {
  const asked = model.nextCall()
  const question = await ada.dm('Tell me a story.')
  const call = await asked
  const resumed = gateway(discord, 'resumed')

  discord.disconnect()
  call.says('Once upon a time').says(' it ended.').ends()
  const reply = await discord.reply(question)
  await resumed

  expect(reply.content).toBe('Once upon a time it ended.')
})

describe.concurrent('the bot comes back', { timeout: 40_000 }, () => {
  test('when Discord asks it to reconnect', async ({ discord, bot, ada }) => {
    const resumed = gateway(discord, 'resumed')
    discord.askToReconnect()
    await resumed

    const reply = await discord.reply(await ada.dm('Still there?'))

    expect(reply.content).toBe('You said: Still there?')
    expect(bot.lost).toEqual([])
  })

  test.for([
    ['over for good', false, 'identified'],
    ['to be resumed', true, 'resumed'],
  ] as const)(
    'when Discord says that the session is %s, and answers what was said in between',
    async ([, resumable, what], { discord, bot, ada, bob, general }) => {
      await discord.reply(await ada.dm('Hello'))
      const connected = gateway(discord, what)
      discord.invalidateSessions({ resumable })
      const between = [await ada.dm('Are you there?'), await bob.says(general, 'And here?', { mention: true })]
      await connected

      for (const message of between) await discord.reply(message, { timeout: 15_000 })
      const reply = await discord.reply(await ada.dm('Still there?'))

      expect(reply.content).toBe('You said: Still there?')
      expect(bot.lost).toEqual([])
    },
  )

  test('when its session can’t be resumed any more', async ({ discord, bot, ada }) => {
    const identified = gateway(discord, 'identified')
    discord.disconnect({ resumable: false })
    await identified

    const reply = await discord.reply(await ada.dm('Still there?'))

    expect(reply.content).toBe('You said: Still there?')
    expect(bot.lost).toEqual([])
  })

  test.for([
    [4000, 'resumed'],
    [4008, 'identified'],
  ] as const)('when Discord closes the connection with %i', async ([code, what], { discord, bot, ada }) => {
    const back = gateway(discord, what)
    discord.disconnect({ code })
    await back

    const reply = await discord.reply(await ada.dm('Still there?'))

    expect(reply.content).toBe('You said: Still there?')
    expect(bot.lost).toEqual([])
  })
})

describe('a gateway that has gone silent', () => {
  test.override('loopback', { heartbeatInterval: 300 })

  test('is left for a new connection', async ({ discord, bot, ada }) => {
    const resumed = gateway(discord, 'resumed')
    discord.answersHeartbeats = false
    await resumed
    discord.answersHeartbeats = true

    const reply = await discord.reply(await ada.dm('Still there?'))

    expect(reply.content).toBe('You said: Still there?')
    expect(bot.lost).toEqual([])
  })
})
