import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import type { Call, ModelServer } from '../support/model-server.ts'
import { openPanel } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const CAT = 'I have a cat called Miso'

/** The model uses the tool `remember` for the next message, and then says something. */
function remembers(model: ModelServer, quote: unknown): void {
  model.plays(
    (call: Call) => call.uses('remember', { quote }),
    (call: Call) => call.says('As you wish.').ends(),
  )
}

describe.concurrent('“remember that …” in plain talk', () => {
  test('keeps the user’s own words at once, under the scope of the place', async ({
    discord,
    bot,
    model,
    ada,
    general,
  }) => {
    remembers(model, CAT)

    const reply = await discord.reply(await ada.says(general, `remember that ${CAT}!`, { mention: true }))
    const facts = (await readStoredMemory(bot, ada)).facts
    await discord.reply(await ada.dm('Who waits for me?'))
    const elsewhere = discord.createGuild({ name: 'Elsewhere', owner: ada })
    await discord.reply(await ada.says(discord.channel('general', elsewhere), 'Who?', { mention: true }))

    expect(model.calls[0]?.offered).toContain('remember')
    expect(model.calls[1]?.lookedUp).toEqual([expect.stringMatching(/^Kept\./u)])
    expect(reply.content).toBe(`As you wish.\n\n${en.remember.keptUnderAnswer(CAT)}`)
    expect(facts).toEqual([CAT])
    expect(model.calls[2]?.notes).toEqual([expect.stringContaining(CAT)])
    expect(model.calls[3]?.notes).toEqual([])
  })

  test('does so after a restart, and what was kept before it is known', { concurrent: false }, async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    remembers(model, CAT)
    await discord.reply(await ada.dm(`remember that ${CAT}`))
    await bot.restart()
    remembers(model, 'I sail')

    await discord.reply(await ada.dm('remember that I sail'))

    expect(model.calls[2]?.notes).toEqual([expect.stringContaining(CAT)])
    expect(model.calls[3]?.lookedUp).toEqual([expect.stringMatching(/^Kept\./u)])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([CAT, 'I sail'])
  })

  test('stands under the answer, to be undone by whoever said it', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    remembers(model, CAT)
    const { message } = await discord.reply(await ada.says(general, `remember that ${CAT}`, { mention: true }))

    const byOther = await bob.clicks(message, en.remember.undo)
    const before = (await readStoredMemory(bot, ada)).facts
    const bySelf = await ada.clicks(message, en.remember.undo)
    const again = await ada.clicks(message, en.remember.undo)

    expect([byOther.content, bySelf.content]).toEqual([en.commands.notYours, en.remember.undone])
    expect([bySelf.ephemeral, again.content]).toEqual([true, en.remember.goneBefore])
    expect(before).toEqual([CAT])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('goes when the message that says it is deleted', async ({ discord, bot, model, ada }) => {
    remembers(model, CAT)
    const said = await ada.dm(`remember that ${CAT}`)
    await discord.reply(said)

    await ada.deletes(said)
    await discord.reply(await ada.dm('hello'))

    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test.for([
    ['words of somebody else', 'Bob owes me money', /^Not kept: only what the user says/u],
    ['words that the user only quoted', 'the moon is cheese', /^Not kept: only what the user says/u],
    ['a password', 'my password is hunter2', /^Not kept: keys, passwords/u],
    ['no words', ' ', /^Not kept: only what the user says/u],
    ['nothing that can be read', undefined, /^remember takes \{/u],
  ] as const)('keeps %s not, and the model is told why', async ([, quote, told], { discord, bot, model, ada }) => {
    remembers(model, quote)

    await discord.reply(await ada.dm('> the moon is cheese\nremember that, and that my password is hunter2'))

    expect(model.calls[1]?.lookedUp).toEqual([expect.stringMatching(told)])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('is not offered to the model while memory is paused', async ({ discord, bot, model, ada }) => {
    await ada.clicks(await openPanel(ada, 'privacy'), en.privacy.pause, { until: 'updated' })

    const reply = await discord.reply(await ada.dm(`remember that ${CAT}`))

    expect(model.calls[0]?.offered).toEqual([])
    expect(reply.content).toBe(`You said: remember that ${CAT}\n\n${en.answers.paused}`)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })
})
