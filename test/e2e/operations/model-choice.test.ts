import { expect } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { test as story } from '../support/running-bot.ts'

const test = story.extend('settings', { CHAT_MODEL: 'small, large, other' } as Record<string, string>)

const { model: say } = en

test('an owner chooses which model answers: everywhere, in a server, in a channel with its threads; after a restart too', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
  staff,
}) => {
  model.otherwise = call => call.says(`${call.prompt.model} answers.`).ends()
  const asked = async () => {
    const questions = [
      await bob.dm('Hi'),
      await bob.says(general, 'Hi', { mention: true }),
      await ada.says(discord.channel('book club'), 'Hi', { mention: true }),
      await bob.says(staff, 'Hi', { mention: true }),
    ]
    return await Promise.all(questions.map(async one => (await discord.reply(one)).content.split(' ')[0]))
  }
  const choose = async (name: string, where: string) =>
    (await ada.command('model', { name, where }, { in: general })).text

  const atFirst = await asked()
  await choose('large', 'everywhere')
  const everywhere = await asked()
  await choose('other', 'server')
  const server = await asked()
  const panel = await choose('small', 'here')
  await bot.restart()
  const here = await asked()
  await choose('reset', 'server')
  const reset = await asked()

  expect(atFirst).toEqual(['small', 'small', 'small', 'small'])
  expect(everywhere).toEqual(['large', 'large', 'large', 'large'])
  expect(server).toEqual(['large', 'other', 'other', 'other'])
  expect(here).toEqual(['large', 'small', 'small', 'other'])
  expect(reset).toEqual(['large', 'small', 'small', 'large'])
  expect(panel).toContain(say.here('`small`'))
  expect(panel).toContain(say.server('`other`'))
  expect(panel).toContain(say.everywhere('`large`'))
})

test('where the chosen model can’t answer, the others do, in the order of the settings', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  await ada.command('model', { name: 'other' }, { in: general })
  model.otherwise = call =>
    call.prompt.model === 'other' ? call.refuses(404) : call.says(`${call.prompt.model} answers.`).ends()

  expect((await discord.reply(await bob.dm('Hi'))).content).toBe('small answers.')
})

test('each model is shown with what it is, and what is chosen', async ({ bot, ada, general, model }) => {
  const host = new URL(model.url).host
  ada.locale = 'de'
  const { text } = await ada.command('model', {}, { in: general })
  const choices = await ada.autocompletes('model', { option: 'name', value: 'l' }, { in: general })
  const unknown = await ada.command('model', { name: 'huge' }, { in: general })
  const noServer = await ada.command('model', { name: 'large', where: 'server' })

  expect(text).toContain(`- ✅ \`small\` – ${host}, ${de.model.isFirst}`)
  expect(text).toContain(`- ✅ \`large\` – ${host}`)
  expect(text).toContain(de.model.everywhere('`small`'))
  expect(choices.map(({ value }) => value)).toEqual(['small', 'large'])
  expect(unknown.text).toBe(de.model.unknown('huge'))
  expect(noServer.text).toBe(de.model.serversOnly)
  expect(bot.lost).toEqual([])
})

test('a model that was chosen and is in the settings no more is given up with a word', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await ada.command('model', { name: 'other' }, { in: general })
  model.otherwise = call => call.says(`${call.prompt.model} answers.`).ends()
  await bot.restart({ CHAT_MODEL: 'small, large' })
  const line = await bot.logged('a model that was chosen with /model is no longer there')
  const { content } = await discord.reply(await bob.dm('Hi'))
  const { text } = await ada.command('model', {}, { in: general })

  expect(line).toMatchObject({ level: 40, model: 'other', place: 'everywhere', setting: 'CHAT_MODEL' })
  expect(content).toBe('small answers.')
  expect(text).toContain(say.dropped('other'))
})

test('with one model there is nothing to choose, and others than owners choose nothing', async ({
  discord,
  bot,
  ada,
  bob,
}) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  const refused = await bob.command('model', { name: 'large' }, { in: discord.channel('general', guild) })
  await bot.restart({ CHAT_MODEL: 'small' })
  const alone = await ada.command('model', { name: 'large' })

  expect(refused.text).toBe(en.diagnose.ownersOnly)
  expect(alone.text).toBe(say.onlyOne('`small`'))
})
