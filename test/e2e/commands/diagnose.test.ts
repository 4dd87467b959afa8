import { PermissionFlagsBits } from 'discord-api-types/v10'
import { expect } from 'vitest'
import { test } from '../support/running-bot.ts'

test('an owner reads why nothing is answered in a channel, and what failed lately', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  const lobby = discord.createChannel({ name: 'lobby' })
  discord.denyBot(lobby, PermissionFlagsBits.SendMessages)
  await bob.says(lobby, 'Hello?', { mention: true })
  model.plays(call => call.refuses(401))
  await discord.reply(await bob.says(general, 'Hello?', { mention: true }))
  await bot.logged('the model server refuses the key')
  const diagnose = async () => (await ada.command('diagnose', { person: bob.user }, { in: lobby })).text
  // Bob reads why before the bot has noted it.
  await expect.poll(diagnose).toContain(`<#${general.id}> <@${bob.id}>: \`modelKeyRefused\``)

  const here = await diagnose()

  expect(here).toContain('❌ I lack permissions here: Send Messages.')
  expect(here).toContain('No answer yet since I started.')
  expect(here).toContain(`<#${lobby.id}> <@${bob.id}>: \`noPermission\``)
  expect(here).toContain('No limit keeps me from answering.')
  expect(here).toMatch(/❌ chat: the model server refuses the key\. Copy the key of .* into OPENAI_API_KEY again/u)
  expect(here).toContain('✅ redis')
})

test('an owner reads that all is well, and when the last answer was', async ({ discord, bot, ada, bob, general }) => {
  await discord.reply(await bob.says(general, 'Hello?', { mention: true }))
  await bot.logged('answered')
  const here = (await ada.command('diagnose', {}, { in: general })).text

  expect(here).not.toMatch(/❌|⚠️/u)
  expect(here.match(/My last answer: <t:\d+:R>\./gu)).toHaveLength(2)
  expect(here).toContain('Nothing since I started.')
})

test('somebody who is too quick, or has spent their tokens, is known as such', async ({
  discord,
  bot,
  ada,
  bob,
  general,
}) => {
  await bot.restart({ MESSAGES_PER_MINUTE: '1', DAILY_TOKENS_PER_USER: '1' })
  await discord.reply(await bob.says(general, 'Hello?', { mention: true }))
  await expect
    .poll(async () => (await ada.command('diagnose', { person: bob.user }, { in: general })).text)
    .toMatch(/❌ You are quick!.*❌ That was all I may answer you today/su)
})

test('who is no owner of the bot reads nothing, also where they run the server', async ({ discord, bob }) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  const told = await bob.command('diagnose', {}, { in: discord.channel('general', guild) })

  expect(told.text).toBe("That is for the bot's owners only.")
})
