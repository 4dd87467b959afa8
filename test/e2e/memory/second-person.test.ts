// biome-ignore-all lint/security/noSecrets: Japanese puts no spaces between words
import { Locale } from 'discord.js'
import { describe, expect } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { ja } from '../../../src/locales/ja.ts'
import { readExportFile } from '../support/export-file.ts'
import { autocompletedValue, fillInForm, messageOf, pressButton } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

/** What somebody said, what a model made of it, and how they read that; then what they write over it. */
const languages = [
  {
    ...{ language: 'English', locale: Locale.EnglishUS, texts: en, said: 'I live in *Lisbon*', about: 'Lisbon' },
    ...{ stored: 'The user lives in *Lisbon*.', shown: 'You live in \\*Lisbon\\*.', form: 'You live in *Lisbon*.' },
    ...{ edited: 'You work in Porto now.', storedAfter: 'The user works in Porto now.', employer: 'employer Google' },
    ...{ ownWords: 'I live in Oslo.' },
  },
  {
    ...{ language: 'German', locale: Locale.German, texts: de, said: 'ich wohn in *Lissabon*', about: 'Lissabon' },
    ...{ stored: 'Die Nutzerin wohnt in *Lissabon*.', shown: 'Du wohnst in \\*Lissabon\\*.' },
    ...{ form: 'Du wohnst in *Lissabon*.', edited: 'Jetzt arbeitest du in Porto.' },
    ...{ storedAfter: 'Jetzt arbeitet die Nutzerin in Porto.', employer: 'Arbeitgeber Google' },
    ...{ ownWords: 'Ich wohne in Oslo.' },
  },
  {
    ...{ language: 'Japanese', locale: Locale.Japanese, texts: ja, said: '*リスボン*に住んでる', about: 'リスボン' },
    ...{ stored: 'ユーザーは*リスボン*に住んでいる。', shown: 'あなたは\\*リスボン\\*に住んでいる。' },
    ...{ form: 'あなたは*リスボン*に住んでいる。', edited: 'あなたはポルトで働いている。' },
    ...{
      storedAfter: 'ユーザーはポルトで働いている。',
      employer: '勤め先 Google',
      ownWords: '私はオスロに住んでいます。',
    },
  },
] as const

describe.each(languages)('in $language', ({ locale, texts, said, stored, shown, form, about, employer, ...words }) => {
  test('what is known is told to whom it is about, wherever it is shown, and stays as it is stored', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    ada.locale = locale
    await discord.reply(await ada.dm(said))
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: [{ id: 'f1', text: stored, quote: said }],
      statements: [
        { entity: 'e1', field: 'name', value: 'Sarah' },
        { entity: 'e1', field: 'type', value: 'person' },
        { entity: 'e1', field: 'attr:employer', value: 'Google' },
      ],
    })
    await bot.learned(ada)
    await discord.reply(await ada.dm('…'))
    const calls = model.calls.length

    const page = await ada.command('whatdoyouknow', { about })
    const things = await ada.command('whatdoyouknow', { about: 'Sarah' })
    const why = await ada.command('why')
    const preview = await ada.command('forget', { what: await autocompletedValue(ada, form) })
    const previewText = preview.text
    const kept = await pressButton(ada, preview, texts.forget.keepIt)
    const edit = await ada.clicks(messageOf(page), texts.know.edit, { until: 'acknowledged' })

    for (const { text } of [page, why]) expect(text).toContain(shown)
    expect(previewText).toContain(`- ${shown}`)
    for (const text of [page.text, why.text, previewText]) expect(text).not.toMatch(/the user|nutzer|ユーザー/iu)
    expect(things.text).toContain(employer)
    expect(things.text).toContain(texts.know.types.person)
    expect(kept.text).toBe(texts.forget.keptIt)
    expect(JSON.stringify(edit.modal)).toContain(JSON.stringify(form))
    expect(model.calls).toHaveLength(calls) // showing asks no model
    expect((await readStoredMemory(bot, ada)).facts).toEqual([stored])
    expect(JSON.stringify(await readExportFile((await ada.command('export')).message))).toContain(stored)
  })

  test('what they write over it tells of them, not of the bot', async ({ discord, bot, model, ada }) => {
    ada.locale = locale
    await discord.reply(await ada.dm(said))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [{ id: 'f1', text: stored, quote: said }] })
    await bot.learned(ada)

    const page = await ada.command('whatdoyouknow', { about })
    const after = await fillInForm(ada, page, texts.know.edit, { [texts.know.formLabel]: words.edited })
    const source = await ada.clicks(messageOf(after), texts.know.source)
    await discord.reply(await ada.dm('…'))

    expect(after.text).toContain(texts.know.changed.corrected)
    expect(after.text).toContain(words.edited)
    expect(source.text).toContain(`> ${words.edited}`)
    expect((await readStoredMemory(bot, ada)).facts).toContain(words.storedAfter)
    const notes = model.calls.at(-1)?.notes.join('\n')
    expect(notes).toContain(`: ${words.storedAfter}`)
    expect(notes).not.toContain(words.edited)
  })

  test('what they ask to be kept stays in their own words', async ({ bot, ada }) => {
    ada.locale = locale

    const receipt = await ada.command('remember', { what: words.ownWords })

    expect(receipt.text).toContain(`${texts.remember.kept}\n> ${words.ownWords}`)
    expect((await readStoredMemory(bot, ada)).facts).toEqual([words.ownWords])
  })
})
