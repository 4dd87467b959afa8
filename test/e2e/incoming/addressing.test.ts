import { MessageType } from 'discord.js'
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'

test('in a server a mention is answered, and nothing else', async ({ discord, model, general, ada, cleo, bob }) => {
  await ada.says(general, 'Lunch at noon?')
  await cleo.says(general, 'Yes!', { mentions: [ada] })

  const question = await bob.says(general, 'what is a capybara?', { mention: true })
  const reply = await discord.reply(question)

  expect(reply.content).toBe('You said: what is a capybara?')
  expect(model.calls).toHaveLength(1)
})

test('a mention of the role of the bot counts as well', async ({ discord, model, ada, general }) => {
  const role = discord.guild.roles.find(({ tags }) => tags?.bot_id === discord.botId)
  const other = discord.guild.roles.find(({ name }) => name === 'staff')
  await ada.says(general, `<@&${other?.id}> please tidy up`)

  const question = await ada.says(general, `<@&${role?.id}> hello you`)
  await discord.reply(question)

  expect(model.calls.map(call => call.question)).toEqual([expect.stringContaining('@keepsake hello you')])
})

test.for([true, false])(
  'a reply to what the bot said is answered, also if it pings nobody (ping: %s)',
  async (pingRepliedTo, { discord, general, ada, cleo }) => {
    const first = await discord.reply(await ada.says(general, 'name a bird', { mention: true }))

    const question = await cleo.says(general, 'and a fish', { replyTo: first.message, pingRepliedTo })
    const reply = await discord.reply(question)

    expect(reply.content).toBe('You said: and a fish')
    expect(reply.message.message_reference?.message_id).toBe(question.id)
  },
)

test('a reply to somebody else is not for the bot', async ({ discord, model, general, ada, bob, cleo }) => {
  const said = await ada.says(general, 'I brought cake')
  await bob.says(general, 'lovely', { replyTo: said })

  await discord.reply(await cleo.says(general, 'hello', { mention: true }))

  expect(model.calls).toHaveLength(1)
})

test('bots, webhooks, Discord’s own notes and the bot itself are never answered', async ({
  discord,
  model,
  general,
  ada,
  bob,
}) => {
  await ada.command('listen', { state: 'on' }, { in: general })
  const own = await discord.reply(await ada.says(general, 'say something'))
  await discord.otherBot('Echo').says(general, 'I am a bot, too', { mention: true })
  await discord.otherBot('Echo').says(general, 'answering you', { replyTo: own.message })
  discord.webhookSays(general, `<@${discord.botId}> build failed`)
  discord.systemMessage(general, MessageType.UserJoin, discord.user('Dan'))
  discord.systemMessage(general, MessageType.ChannelPinnedMessage)
  discord.systemMessage(general, MessageType.ThreadCreated, discord.user('Dan'), `<@${discord.botId}>`)
  discord.redeliver(own.message)

  await discord.reply(await bob.says(general, 'anybody there?'))

  expect(model.calls.map(call => call.question.split('\n').at(-1))).toEqual(['say something', 'anybody there?'])
})

test('where an admin switched listening on, everything is answered, also after a restart, until it is off again', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  const on = await ada.command('listen', { state: 'on' }, { in: general })
  const heard = await discord.reply(await bob.says(general, 'good morning'))
  await bot.restart()
  const heardAgain = await discord.reply(await bob.says(general, 'good evening'))

  const off = await ada.command('listen', { state: 'off' }, { in: general })
  await bob.says(general, 'good night')
  await discord.reply(await bob.says(general, 'sleep well', { mention: true }))
  await bot.restart()
  await bob.says(general, 'good morning again')
  await discord.reply(await bob.says(general, 'still there?', { mention: true }))

  expect([on.content, off.content]).toEqual([en.listen.on, en.listen.off])
  expect(on.ephemeral).toBe(true)
  expect([heard.content, heardAgain.content]).toEqual(['You said: good morning', 'You said: good evening'])
  expect(model.calls).toHaveLength(4)
})

test('listening is on in that one channel only', async ({ discord, model, ada, general, bob, staff }) => {
  await ada.command('listen', { state: 'on' }, { in: general })
  await bob.says(staff, 'between us')
  await bob.says(discord.channel('book club'), 'chapter three')

  await discord.reply(await bob.says(general, 'hello all'))

  expect(model.calls).toHaveLength(1)
})

test('whoever may not manage the channel can’t switch listening, though the server lets them use the command', async ({
  discord,
  model,
  general,
  cleo,
}) => {
  const listen = discord.commands().find(({ name }) => name === 'listen')
  expect(listen?.default_member_permissions).toBe(String(1n << 4n))
  if (listen !== undefined) listen.default_member_permissions = null

  const answer = await cleo.command('listen', { state: 'on' }, { in: general })
  await cleo.says(general, 'are you listening?')
  await discord.reply(await cleo.says(general, 'hello', { mention: true }))

  expect(answer.content).toBe(en.listen.needsPermission)
  expect(model.calls).toHaveLength(1)
})

describe('without the message-content intent', () => {
  test.override({ loopback: { privilegedIntents: false } })

  test('the bot starts all the same, says what that costs, and answers what is said to it', async ({
    discord,
    bot,
    model,
    general,
    ada,
    bob,
  }) => {
    await bob.says(general, 'I never told the bot')

    const inDm = await discord.reply(await ada.dm('hello in private'))
    const mentioned = await discord.reply(await ada.says(general, 'hello in public', { mention: true }))
    const replied = await discord.reply(await ada.says(general, 'hello again', { replyTo: mentioned.message }))

    expect([inDm.content, mentioned.content, replied.content]).toEqual([
      'You said: hello in private',
      'You said: hello in public',
      'You said: hello again',
    ])
    const line = await bot.logged('message-content intent')
    expect(line.msg).toMatch(/can’t listen to whole channels.*don’t see what others said/u)
    expect(line['whatToDo']).toMatch(/“Message Content Intent” under “Bot”/u)
    expect(bot.log.filter(({ level }) => level >= 40)).toEqual([line])
    expect(model.calls.map(call => call.text).join()).not.toContain('I never told the bot')
  })

  test('switching listening on is refused with the reason', async ({ discord, model, general, ada, bob }) => {
    const answer = await ada.command('listen', { state: 'on' }, { in: general })
    await bob.says(general, 'anybody?')
    await discord.reply(await bob.says(general, 'you then', { mention: true }))

    expect(answer.content).toBe(en.listen.needsIntent)
    expect(model.calls).toHaveLength(1)
  })

  test('a reply without a ping, of which Discord shows no words, is not silently dropped', async ({
    discord,
    model,
    general,
    ada,
  }) => {
    const first = await discord.reply(await ada.says(general, 'hello', { mention: true }))

    const unreadable = await discord
      .user('Cleo')
      .says(general, 'me too', { replyTo: first.message, pingRepliedTo: false })
    const note = await discord.reply(unreadable)

    expect(note.content).toBe(en.answers.unreadable)
    expect(model.calls).toHaveLength(1)
  })
})
