import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { remember } = en
const CAT = 'I have a cat called Miso'

describe.concurrent('Remember this', () => {
  test('keeps a message of one’s own under the scope of its place, and its deletion takes it away', async ({
    discord,
    bot,
    model,
    ada,
    general,
  }) => {
    const said = await ada.says(general, CAT)

    const answer = await ada.menu('Remember this', said)
    await discord.reply(await ada.says(general, 'Who waits for me?', { mention: true }))
    const before = await readStoredMemory(bot, ada)
    await ada.deletes(said)
    await discord.reply(await ada.says(general, 'And now?', { mention: true }))

    expect(answer.ephemeral).toBe(true)
    expect(answer.text).toBe(`${remember.kept}\n> ${CAT}\n-# ${en.scopes.thisServer}`)
    expect(before.facts).toEqual([CAT])
    expect(model.calls.map(({ notes }) => notes)).toEqual([[expect.stringContaining(CAT)], []])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('works on what was said to the bot, and is taken back by a click after a restart', {
    concurrent: false,
  }, async ({ discord, bot, ada }) => {
    const said = await ada.dm(CAT)
    await discord.reply(said)

    const { message } = await ada.menu('Remember this', said)
    const [before] = (await readStoredMemory(bot, ada)).facts
    await bot.restart()
    if (message === undefined) throw new Error('nothing was answered')
    const undone = await ada.clicks(message, remember.undo, { until: 'updated' })

    expect(before).toBe(CAT)
    expect(undone.text).toBe(remember.undone)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('an edit of the message takes the old words away', async ({ discord, bot, ada }) => {
    const said = await ada.dm(CAT)
    await discord.reply(said)
    await ada.menu('Remember this', said)

    await ada.edits(said, 'I have no cat')
    await discord.reply(await ada.dm('hello'))

    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
    await bot.stop()
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('Miso')
  })

  test('is for one’s own messages alone, with words in them', async ({ discord, bot, ada, bob, general }) => {
    const others = await bob.says(general, CAT)
    const { message: bots } = await discord.reply(await ada.says(general, 'hello', { mention: true }))
    const wordless = await ada.says(general, '', { stickers: ['Wave'] })
    const secret = await ada.says(general, 'My password is hunter2')

    const answers = [
      await ada.menu('Remember this', others),
      await ada.menu('Remember this', bots),
      await ada.menu('Remember this', wordless),
      await ada.menu('Remember this', secret),
    ]

    expect(answers.map(({ content }) => content)).toEqual([
      remember.ownOnly,
      remember.ownOnly,
      remember.empty,
      remember.secret,
    ])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('keeps nothing of a group that the bot does not see', async ({ discord, bot, ada, bob }) => {
    const said = await ada.says(discord.createGroupDm(ada, bob), CAT)

    const answer = await ada.menu('Remember this', said)

    expect(answer.content).toBe(remember.unknownPlace)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('refuses a message that was said while nothing was kept, and says why', async ({ discord, bot, ada }) => {
    const { message: panel } = await ada.command('privacy')
    if (panel === undefined) throw new Error('nothing was answered')
    await ada.clicks(panel, en.privacy.pause, { until: 'updated' })
    const said = await ada.dm(CAT)
    await discord.reply(said)
    await ada.clicks(panel, en.privacy.resume, { until: 'updated' })

    const answer = await ada.menu('Remember this', said)

    expect(answer.content).toBe(remember.messageGone)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })
})
