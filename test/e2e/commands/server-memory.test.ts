import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { serverMemory } = en

describe.concurrent('/server-memory', () => {
  test('off: nothing that is said in the server is kept, though it is answered; elsewhere all is as before', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    const off = await ada.command('server-memory', { state: 'off' }, { in: general })

    const reply = await discord.reply(await bob.says(general, 'I have a cat called Miso', { mention: true }))
    const thread = await discord.reply(await bob.says(discord.channel('book club'), 'I sail', { mention: true }))
    await discord.reply(await bob.says(general, 'What did I say?', { mention: true }))
    await bot.learned(bob)
    await discord.reply(await bob.dm('I like tea'))
    await bot.stop()

    expect(off.content).toBe(serverMemory.off)
    const unkept = (text: string) => `You said: ${text}\n\n${en.answers.serverOff}`
    expect([reply.content, thread.content]).toEqual([unkept('I have a cat called Miso'), unkept('I sail')])
    expect(model.calls[2]?.window).toEqual([])
    expect(model.extractions).toEqual([])
    const all = await readRedisAsText(bot.keyPrefix)
    expect(all).not.toMatch(/Miso|sail/u)
    expect(all).toContain('I like tea')
  })

  test('off: what somebody told there before stays theirs, and is told again', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    await discord.reply(await bob.says(general, 'I have a cat called Miso', { mention: true }))
    await seedMemory(bot, bob, general, { facts: [{ text: 'The user has a cat called Miso.' }] })

    await ada.command('server-memory', { state: 'off' }, { in: general })
    await discord.reply(await bob.says(general, 'Who waits for me?', { mention: true }))

    expect((await readStoredMemory(bot, bob)).facts).toEqual(['The user has a cat called Miso.'])
    expect(model.calls[1]?.notes).toEqual([expect.stringContaining('Miso')])
  })

  test('holds after a restart, and until it is switched on again', { concurrent: false }, async ({
    discord,
    bot,
    model,
    ada,
    general,
  }) => {
    await ada.command('server-memory', { state: 'off' }, { in: general })
    await bot.restart()
    await discord.reply(await ada.says(general, 'I have a cat called Miso', { mention: true }))

    const on = await ada.command('server-memory', { state: 'on' }, { in: general })
    await discord.reply(await ada.says(general, 'I sail', { mention: true }))
    await discord.reply(await ada.says(general, 'What did I say?', { mention: true }))

    expect(on.content).toBe(serverMemory.on)
    expect(model.calls[2]?.window.map(({ content }) => content)).toEqual(['I sail', 'You said: I sail'])
  })

  test('is for those who manage the server, also where the server lets others use it', async ({
    discord,
    bot,
    cleo,
    general,
  }) => {
    const command = discord.commands().find(({ name }) => name === 'server-memory')
    const usual = command?.default_member_permissions
    if (command !== undefined) command.default_member_permissions = null

    const refused = await cleo.command('server-memory', { state: 'off' }, { in: general })
    await discord.reply(await cleo.says(general, 'I sail', { mention: true }))
    await bot.stop()

    expect(usual).toBe(String(1n << 5n))
    expect(refused.content).toBe(serverMemory.needsPermission)
    expect(await readRedisAsText(bot.keyPrefix)).toContain('I sail')
  })
})
