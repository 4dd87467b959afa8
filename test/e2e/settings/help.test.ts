import { describe, expect } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { messageOf } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'

const { help } = en
const answered = { until: 'answered' } as const

describe.concurrent('/help', () => {
  test('tells each person what there is for them where they ask, with buttons that open it', async ({
    ada,
    bob,
    general,
  }) => {
    const ofBob = await bob.command('help', {}, { in: general })
    const ofAda = await ada.command('help', {}, { in: general })
    const direct = await bob.command('help')
    const privacy = await bob.clicks(messageOf(ofBob), help.buttons.privacy, answered)
    const known = await bob.clicks(messageOf(ofBob), help.buttons.know, answered)
    const settings = await ada.clicks(messageOf(ofAda), help.buttons.settings, answered)

    expect([ofBob.ephemeral, privacy.ephemeral, known.ephemeral, settings.ephemeral]).toEqual([true, true, true, true])
    expect(ofBob.text.split('\n').filter(Boolean)).toEqual([help.title, help.talk, help.remember, help.yours])
    expect(ofAda.text).toContain(help.admins)
    expect(direct.text).toContain(help.talkDirect)
    expect(ofBob.controls.map(({ label }) => label)).toEqual([help.buttons.know, help.buttons.privacy])
    expect(privacy.text).toContain(en.privacy.memoryOn)
    expect(known.text).toContain(en.know.nothing)
    expect(settings.text).toContain(en.settings.titleChannel(`<#${general.id}>`))
  })

  test('in their language, with what is different in this place', async ({ ada, bob, general }) => {
    bob.locale = 'de'
    await ada.command('server-memory', { state: 'off' }, { in: general })
    await ada.command('listen', { state: 'on' }, { in: general })
    const { text } = await bob.command('help', {}, { in: general })

    expect(text).toContain(`${de.help.talk} ${de.help.every}`)
    expect(text).toContain(de.privacy.serverOff)
  })

  test('names no talk to whom the bot may not answer, and leaves them what is theirs', { concurrent: false }, async ({
    bot,
    bob,
    general,
  }) => {
    await bot.restart({ DENIED_USERS: bob.id })
    const { text, controls } = await bob.command('help', {}, { in: general })

    expect(text).toContain(en.access.user)
    expect(text).not.toContain(help.talk)
    expect(controls.map(({ label }) => label)).toEqual([help.buttons.know, help.buttons.privacy])
  })
})

test('a server that the bot joins is greeted once, in its language; the buttons are for everybody, each for themselves', async ({
  discord,
  bot,
  bob,
  cleo,
}) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob, members: [cleo], withBot: false })
  const channel = discord.channel('general', guild)
  guild.preferred_locale = 'de' as typeof guild.preferred_locale
  const other = await bot.another()
  discord.addBot(guild)
  await Promise.race([bot.logged('greeted a new server'), other.logged('greeted a new server')])
  const [greeting] = discord.messages(channel)
  if (greeting === undefined) throw new Error('Nobody was greeted.')
  const shown = await cleo.clicks(greeting, de.help.buttons.show, answered)
  const privacy = await bob.clicks(greeting, de.help.buttons.privacy, answered)

  discord.removeBot(guild, { outage: true })
  discord.addBot(guild)
  await discord.reply(await bob.says(channel, 'Hi', { mention: true }))
  await bot.restart()
  await discord.reply(await bob.says(channel, 'Hi again', { mention: true }))
  await bot.restart()

  expect(greeting.content).toContain('`/settings`')
  expect(greeting.content.slice(0, 12)).toBe(de.help.hello('').slice(0, 12))
  expect([shown.ephemeral, privacy.ephemeral]).toEqual([true, true])
  expect(shown.text).toContain(help.title)
  expect(privacy.text).toContain(en.privacy.title)
  const greetings = discord.messages(channel).filter(({ content }) => content === greeting.content)
  expect(greetings).toHaveLength(1)
})

test('no server is greeted that is left at once, nor a channel where the bot may not write or answer', async ({
  discord,
  bot,
  bob,
}) => {
  const denied = discord.createGuild({ name: 'Not allowed', owner: bob, withBot: false })
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob, withBot: false })
  const channel = discord.channel('general', guild)
  await bot.restart({ DENIED_SERVERS: denied.id, DENIED_CHANNELS: channel.id })
  discord.addBot(denied)
  await bot.logged('left a server that is not allowed')
  discord.addBot(guild)
  await bot.logged('joined a server, with no channel to greet in', bot.log.length - 1)

  const said = [...discord.messages(channel), ...discord.messages(discord.channel('general', denied))]
  const isGreeting = (content: string) => content.includes('/settings')
  expect(said.filter(({ content }) => isGreeting(content))).toEqual([])
})
