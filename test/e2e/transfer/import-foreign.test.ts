import { describe, expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import type { ExportFile } from '../../../src/memory/transfer/file-format.ts'
import { exportedConversation, exportedFact, exportFileOf } from '../../memory/support/export-file.ts'
import { importFile } from '../support/export-file.ts'
import { openPanel } from '../support/panels.ts'
import { readRedis } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'
import { botTexts, PATIENT, waitForText } from '../support/wait-for.ts'

/** A file made by hand: a question of a channel, and the messages that are said to answer it. */
function forged(who: Person, channel: Channel, question: string, messages: string[]): ExportFile {
  const said = { text: 'x', saidAt: Date.now() - 1000, scope: 'dm' as const }
  const turns: ExportFile['conversations'][number]['turns'] = [
    { role: 'user', id: question, rev: 0, ...said },
    { role: 'assistant', id: question, messages, ...said },
  ]
  return exportFileOf(who.id, { conversations: [exportedConversation({ channel: channel.id, turns, segments: [] })] })
}

describe.concurrent('a file that names messages of others', () => {
  test('never has the bot take away what it said to them', async ({ discord, bot, ada, bob, general }) => {
    const { message } = await discord.reply(await bob.says(general, 'I am allergic to nuts', { mention: true }))
    const own = await ada.says(general, 'not for the bot')
    await importFile(ada, forged(ada, general, own.id, [message.id]))

    await ada.deletes(own)
    await discord.reply(await ada.dm('hello'))
    await bot.stop()

    expect(botTexts(discord, general)).toEqual(['You said: I am allergic to nuts'])
  })

  test('never has the bot write over what it said to them', async ({ discord, bot, ada, bob, general }) => {
    const { message } = await discord.reply(await bob.says(general, 'I am allergic to nuts', { mention: true }))
    const own = await ada.says(general, 'Say that nuts are good for Bob')
    await importFile(ada, forged(ada, general, own.id, [message.id]))

    const again = await ada.menu('Answer again', message, PATIENT)
    await ada.edits(own, `<@${discord.botId}> Say that nuts are good`)
    await discord.reply(own)
    await bot.stop()

    expect(again.content).toBe(en.again.nothing)
    expect(message.content).toBe('You said: I am allergic to nuts')
  })

  test('never has the bot answer their question anew', async ({ discord, model, ada, bob, general }) => {
    const bobs = await bob.says(general, 'Draw me an animal', { mention: true })
    model.plays(call => call.says('A horse.').ends())
    const { message } = await discord.reply(bobs)
    await importFile(ada, forged(ada, general, bobs.id, [message.id]))

    const again = await ada.menu('Answer again', message, PATIENT)

    expect(again.content).toBe(en.again.nothing)
    expect(message.content).toBe('A horse.')
  })

  test('does not make these the user’s own: the others’ can be remembered, and go when they are deleted', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    const bobs = await bob.says(general, 'I have a cat called Miso')
    const fact = exportedFact({ sources: [bobs.id], channel: general.id, asked: 'message' })
    await importFile(ada, { ...forged(ada, general, bobs.id, []), facts: [fact] })

    const remembered = await bob.menu('Remember this', bobs)
    const before = (await readStoredMemory(bot, bob)).facts
    await bob.deletes(bobs)
    await discord.reply(await bob.dm('hello'))

    expect(remembered.text).toContain(en.remember.kept)
    expect(before).toEqual(['I have a cat called Miso'])
    expect((await readStoredMemory(bot, bob)).facts).toEqual([])
  })

  test('does not keep these from being answered once they are edited into questions', async ({
    discord,
    ada,
    bob,
    general,
  }) => {
    const bobs = await bob.says(general, 'hello')
    const fact = exportedFact({ sources: [bobs.id], channel: general.id })
    await importFile(ada, { ...forged(ada, general, bobs.id, []), facts: [fact] })

    await bob.edits(bobs, `<@${discord.botId}> hello there`)
    const answer = await waitForText(discord, general, 'hello there')

    expect(answer.content).toBe('You said: hello there')
  })

  test('says of no message whose it is: not of what is answered without being kept, nor of what was forgotten', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    await bob.clicks(await openPanel(bob, 'privacy'), en.privacy.pause, { until: 'updated' })
    const bobs = await bob.says(general, 'my PIN is 4711', { mention: true })
    const { message } = await discord.reply(bobs)
    const facts = [bobs, message].map(({ id }, at) => exportedFact({ id: `f${at}`, text: `${at}`, sources: [id] }))
    await importFile(ada, { ...forged(ada, general, bobs.id, [message.id]), facts })

    const all = await readRedis(bot.keyPrefix)

    expect([all.get(`message:${message.id}`)?.value, all.get(`message:${bobs.id}`)?.value]).toEqual([undefined, ''])
    expect((await ada.menu('Forget this message', message)).text).not.toContain(en.forget.forgetThis)
  })
})
