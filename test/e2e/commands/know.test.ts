import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { chooseFromMenu, messageOf, pressButton, sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const { know } = en

describe.each(['the DM', 'a server'])('in %s', where => {
  test('what is known is shown in short, and page by page, to whoever asks alone', async ({
    discord,
    bot,
    ada,
    general,
  }) => {
    const here = where === 'the DM' ? ada.dmChannel : general
    await discord.reply(await ada.says(here, 'I live in Lisbon and like tea', { mention: true }))
    await seedMemory(bot, ada, here, {
      facts: [
        { text: 'The user lives in Lisbon.', kind: 'personal' },
        { text: 'The user likes *green* tea.', kind: 'preference' },
      ],
      statements: [
        { field: 'name', value: 'Ada' },
        { field: 'attr:home', value: 'Lisbon' },
        { entity: 'e1', field: 'name', value: 'Sarah' },
        { entity: 'e1', field: 'relation', value: 'sister' },
      ],
      summary: 'They talked about Lisbon and tea.',
    })
    await bot.learned(ada)

    const first = await ada.command('whatdoyouknow', {}, { in: here })
    const overview = first.text
    const likes = await chooseFromMenu(ada, first, know.choose, know.counted(know.sections.preference, 1))
    const { text: liked } = likes
    const you = await pressButton(ada, likes, know.next)
    const profile = you.text
    const things = await pressButton(ada, you, know.next)

    expect(first.ephemeral).toBe(true)
    expect(overview).toContain('**You** · Ada · home Lisbon')
    expect(overview).toContain(
      `${know.counted(know.sections.personal, 1)} · ${know.counted(know.sections.preference, 1)}`,
    )
    expect(overview).toContain('Sarah')
    expect(overview).toContain('They talked about Lisbon and tea.')
    expect(liked).toContain('You like \\*green\\* tea.')
    expect(liked).toContain(where === 'the DM' ? en.scopes.dm : en.scopes.thisServer)
    expect(liked).not.toContain('Lisbon')
    expect(profile).toContain(`## ${know.you}`)
    expect(profile).not.toContain('Sarah')
    expect(things.text).toContain('**Sarah** · your sister')
    expect((await chooseFromMenu(ada, things, know.choose, know.sections.summary)).text).toContain(
      'They talked about Lisbon and tea.',
    )
    expect((await pressButton(ada, things, know.home)).text).toBe(overview)
  })

  test('an empty memory is told kindly, with an example', async ({ ada, general }) => {
    const here = where === 'the DM' ? ada.dmChannel : general

    const first = await ada.command('whatdoyouknow', {}, { in: here })
    const search = await ada.command('whatdoyouknow', { about: 'my *cat*' }, { in: here })

    expect(first.content).toBe(know.nothing)
    expect(search.content).toBe(know.nothingAbout('my \\*cat\\*'))
  })
})

test('in a server the user sees everything of theirs, also what they told elsewhere', async ({
  discord,
  bot,
  ada,
  bob,
  general,
}) => {
  await discord.reply(await ada.dm('I am afraid of geese'))
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user is afraid of geese.' }] })

  const [hers, his] = await Promise.all([
    ada.command('whatdoyouknow', { about: 'geese' }, { in: general }),
    bob.command('whatdoyouknow', { about: 'geese' }, { in: general }),
  ])

  expect(hers.text).toContain('afraid of geese')
  expect(hers.text).toContain(en.scopes.dm)
  expect(his.content).toBe(know.nothingAbout('geese'))
})

test('it can be brought along to a group, and shows everything there', async ({ discord, bot, ada, cleo }) => {
  await discord.reply(await ada.dm('I am afraid of geese'))
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user is afraid of geese.' }] })

  const first = await ada.command('whatdoyouknow', {}, { in: discord.createGroupDm(ada, cleo) })

  expect(first.ephemeral).toBe(true)
  expect((await pressButton(ada, first, know.next)).text).toContain('afraid of geese')
})

describe('what waits', () => {
  test('is learned before it is shown', async ({ discord, model, ada }) => {
    await discord.reply(await ada.dm('My cat is called Miso'))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [{ turn: 1, quote: 'My cat is called Miso', text: "The user's cat is called Miso.", names: ['Miso'] }],
      }),
    )

    const first = await ada.command('whatdoyouknow', { about: 'cat' })

    expect(first.text).toContain('called Miso')
  })

  test('and can’t be learned just now is told, and logged without a word of it', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('I am afraid of geese'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user is afraid of geese.' }] })
    model.otherwiseExtracts = extraction => extraction.refuses(401)

    const first = await ada.command('whatdoyouknow')

    expect(first.text).toContain(know.learnFailed)
    expect(first.text).toContain(know.waiting(1))
    expect(await bot.logged('learning on demand failed')).toMatchObject({ level: 40, failure: 'key' })
    expect(JSON.stringify(bot.log)).not.toContain('geese')
  })
})

