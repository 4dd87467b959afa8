// biome-ignore-all lint/security/noSecrets: Japanese puts no spaces between words
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { ja } from '../../../src/locales/ja.ts'
import type { Call, ModelServer } from '../support/model-server.ts'
import { fillInForm, messageOf, pressButton } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { remember } = en
const MAY_3 = "My sister's birthday is 3 May"
const MAY_4 = "My sister's birthday is 4 May"
const SISTER = [`"${MAY_4}"`]

describe.concurrent('what contradicts something known', () => {
  test('is kept beside it at once, and replaces it at a click: the next answer knows one birthday alone', async ({
    discord,
    model,
    bot,
    ada,
  }) => {
    await ada.command('remember', { what: MAY_3 })
    const asked = await ada.command('remember', { what: MAY_4 })
    const [question, labels] = [asked.text, asked.controls.map(({ label }) => label)]
    const before = await readStoredMemory(bot, ada)

    const replaced = await pressButton(ada, asked, remember.replace)
    const search = await ada.command('whatdoyouknow', { about: 'birthday' })
    await discord.reply(await ada.dm('When is her birthday?'))

    expect(asked.ephemeral).toBe(true)
    expect(question).toContain(remember.replaceOrKeep)
    expect(question).toContain(`> ${MAY_3}`)
    expect(labels).toEqual([remember.replace, remember.keepBoth, remember.undo, remember.edit])
    expect(before.facts.toSorted()).toEqual([MAY_3, MAY_4])
    expect(replaced.text).toContain(`${remember.tookPlace}\n> ${MAY_3}`)
    expect(replaced.text).not.toContain(remember.stillCounts)
    expect(search.text).toContain(MAY_4)
    expect(search.text).not.toContain(MAY_3)
    expect(
      model.calls[0]?.notes.filter(note => !note.includes('until')).map(note => note.replace(/^[^:]*: /u, '')),
    ).toEqual(SISTER)
  })

  test('is asked about in Japanese as well', async ({ bot, ada }) => {
    ada.locale = 'ja'
    await ada.command('remember', { what: '妹の誕生日は5月3日です' })
    await ada.command('remember', { what: '弟の誕生日は5月9日です' })
    const asked = await ada.command('remember', { what: '妹の誕生日は5月4日です' })
    const question = asked.text
    const replaced = await pressButton(ada, asked, ja.remember.replace)
    const again = await ada.command('remember', { what: '私の妹の誕生日は5月4日' })

    expect(question).toContain(ja.remember.replaceOrKeep)
    expect(question).toContain('妹の誕生日は5月3日です')
    expect(question).not.toContain('弟')
    expect(replaced.text).toContain(ja.remember.tookPlace)
    expect(again.text).toContain(ja.remember.known)
    expect((await readStoredMemory(bot, ada)).facts).toHaveLength(3)
  })

  test('stays beside it where the user says so, also after it took its place', async ({ bot, ada }) => {
    await ada.command('remember', { what: 'I live in Lisbon' })
    const asked = await ada.command('remember', { what: 'I moved to Oslo' })
    const replaced = await pressButton(ada, asked, remember.replace)
    const both = await pressButton(ada, replaced, remember.keepBoth)
    const found = await ada.command('whatdoyouknow', { about: 'Lisbon' })

    expect(both.text).not.toContain('Lisbon')
    expect(both.controls.map(({ label }) => label)).toEqual([remember.undo, remember.edit])
    expect(found.text).toContain('I live in Lisbon')
    expect((await readStoredMemory(bot, ada)).facts).toHaveLength(2)
  })

  test('lets the old one hold again where the new one is taken back', async ({ ada }) => {
    await ada.command('remember', { what: 'I live in Lisbon' })
    const replaced = await pressButton(ada, await ada.command('remember', { what: 'I live in Oslo' }), remember.replace)
    await pressButton(ada, replaced, remember.undo)
    const found = await ada.command('whatdoyouknow', { about: 'live' })

    expect(found.text).toContain('I live in Lisbon')
    expect(found.text).not.toContain('Oslo')
  })

  test('replaces once, whoever clicks how often, and nothing for anybody else', async ({ bot, ada, bob }) => {
    await ada.command('remember', { what: MAY_3 })
    const asked = await ada.command('remember', { what: MAY_4 })
    const id = asked.controls[0]?.custom_id ?? ''

    const asAda = await bob.forges({ channel: bob.dmChannel }, id)
    const asBob = await bob.forges({ channel: bob.dmChannel }, id.replace(ada.id, bob.id), { until: 'updated' })
    const clicks = await Promise.all([1, 2].map(() => pressButton(ada, asked, remember.replace)))

    expect(asAda.text).toBe(en.commands.notYours)
    expect(asBob.text).toBe(remember.goneBefore)
    for (const click of clicks) expect(click.text).toContain(remember.tookPlace)
    expect((await readStoredMemory(bot, ada)).facts).toHaveLength(2)
  })

  test('is decided after a restart as before', { concurrent: false }, async ({ bot, ada }) => {
    await ada.command('remember', { what: MAY_3 })
    const asked = await ada.command('remember', { what: MAY_4 })
    await bot.restart()
    expect((await pressButton(ada, asked, remember.replace)).text).toContain(remember.tookPlace)
  })

  test('is shown anew where it was shown too long ago', async ({ ada }) => {
    await ada.command('remember', { what: MAY_3 })
    const asked = await ada.command('remember', { what: MAY_4 })
    const late = (asked.controls[0]?.custom_id ?? '').replace(/[^:]+$/u, 'AAAAAAAAAAAA')
    const anew = await ada.forges(messageOf(asked), late, { until: 'updated' })
    const question = anew.text
    const replaced = await pressButton(ada, anew, remember.replace)

    expect(question).toContain(remember.replaceOrKeep)
    expect(replaced.text).toContain(remember.tookPlace)
  })

  test('takes the place of nothing where the old one was forgotten meanwhile, and is gone where it was itself', async ({
    bot,
    ada,
  }) => {
    await ada.command('remember', { what: MAY_3 })
    const asked = await ada.command('remember', { what: MAY_4 })
    await pressButton(ada, await ada.command('forget', { what: 'last hour' }), en.forget.forgetThis)
    const late = await pressButton(ada, asked, remember.replace)

    expect(late.text).toBe(remember.goneBefore)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
  })

  test('shows what was told in private to its user alone, and leaves it to the server until then', async ({
    discord,
    model,
    ada,
    general,
  }) => {
    await ada.command('remember', { what: 'I live in Lisbon' })
    const asked = await ada.command('remember', { what: 'I live in Oslo' }, { in: general })
    await discord.reply(await ada.says(general, 'Where do I live?', { mention: true }))

    expect(asked.ephemeral).toBe(true)
    expect(asked.text).toContain(`> I live in Lisbon\n-# ${en.scopes.dm}`)
    expect(JSON.stringify(model.calls[0])).not.toContain('Lisbon')
  })
})

