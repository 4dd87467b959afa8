import { expect, inject, onTestFinished } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { pressButton } from '../support/panels.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test } from '../support/running-bot.ts'

const LEFT = 'left a server that is not allowed'

test('a server that is not allowed is left, after a word in its channel for such things, in its language', async ({
  discord,
  bot,
  bob,
}) => {
  await bot.restart({ ALLOWED_SERVERS: discord.guild.id })
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob, withBot: false })
  const channel = discord.channel('general', guild)
  guild.system_channel_id = channel.id
  guild.preferred_locale = 'de' as typeof guild.preferred_locale
  discord.addBot(guild)
  const line = await bot.logged(LEFT)

  expect(guild.hasBot).toBe(false)
  expect(discord.guild.hasBot).toBe(true)
  expect(discord.messages(channel).map(({ content }) => content)).toEqual([de.access.leaving])
  expect(line).toMatchObject({ guild: guild.id, told: 'channel', because: 'unlisted', setting: 'ALLOWED_SERVERS' })
})

test('where there is no such channel, whoever runs it is told; once by several processes, also of what they find at the start', async ({
  discord,
  bot,
  bob,
}) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  await bot.stop()
  const settings = { DENIED_SERVERS: guild.id }
  const [, other] = await Promise.all([bot.start(settings), bot.another(settings)])
  const line = await Promise.race([bot.logged(LEFT), other.logged(LEFT)])
  const told = discord.messages(bob.dmChannel).map(({ content }) => content)

  expect(guild.hasBot).toBe(false)
  expect(told).toEqual([en.access.leaving])
  expect(line).toMatchObject({ told: 'owner', because: 'denied', setting: 'DENIED_SERVERS' })
})

test('an owner who allows one server is asked first which ones would be left, and can stop it', async ({
  discord,
  bot,
  ada,
  bob,
  general,
}) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  const asked = await ada.command('access', { rule: 'allow', server: discord.guild.id }, { in: general })
  const [question, stays] = [asked.text, guild.hasBot]
  await pressButton(ada, asked, en.access.confirm)
  await bot.logged(LEFT)

  expect(question).toContain(en.access.wouldLeave(1, 'Bob’s'))
  expect(stays).toBe(true)
  expect(guild.hasBot).toBe(false)
  expect(discord.guild.hasBot).toBe(true)
})

test('a server that an owner allowed by command is not left while that can’t be read', async ({
  discord,
  bot,
  ada,
  bob,
  general,
}) => {
  const redis = await new RedisProxy(inject('redisUrl')).listen()
  onTestFinished(() => redis.close())
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  await bot.restart({ REDIS_URL: redis.url, ALLOWED_SERVERS: discord.guild.id, DENIED_SERVERS: '' })
  await bot.logged(LEFT)
  await ada.command('access', { rule: 'allow', server: guild.id }, { in: general })
  discord.addBot(guild)
  await bot.stop()
  redis.cut()
  await bot.start()
  await discord.reply(await ada.dm('Hello'))
  const staysMeanwhile = guild.hasBot
  redis.open()
  await bot.logged('what owners set by command is known now')
  const answer = await discord.reply(await bob.says(discord.channel('general', guild), 'Hello', { mention: true }))

  expect(staysMeanwhile).toBe(true)
  expect(answer.content).toContain('You said: Hello')
  expect(bot.log.filter(({ msg }) => msg === LEFT)).toHaveLength(1)
})
