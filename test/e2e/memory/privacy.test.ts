import { type APIOverwrite, OverwriteType, PermissionFlagsBits } from 'discord.js'
import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { test } from '../support/running-bot.ts'

const VIEW = PermissionFlagsBits.ViewChannel.toString()

/** For members with the staff role, and the bot, only. */
function staffOnly(discord: Loopback): APIOverwrite[] {
  const allowed = discord.guild.roles.filter(({ name }) => ['staff', 'keepsake'].includes(name.toLowerCase()))
  return [
    { id: discord.guild.id, type: OverwriteType.Role, allow: '0', deny: VIEW },
    ...allowed.map(({ id }) => ({ id, type: OverwriteType.Role, allow: VIEW, deny: '0' })),
  ]
}

test('what one says in the DM, among staff, in threads or in another server never shows in #general', async ({
  discord,
  model,
  bob,
  general,
  staff,
}) => {
  const elsewhere = discord.createGuild({ name: 'Elsewhere', owner: bob })
  const secretThread = discord.createThread(general, { name: 'plans', isPrivate: true, owner: bob })
  const places = [bob.dmChannel, staff, secretThread, discord.channel('general', elsewhere)]
  for (const [i, place] of places.entries()) {
    await discord.reply(await bob.says(place, `secret number ${i}`, { mention: true }))
  }

  await discord.reply(await bob.says(general, 'what is my secret?', { mention: true }))

  expect(model.calls).toHaveLength(5)
  expect(model.calls[4]?.window).toEqual([])
  expect(model.calls[4]?.text).not.toContain('secret number')
})

test('a question that waits while its channel is opened to everyone is answered with what everyone may hear', async ({
  discord,
  model,
  bob,
  staff,
  ada,
}) => {
  await discord.reply(await bob.says(staff, 'the layoffs are in May', { mention: true }))
  const first = model.nextCall()
  const asked = await bob.says(staff, 'how are you?', { mention: true })
  const answering = (await first).says('Fine')
  await discord.reply(asked) // what is shown after a second and a half
  const waiting = await bob.says(staff, 'when are the layoffs?', { mention: true })
  await discord.reply(await ada.dm('hello')) // events come in order: the bot knows what waits

  discord.changeChannel(staff, { overwrites: [] })
  answering.says('.').ends()
  await discord.reply(waiting)

  expect(answering.text).toContain('the layoffs are in May')
  expect(model.calls).toHaveLength(4)
  expect(model.calls[3]?.question).toContain('when are the layoffs?')
  expect(model.calls[3]?.text).not.toContain('in May')
})

test('nobody finds another person’s words in their own conversation, in the very same channel', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  await discord.reply(await ada.says(general, 'I collect stamps', { mention: true }))
  await discord.reply(await bob.says(general, 'I collect shells', { mention: true }))

  await discord.reply(await ada.says(general, 'what do I collect?', { mention: true }))

  expect(model.calls[1]?.window).toEqual([])
  expect(model.calls[2]?.window).toEqual([
    { role: 'user', content: 'I collect stamps' },
    { role: 'assistant', content: 'You said: I collect stamps' },
  ])
})

describe('without what others said in the channel', () => {
  test.override({ settings: { CHANNEL_CONTEXT_MESSAGES: '0' } })

  test('nothing of others stands in a prompt at all', async ({ discord, model, ada, bob, general }) => {
    await discord.reply(await bob.says(general, 'I collect shells', { mention: true }))
    await discord.reply(await bob.dm('and lies'))

    await discord.reply(await ada.says(general, 'what does Bob collect?', { mention: true }))
    await discord.reply(await ada.dm('what does Bob collect?'))

    expect(
      model.calls
        .slice(2)
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/shells|lies/u)
  })
})

test('what was said while a channel was private is not heard there once it is public, and again when it is private', async ({
  discord,
  model,
  bob,
  staff,
}) => {
  await discord.reply(await bob.says(staff, 'the bonus is 500', { mention: true }))

  discord.changeChannel(staff, { overwrites: [] })
  await discord.reply(await bob.says(staff, 'hello everybody', { mention: true }))
  discord.changeChannel(staff, { overwrites: staffOnly(discord) })
  await discord.reply(await bob.says(staff, 'only us again', { mention: true }))

  expect(model.calls[1]?.text).not.toContain('bonus')
  expect(model.calls[1]?.window).toEqual([])
  expect(model.calls[2]?.window.map(({ content }) => content)).toEqual([
    'the bonus is 500',
    'You said: the bonus is 500',
    'hello everybody',
    'You said: hello everybody',
  ])
})

test('a channel becomes public when everyone in the server may see it by their role', async ({
  discord,
  model,
  bob,
  staff,
}) => {
  await discord.reply(await bob.says(staff, 'the bonus is 500', { mention: true }))
  const opened = staffOnly(discord).map(overwrite =>
    overwrite.id === discord.guild.id ? { ...overwrite, allow: VIEW, deny: '0' } : overwrite,
  )

  discord.changeChannel(staff, { overwrites: opened })
  await discord.reply(await bob.says(staff, 'hello everybody', { mention: true }))

  expect(model.calls[1]?.text).not.toContain('bonus')
})

test('a public thread is as private as its channel', async ({ discord, model, bob, staff }) => {
  const thread = discord.createThread(staff, { name: 'budget', owner: bob })
  await discord.reply(await bob.says(thread, 'we have 900 left', { mention: true }))

  discord.changeChannel(staff, { overwrites: [] })
  await discord.reply(await bob.says(thread, 'hello everybody', { mention: true }))

  expect(model.calls[1]?.window).toEqual([])
  expect(model.calls[1]?.text).not.toContain('900')
})

test('an edit of a question does not make public what was private when it was asked', async ({
  discord,
  model,
  bob,
  staff,
}) => {
  discord.changeChannel(staff, { overwrites: [] })
  const question = await bob.says(staff, 'hello', { mention: true })
  const { message } = await discord.reply(question)
  discord.changeChannel(staff, { overwrites: staffOnly(discord) })
  const rewritten = discord.until(happening => happening.kind === 'edit' && happening.message.id === message.id)
  await bob.edits(question, `<@${discord.botId}> the bonus is 500`)
  await rewritten

  discord.changeChannel(staff, { overwrites: [] })
  await discord.reply(await bob.says(staff, 'hello everybody', { mention: true }))

  expect(model.calls[1]?.question).toContain('bonus')
  expect(model.calls[2]?.text).not.toContain('bonus')
})
