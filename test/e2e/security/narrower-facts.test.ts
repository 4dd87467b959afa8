// biome-ignore-all lint/security/noSecrets: Japanese puts no spaces between words
import { describe, expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import type { Call, ModelServer } from '../support/model-server.ts'
import { pressButton } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

/** The model keeps some words of the next message. */
function keeps(model: ModelServer, quote: string): void {
  model.plays(
    (call: Call) => call.uses('remember', { quote }),
    (call: Call) => call.says('As you wish.').ends(),
  )
}

/** What there is one of at a time, in words that tell one value and another. */
const SENTENCES = [
  ['I live in Lisbon', 'I moved to Oslo', 'Lisbon'],
  ['My birthday is 3 May', 'My birthday is 4 June', '3 May'],
  ['My sister’s birthday is 3 May', 'My sister’s birthday is 4 June', '3 May'],
  ['My name is Ada', 'My name is Robin', 'name is Ada'],
  ['Ich wohne in Lissabon', 'Ich wohne jetzt in Oslo', 'Lissabon'],
  ['Mein Geburtstag ist am 3. Mai', 'Mein Geburtstag ist am 4. Juni', '3. Mai'],
  ['私の誕生日は5月3日です', '私の誕生日は6月4日です', '5月3日'],
] as const

describe.concurrent('what is said where others read', () => {
  test.for(SENTENCES)(
    'leaves what was told in private as it was: %s',
    async ([before, now, told], { discord, bot, model, bob, general }) => {
      await bob.command('remember', { what: before })
      keeps(model, now)
      const answer = await discord.reply(await bob.says(general, `Remember: ${now}`, { mention: true }))
      await discord.reply(await bob.says(general, 'Tell me all of it.', { mention: true }))
      const facts = await readStoredFacts(bot, bob)
      await discord.reply(await bob.dm('And here?'))

      expect(facts).toMatchObject([
        { text: before, scope: 'dm', replaces: [] },
        { text: now, scope: `guild:${discord.guild.id}`, replaces: [] },
      ])
      expect(JSON.stringify([answer.message, model.calls.slice(0, 3)])).not.toContain(told)
      const notes = model.calls.at(-1)?.notes ?? []
      expect(notes.filter(note => !note.includes('until')).join('\n')).toContain(before)
    },
  )

  test('leaves what was told to some of a server, in a private thread or in another server as it was', async ({
    discord,
    bot,
    model,
    bob,
    general,
    staff,
  }) => {
    const elsewhere = discord.channel('general', discord.createGuild({ name: 'Elsewhere', owner: bob }))
    const thread = discord.createThread(general, { name: 'plans', isPrivate: true, owner: bob })
    const homes: readonly (readonly [string, Channel])[] = [
      ['I live in Lisbon', staff],
      ['I live in Madrid', thread],
      ['I live in Prague', elsewhere],
    ]
    for (const [home, place] of homes) await tells(bob, home, place)

    keeps(model, 'I live in Oslo')
    const answer = await discord.reply(await bob.says(general, 'Remember: I live in Oslo', { mention: true }))

    const facts = await readStoredFacts(bot, bob)
    expect(facts.map(({ text, replaces }) => [text, replaces])).toEqual(
      [...homes.map(([home]) => home), 'I live in Oslo'].map(text => [text, []]),
    )
    expect(JSON.stringify([answer.message, model.calls])).not.toMatch(/Lisbon|Madrid|Prague/u)
  })

  test('is past where fewer are told something else, and counts for all others', async ({
    discord,
    model,
    bob,
    general,
    staff,
  }) => {
    await tells(bob, 'I live in Lisbon', general)
    keeps(model, 'I live in Oslo')
    await discord.reply(await bob.says(staff, 'Remember: I live in Oslo', { mention: true }))
    await discord.reply(await bob.says(staff, 'Where do I live?', { mention: true }))
    await discord.reply(await bob.says(general, 'Where do I live?', { mention: true }))

    const [, , amongStaff, inGeneral] = model.calls
    expect(amongStaff?.notes.filter(note => !note.includes('until')).join()).toMatch(/^(?!.*Lisbon).*Oslo/u)
    expect(inGeneral?.notes.join()).toMatch(/^(?!.*Oslo).*Lisbon/u)
    expect(inGeneral?.notes.join()).not.toContain('until')
  })

  test('takes the place of what was told in private once its user says so, where nobody else reads', async ({
    discord,
    bot,
    model,
    bob,
    general,
  }) => {
    await bob.command('remember', { what: 'I live in Lisbon' })
    keeps(model, 'I live in Oslo')
    await discord.reply(await bob.says(general, 'Remember: I live in Oslo', { mention: true }))
    const asked = await bob.command('remember', { what: 'I live in Oslo' })
    await pressButton(bob, asked, en.remember.replace)
    await discord.reply(await bob.dm('Where do I live?'))

    expect(asked.ephemeral).toBe(true)
    expect(asked.text).toContain('> I live in Lisbon')
    expect((await readStoredFacts(bot, bob)).map(({ text }) => text)).toContain('I live in Lisbon')
    const notes = model.calls.at(-1)?.notes ?? []
    expect(notes.filter(note => !note.includes('until')).join()).toMatch(/^(?!.*Lisbon).*Oslo/u)
  })
})

/** Tells the bot something in a place by command, where nothing is asked. */
async function tells(person: Person, what: string, place: Channel): Promise<void> {
  await person.command('remember', { what }, { in: place })
}