test('what was told in a server still counts there where the new one is private, and its user is told so', async ({
  discord,
  model,
  ada,
  general,
}) => {
  await ada.command('remember', { what: 'I live in Lisbon' }, { in: general })
  const replaced = await pressButton(ada, await ada.command('remember', { what: 'I live in Oslo' }), remember.replace)
  await discord.reply(await ada.says(general, 'Where do I live?', { mention: true }))
  await discord.reply(await ada.dm('Where do I live?'))

  expect(replaced.text).toContain(remember.stillCounts)
  expect(model.calls[0]?.notes.join()).toMatch(/^(?!.*Oslo).*Lisbon/u)
  expect(model.calls[1]?.notes.filter(note => !note.includes('until')).join()).toMatch(/^(?!.*Lisbon).*Oslo/u)
})

describe('in plain talk, where nobody can be asked,', () => {
  const says = (model: ModelServer, quote: string) =>
    model.plays(
      (call: Call) => call.uses('remember', { quote }),
      (call: Call) => call.says('As you wish.').ends(),
    )

  test('another home takes the place of the one before, which is back where it is undone', async ({
    discord,
    model,
    ada,
  }) => {
    await ada.command('remember', { what: 'I live in Lisbon' })
    says(model, 'I moved to Oslo')
    const { message } = await discord.reply(await ada.dm('remember that I moved to Oslo'))
    const moved = (await ada.command('whatdoyouknow', { about: 'Lisbon Oslo' })).text
    await ada.clicks(message, remember.undo)
    const back = (await ada.command('whatdoyouknow', { about: 'Lisbon Oslo' })).text

    expect(model.calls[1]?.lookedUp).toEqual([expect.stringContaining('past now: "I live in Lisbon"')])
    expect(moved).toContain('Oslo')
    expect(moved).not.toContain('Lisbon')
    expect(back).toContain('Lisbon')
    expect(back).not.toContain('Oslo')
  })

  test('whatever else contradicts stays, and the model is told of it', async ({ discord, bot, model, ada }) => {
    await ada.command('remember', { what: 'Ich esse Fleisch' })
    says(model, 'ich esse kein Fleisch')
    await discord.reply(await ada.dm('Merk dir: ich esse kein Fleisch'))

    expect(model.calls[1]?.lookedUp).toEqual([expect.stringContaining('which stays: "Ich esse Fleisch"')])
    expect((await readStoredMemory(bot, ada)).facts.toSorted()).toEqual(['Ich esse Fleisch', 'ich esse kein Fleisch'])
  })

  test('nothing that was told in private is named in a server, and it still holds for its user', async ({
    discord,
    model,
    ada,
    general,
  }) => {
    await ada.command('remember', { what: 'I live in Lisbon' })
    says(model, 'I live in Oslo')
    await discord.reply(await ada.says(general, 'remember that I live in Oslo', { mention: true }))
    const { text } = await ada.command('whatdoyouknow', { about: 'live' })

    expect(text).toContain('Oslo')
    expect(text).toContain('Lisbon')
    expect(JSON.stringify(model.calls)).not.toContain('Lisbon')
  })
})

test('what repeats something known in other words is not kept twice', async ({ bot, ada }) => {
  await ada.command('remember', { what: 'I have a cat called Miso' })
  const again = await ada.command('remember', { what: 'My cat is called Miso.' })
  expect(again.text).toContain(remember.known)
  expect((await readStoredMemory(bot, ada)).facts).toEqual(['I have a cat called Miso'])
})

test('what merely resembles something known is kept without a question', async ({ bot, ada }) => {
  await ada.command('remember', { what: MAY_3 })
  const other = await ada.command('remember', { what: "My brother's birthday is 4 May" })
  expect(other.text).not.toContain(remember.replaceOrKeep)
  expect((await readStoredMemory(bot, ada)).facts).toHaveLength(2)
})

test('an edit that contradicts another fact is asked about as well', async ({ ada }) => {
  await ada.command('remember', { what: 'I live in Lisbon' })
  const cat = await ada.command('remember', { what: 'My cat is called Miso' })
  const edited = await fillInForm(ada, cat, remember.edit, { [en.know.formLabel]: 'I live in Oslo' })
  const question = edited.text
  const replaced = await pressButton(ada, edited, remember.replace)
  const found = await ada.command('whatdoyouknow', { about: 'live' })

  expect(question).toContain('> I live in Lisbon')
  expect(replaced.text).toContain(remember.tookPlace)
  expect(found.text).not.toContain('Lisbon')
})