describe('a search', () => {
  const pets = ['goose', 'cat', 'dog', 'canary', 'rabbit', 'hamster', 'mouse']

  test('shows the closest first, and its pages after a restart too', async ({ discord, bot, ada }) => {
    await discord.reply(await ada.dm('I have many pets'))
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: [...pets, 'horse'].map(pet => ({
        text: pet === 'horse' ? 'The user has a horse.' : `The user has a ${pet} beside the canary.`,
      })),
    })

    const found = await ada.command('whatdoyouknow', { about: 'canary' })
    expect(found.text).toContain(know.found)
    expect(/have a (\w+)/u.exec(found.text)?.[1]).toBe('canary')
    expect(found.text).toContain(know.page(1, 2))
    expect(found.text).not.toContain('horse')

    await bot.restart()
    const second = await pressButton(ada, found, know.next)

    expect(second.text).toContain(know.page(2, 2))
    expect((await pressButton(ada, second, know.previous)).text).toContain('canary')
  })

  test('for somebody finds them, too', async ({ discord, bot, ada }) => {
    await discord.reply(await ada.dm('Miso is my cat'))
    await seedMemory(bot, ada, ada.dmChannel, {
      statements: [
        { entity: 'e1', field: 'name', value: 'Miso' },
        { entity: 'e1', field: 'type', value: 'cat' },
      ],
    })

    const found = await ada.command('whatdoyouknow', { about: 'Miso' })

    expect(found.text).toContain('**Miso** · cat')
  })
})

describe('where something comes from', () => {
  test('is told with quote, day and link, in a server and in the DM', async ({ discord, bot, ada, general }) => {
    const inServer = await ada.says(general, 'I live in *Lisbon*', { mention: true })
    await discord.reply(inServer)
    const quote = 'I live in *Lisbon*'
    await seedMemory(bot, ada, general, { facts: [{ text: 'The user lives in Lisbon.', quote }] })
    const inDm = await ada.dm('I like tea')
    await discord.reply(inDm)
    await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user likes tea.', quote: '' }] })

    const page = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)
    const sources = [
      await ada.clicks(messageOf(page), know.source, { at: 0 }),
      await ada.clicks(messageOf(page), know.source, { at: 1 }),
    ].map(({ text, ephemeral }) => ({ text, ephemeral }))

    expect(sources[0]?.text).toContain(know.noWords)
    expect(sources[0]?.text).toContain(`https://discord.com/channels/@me/${ada.dmChannel.id}/${inDm.id}`)
    expect(sources[1]?.text).toContain('> I live in \\*Lisbon\\*')
    expect(sources[1]?.text).toContain(`https://discord.com/channels/${discord.guild.id}/${general.id}/${inServer.id}`)
    expect(sources[1]?.ephemeral).toBe(true)
  })

  test('is told of people, by the facts about them and the messages they rest on', async ({
    discord,
    bot,
    ada,
    general,
  }) => {
    const first = await ada.says(general, 'Sarah works at Google', { mention: true })
    await discord.reply(first)
    await seedMemory(bot, ada, general, {
      facts: [{ id: 'f1', text: 'Sarah works at Google.', quote: 'Sarah works at Google' }],
      statements: [{ entity: 'e1', field: 'name', value: 'Sarah', fact: 'f1' }],
    })
    const second = await ada.says(general, 'she is my sister', { mention: true })
    await discord.reply(second)
    await seedMemory(bot, ada, general, { statements: [{ entity: 'e1', field: 'relation', value: 'sister' }] })

    const things = await ada.command('whatdoyouknow', { about: 'Sarah' })
    const { text } = await ada.clicks(messageOf(things), know.source)

    expect(text).toContain('> Sarah works at Google')
    for (const { id } of [first, second]) {
      expect(text).toContain(`https://discord.com/channels/${discord.guild.id}/${general.id}/${id}`)
    }
  })
})

test('“what do you know about me?” in plain talk is answered from what may be heard there', async ({
  discord,
  bot,
  model,
  ada,
  general,
  bob,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My ex snores.')
  await sayAndSeedFact({ discord, bot }, [ada, general], 'I keep bees.')
  await sayAndSeedFact({ discord, bot }, [bob, general], 'I keep ants.')

  await discord.reply(await ada.says(general, 'what do you know about me?', { mention: true }))
  const inServer = model.calls.at(-1)?.notes.join()
  await discord.reply(await ada.dm('what do you know about me?'))
  const inDm = model.calls.at(-1)?.notes.join()

  expect(inServer).toContain('I keep bees.')
  expect(inServer).not.toMatch(/snores|ants/u)
  expect(inDm).toContain('My ex snores.')
  expect(inDm).not.toContain('ants')
})
