import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { remember } = en
const CAT = 'I have a cat called Miso'
const updated = { until: 'updated' } as const

describe.concurrent('/remember', () => {
  test('keeps what is told as it was said, at once and without a model, and the next answer knows it', async ({
    discord,
    model,
    ada,
  }) => {
    const answer = await ada.command('remember', { what: CAT })
    await discord.reply(await ada.dm('Who waits for me at home?'))

    expect(answer.ephemeral).toBe(true)
    expect(answer.text).toBe(`${remember.kept}\n> ${CAT}\n-# ${en.scopes.dm}`)
    expect(answer.controls.map(({ label }) => label)).toEqual([remember.undo, remember.edit])
    expect(model.extractions).toEqual([])
    expect(model.calls[0]?.notes).toEqual([expect.stringContaining(CAT)])
  })

  test('keeps it for the server where it is told, and for every place if that is asked for', async ({
    discord,
    model,
    ada,
    general,
  }) => {
    const here = await ada.command('remember', { what: CAT }, { in: general })
    const staff = await ada.command('remember', { what: 'I plan the party' }, { in: discord.channel('staff') })
    const everywhere = await ada.command('remember', { what: 'I sail', where: 'everywhere' }, { in: general })
    const elsewhere = discord.createGuild({ name: 'Elsewhere', owner: ada })
    await discord.reply(await ada.says(discord.channel('general', elsewhere), 'And me?', { mention: true }))
    await discord.reply(await ada.says(general, 'And me?', { mention: true }))

    expect(here.text).toContain(`-# ${en.scopes.thisServer}`)
    expect(staff.text).toContain(`-# ${en.scopes.channel(`<#${discord.channel('staff').id}>`)}`)
    expect(everywhere.text).toContain(`-# ${en.scopes.everywhere}`)
    expect(model.calls[0]?.notes).toEqual([expect.stringContaining('I sail')])
    const quoted = [CAT, 'I sail'].map(said => `"${said}"`)
    expect(model.calls[1]?.notes.map(note => note.replace(/^[^:]*: /u, '')).sort()).toEqual(quoted)
  })

  test('is taken back by a click, also after a restart, and a second click says that it is gone', {
    concurrent: false,
  }, async ({ discord, bot, model, ada }) => {
    const { message, controls } = await ada.command('remember', { what: CAT })
    if (message === undefined) throw new Error('nothing was answered')
    await bot.restart()

    const undone = (await ada.clicks(message, remember.undo, updated)).text
    const again = await ada.forges(message, controls[0]?.custom_id ?? '', updated)
    await discord.reply(await ada.dm('Who waits for me at home?'))

    expect(undone).toBe(remember.undone)
    expect(again.controls).toEqual([])
    expect(again.text).toBe(remember.goneBefore)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
    expect(model.calls[0]?.notes).toEqual([])
  })

  test('is put right by a click, and forgotten with a preview where it was known before', async ({ bot, ada }) => {
    const { message } = await ada.command('remember', { what: CAT })
    if (message === undefined) throw new Error('nothing was answered')

    const form = await ada.clicks(message, remember.edit, { until: 'acknowledged' })
    const edited = await ada.submits(form, { [en.know.formLabel]: 'I have a dog called Miso' }, updated)
    const known = await ada.command('remember', { what: 'I have a dog called Miso' })
    if (known.message === undefined) throw new Error('nothing was answered')
    const preview = await ada.clicks(known.message, remember.forget)

    expect(JSON.stringify(form.modal)).toContain(CAT)
    expect(edited.text).toContain('I have a dog called Miso')
    expect(known.text).toContain(remember.known)
    expect(preview.text).toContain('I have a dog called Miso')
    expect((await readStoredMemory(bot, ada)).facts).toContain('I have a dog called Miso')
  })

  test('a double click on Undo is harmless', async ({ bot, ada }) => {
    await ada.command('remember', { what: 'I sail' })
    const { message } = await ada.command('remember', { what: CAT })
    if (message === undefined) throw new Error('nothing was answered')

    await Promise.all([ada.clicks(message, remember.undo, updated), ada.clicks(message, remember.undo, updated)])

    expect((await readStoredMemory(bot, ada)).facts).toEqual(['I sail'])
  })

  test('the same again is confirmed, not kept twice, and can’t be undone by mistake', async ({ bot, ada }) => {
    await ada.command('remember', { what: CAT })

    const again = await ada.command('remember', { what: ` ${CAT.toUpperCase()}. ` })

    expect(again.text).toContain(remember.known)
    expect(again.controls.map(({ label }) => label)).toEqual([remember.forget, remember.edit])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([CAT])
  })

  test.for([
    ['nothing', '  \u200b ', remember.empty],
    ['more than fits', 'very '.repeat(300), remember.tooLong],
    ['a password', 'My password is hunter2', remember.secret],
    ['a card number', 'My card is 4242 4242 4242 4242', remember.secret],
  ] as const)('refuses %s, and says why', async ([, what, sentence], { bot, ada }) => {
    const answer = await ada.command('remember', { what })

    expect(answer.content).toBe(sentence)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('shows words as words, whatever Discord would make of them', async ({ ada }) => {
    const answer = await ada.command('remember', { what: '# I ||like|| **snake_case**\nand lists' })

    expect(answer.text).toContain('> \\# I \\|\\|like\\|\\| \\*\\*snake\\_case\\*\\* and lists')
  })

  test('keeps nothing for a place that the bot does not see, but everywhere it can', async ({
    discord,
    bot,
    ada,
    bob,
  }) => {
    const group = discord.createGroupDm(ada, bob)
    const foreign = discord.createGuild({ name: 'Not mine', owner: ada, withBot: false })

    const answers = [
      await ada.command('remember', { what: CAT }, { in: group }),
      await ada.command('remember', { what: CAT }, { in: discord.channel('general', foreign) }),
      await ada.command('remember', { what: CAT, where: 'everywhere' }, { in: group }),
    ]

    expect(answers.map(({ text }) => text.split('\n')[0])).toEqual([
      remember.unknownPlace,
      remember.unknownPlace,
      remember.kept,
    ])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([CAT])
  })

  test('keeps nothing while memory is paused, the conversation incognito, or the server’s memory off', async ({
    bot,
    ada,
    general,
  }) => {
    await ada.command('server-memory', { state: 'off' }, { in: general })
    const off = await ada.command('remember', { what: CAT }, { in: general })
    const offEverywhere = await ada.command('remember', { what: CAT, where: 'everywhere' }, { in: general })
    const { message } = await ada.command('privacy')
    if (message === undefined) throw new Error('nothing was answered')
    await ada.clicks(message, en.privacy.incognitoStart, updated)
    const incognito = await ada.command('remember', { what: CAT })
    await ada.clicks(message, en.privacy.pause, updated)
    const paused = await ada.command('remember', { what: CAT, where: 'everywhere' })

    expect([off, offEverywhere, incognito, paused].map(({ content }) => content)).toEqual([
      remember.serverOff,
      remember.serverOff,
      remember.incognito,
      remember.paused,
    ])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('nobody undoes what somebody else told', async ({ bot, ada, bob }) => {
    const { controls } = await ada.command('remember', { what: CAT })
    const [undo] = controls
    const id = undo?.custom_id ?? ''

    const asAda = await bob.forges({ channel: bob.dmChannel }, id)
    const asBob = await bob.forges({ channel: bob.dmChannel }, id.replace(ada.id, bob.id), updated)
    const nonsense = await ada.forges({ channel: ada.dmChannel }, `k:${ada.id}:remember.undo:../../x`, updated)

    expect([asAda.text, asBob.text, nonsense.text]).toEqual([
      en.commands.notYours,
      remember.goneBefore,
      remember.goneBefore,
    ])
    expect((await readStoredMemory(bot, ada)).facts).toEqual([CAT])
  })
})
