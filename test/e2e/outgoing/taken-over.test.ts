import { PermissionFlagsBits } from 'discord.js'
import { expect } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { test } from '../support/running-bot.ts'
import { waitForText } from '../support/wait-for.ts'

const patient = { timeout: 20_000 }

test('of an answer that a second edit took over nothing stays', async ({ discord, bot, model, ada }) => {
  const mine = () => discord.messages(ada.dmChannel).filter(({ author }) => author.id === discord.botId)
  const question = await ada.dm('Tell me something short.')
  await discord.reply(question)
  const asked = model.nextCall()
  await ada.edits(question, 'Tell me something long.')
  const second = discord.until(({ kind }) => kind === 'message', { ...patient, channelId: ada.dmChannel.id })
  const call = await asked
  call.says('word '.repeat(600))
  await second
  const gone = discord.until(({ kind }) => kind === 'delete', patient)
  model.plays(again => again.says('Brief.').ends())
  await ada.edits(question, 'Tell me something short after all.')

  await gone
  await bot.stop()

  expect(mine().map(({ content }) => content)).toEqual(['Brief.'])
})

test('an answer anew that a restart cut off is finished over the old one', async ({ discord, bot, model, ada }) => {
  model.plays(call => call.says('word '.repeat(600)).ends())
  const second = discord.until(
    happening => happening.kind === 'message' && happening.message.nonce?.toString().endsWith('.1') === true,
  )
  const question = await ada.dm('Tell me something long.')
  const { parts } = await discord.reply(question)
  await second
  const asked = model.nextCall()
  await ada.edits(question, 'Something short, please.')
  await asked
  await bot.stop()
  model.plays(call => call.says('Brief.').ends())
  const gone = discord.until(({ kind }) => kind === 'delete', patient)

  await bot.start()
  await gone
  await bot.stop()

  expect(parts[0]?.content).toBe('Brief.')
  expect(discord.messages(ada.dmChannel).filter(({ author }) => author.id === discord.botId)).toHaveLength(1)
})

test('what was begun for several messages goes where the last of them is deleted meanwhile', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const first = (await Promise.all([ada.dm('one'), model.nextCall()]))[0]
  const begun = discord.until(({ kind }) => kind === 'message', { ...patient, channelId: ada.dmChannel.id })
  const [second, call] = await Promise.all([ada.dm('two'), model.nextCall()])
  await begun
  const shown = discord.reply(second)
  call.says('Both of')
  await shown
  await bot.stop()
  await ada.deletes(second)

  await bot.start()
  const reply = await discord.reply(first)
  await bot.stop()

  const all = discord.messages(ada.dmChannel).filter(({ author }) => author.id === discord.botId)
  expect(all.map(({ content }) => content)).toEqual([reply.content])
  expect(reply.content).toContain('You said: one')
})

test('what another process takes away of the earlier answer to an edited message does not end the new one', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  model.plays(call => call.says('word '.repeat(600)).ends())
  const second = discord.until(
    happening => happening.kind === 'message' && happening.message.nonce?.toString().endsWith('.1') === true,
  )
  const question = await ada.dm('Tell me something long.')
  const { parts } = await discord.reply(question)
  const { message: rest } = (await second) as { message: StoredMessage }
  const asked = model.nextCall()
  await ada.edits(question, 'Something short, please.')
  const call = await asked
  await fetch(`${discord.url}/v10/channels/${ada.dmChannel.id}/messages/${rest.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bot ${discord.token}` },
  })
  call.says('Brief.').ends()
  await waitForText(discord, ada.dmChannel, 'Brief.')
  await bot.stop()

  expect(parts[0]?.content).toBe('Brief.')
  expect(discord.messages(ada.dmChannel).filter(({ author }) => author.id === discord.botId)).toHaveLength(1)
})

test('no model is asked where the bot may not write', async ({ discord, bot, model, cleo, general }) => {
  const news = discord.createChannel({ name: 'news' })
  discord.denyBot(news, PermissionFlagsBits.SendMessages)
  await cleo.says(news, 'Are you there?', { mention: true })

  await discord.reply(await cleo.says(general, 'And here?', { mention: true }))

  expect(model.calls).toHaveLength(1)
  expect(discord.requests.filter(({ status }) => status === 403)).toEqual([])
  expect(bot.lost).toEqual([])
})

test('the bot answers while Discord does not take its commands, and tells them again', async ({
  discord,
  bot,
  ada,
}) => {
  await bot.stop()
  discord.fail({ method: 'PUT', path: /commands/u, status: 503, times: 2 })
  await bot.start()
  const reply = await discord.reply(await ada.dm('Are you there?'))
  const told = ({ method, status }: { method: string; status: number }) => method === 'PUT' && status === 200
  const before = discord.requests.filter(told).length
  await discord.until(happening => happening.kind === 'request' && told(happening), patient)

  expect(reply.content).toBe('You said: Are you there?')
  expect(before).toBe(1)
})
