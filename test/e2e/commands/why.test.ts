import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import type { Story } from '../support/fixtures.ts'
import { customIdOf, messageOf, pressButton } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

await loadTokenCounter() // so that no test waits for it

const { why, know, forget } = en
const MENU = 'Why did you say that?'

/** Of an earlier talk a fact and a summary are known; then a question is answered. */
async function scene({ discord, bot }: Pick<Story, 'discord' | 'bot'>, where: string) {
  const ada = discord.user('Ada')
  const here = where === 'the DM' ? ada.dmChannel : discord.channel('general')
  const said = await ada.says(here, 'My cat is called *Miso*', { mention: true })
  await discord.reply(said)
  await seedMemory(bot, ada, here, {
    facts: [{ text: 'The user has a cat called *Miso*.', quote: 'My cat is called *Miso*' }],
    summary: 'They talked about a cat.',
  })
  const more = await ada.says(here, 'It is grey', { mention: true })
  await discord.reply(more)
  const { message: answer } = await discord.reply(await ada.says(here, 'What is my cat called?', { mention: true }))
  const link = (id: string) =>
    `https://discord.com/channels/${here.id === ada.dmChannel.id ? '@me' : discord.guild.id}/${here.id}/${id}`
  return { ada, here, said, more, answer, link }
}

describe.concurrent.each(['the DM', 'a server'])('in %s', where => {
  test('what went into the last answer is shown, each with its source', { concurrent: false }, async ({
    discord,
    bot,
  }) => {
    const { ada, here, said, more, answer, link } = await scene({ discord, bot }, where)

    const shown = await ada.command('why', {}, { in: here })
    await bot.restart()
    const byMenu = await ada.menu(MENU, answer)

    expect(shown.ephemeral).toBe(true)
    expect(shown.text).toMatch(new RegExp(`${why.answer(link(answer.id))} · <t:\\d+:f>`, 'u'))
    expect(shown.text).toContain(`${why.wentIn} ${why.facts(1)} · ${why.segments(1)} · ${why.turns(2)}`)
    expect(shown.text).toContain('You have a cat called \\*Miso\\*.\n> My cat is called \\*Miso\\*')
    expect(shown.text).toContain(where === 'the DM' ? en.scopes.dm : en.scopes.thisServer)
    expect(shown.text).toContain(link(said.id))
    expect(shown.text).toContain('> They talked about a cat.')
    expect(shown.text).toContain(`> It is grey\n-# ${link(more.id)}`)
    expect(shown.text).not.toContain('What is my cat called')
    expect(byMenu.text).toBe(shown.text)
    expect(byMenu.ephemeral).toBe(true)
  })

  test('a fact, a summary and a message can be forgotten from there, also after a restart', {
    concurrent: false,
  }, async ({ discord, bot }) => {
    const { ada, here } = await scene({ discord, bot }, where)
    const shown = await ada.command('why', {}, { in: here })
    const source = await ada.clicks(messageOf(shown), know.source)
    await bot.restart()

    const texts: string[] = []
    for (const at of [2, 1, 0]) {
      const preview = await ada.clicks(messageOf(shown), know.forget, { at })
      texts.push(preview.text)
      await pressButton(ada, preview, forget.forgetThis)
    }
    const after = await ada.command('why', {}, { in: here })

    expect(source.text).toContain('> My cat is called \\*Miso\\*')
    expect(texts[0]).toContain(forget.turns(2))
    expect(texts[1]).toContain(forget.segments(1))
    expect(texts[2]).toContain('You have a cat called')
    expect((await readStoredMemory(bot, ada)).facts).toEqual([])
    expect(after.text).not.toMatch(/grey|They talked|Miso/u)
  })
})

test('what was forgotten since is counted, and not shown', async ({ discord, bot }) => {
  const { ada, said, more, answer } = await scene({ discord, bot }, 'the DM')

  await ada.deletes(said, more)
  await discord.reply(await ada.dm('hello'))
  const shown = await ada.menu(MENU, answer)

  expect(shown.text).toContain(why.goneFacts(1))
  expect(shown.text).toContain(why.goneSegments(1))
  expect(shown.text).toContain(why.goneTurns(2))
  expect(shown.text).toContain(why.nothing)
  expect(shown.text).not.toMatch(/Miso|grey/u)
})

test('much is shown page by page, also after a restart', async ({ discord, bot, ada }) => {
  await discord.reply(await ada.dm('I have many pets'))
  const pets = ['goose', 'cat', 'dog', 'canary', 'rabbit', 'hamster', 'mouse']
  const long = 'and it is *very* dear to me, '.repeat(30)
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: pets.map(pet => ({ text: `The user has a ${pet}, ${long}`, quote: long, facet: pet })),
    summary: long.repeat(4),
  })
  await discord.reply(await ada.dm(long))
  await discord.reply(await ada.dm('What pets do I have?'))

  const first = await ada.command('why')
  const { text } = first
  await bot.restart()
  const second = await pressButton(ada, first, know.next)
  const secondText = second.text
  const back = await pressButton(ada, second, know.previous)

  expect(text).toContain(know.page(1, 2))
  expect(secondText).toContain(know.page(2, 2))
  expect(back.text).toBe(text)
  expect((text + secondText).match(/has a \w+/gu)?.length).toBeGreaterThan(2)
  expect(secondText).toContain('> You said: and it is \\*very\\* dear')
})

test('it is told that the model looked further', async ({ discord, bot, model, ada }) => {
  await discord.reply(await ada.dm('I have a cat'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: Array.from({ length: 150 }, (_, at) => ({
      text: `The user has a cat called number ${at}, and loves it.`,
      facet: `cat ${at}`,
    })),
  })
  model.plays(
    call => call.looksUp({ query: 'cat' }),
    call => call.says('Thirty.').ends(),
  )
  await discord.reply(await ada.dm('How many cats?'))

  expect((await ada.command('why')).text).toContain(why.lookups(1))
})

describe.concurrent('there is nothing to tell', () => {
  test('where nothing was answered, or is kept of it', async ({ discord, ada, general, bob }) => {
    const other = await ada.says(general, 'hello all')

    const answers = [
      await ada.command('why'),
      await ada.command('why', {}, { in: general }),
      await ada.command('why', {}, { in: discord.createGroupDm(ada, bob) }),
      await ada.menu(MENU, other),
    ]

    expect(answers.map(({ content }) => content)).toEqual([
      ...[why.notAnswered, why.notAnswered, why.notAnswered],
      why.notMine,
    ])
  })

  test('of an answer given while memory was paused', async ({ discord, ada }) => {
    await ada.clicks(messageOf(await ada.command('privacy')), en.privacy.pause, { until: 'updated' })
    const { message } = await discord.reply(await ada.dm('hello'))

    expect((await ada.menu(MENU, message)).content).toBe(why.notKept)
    expect((await ada.command('why')).content).toBe(why.notAnswered)
  })

  test('of an answer that remembered nothing', async ({ discord, ada }) => {
    await discord.reply(await ada.dm('hello'))

    expect((await ada.command('why')).text).toContain(why.nothing)
  })

  test('to anybody else', async ({ discord, bot, bob }) => {
    const { ada, here, answer } = await scene({ discord, bot }, 'a server')
    const shown = await ada.command('why', {}, { in: here })
    const forgetFact = customIdOf(messageOf(shown), know.forget)

    const byMenu = await bob.menu(MENU, answer)
    const byCommand = await bob.command('why', {}, { in: here })
    const forged = [
      await bob.forges({ channel: here }, forgetFact),
      await bob.forges({ channel: here }, `k:${bob.id}:why.page:${here.id}:${answer.id}:1`),
      await bob.forges({ channel: here }, `k:${bob.id}:why.page:x:y:z`),
      await bob.forges({ channel: here }, `k:${bob.id}:why.turn:${here.id}:q${answer.id}`),
      await bob.forges({ channel: here }, `k:${bob.id}:why.turn:${here.id}:nonsense`),
      await bob.forges({ channel: here }, `k:${bob.id}:why.segment:x:y`),
    ]

    expect(byMenu.content).toBe(why.notYours)
    expect(byCommand.content).toBe(why.notAnswered)
    for (const { text, followUps } of forged) {
      expect(`${text}${followUps.map(({ content }) => content).join('')}`).not.toMatch(/Miso|grey/u)
    }
    expect(forged[0]?.content).toBe(en.commands.notYours)
    expect((await readStoredMemory(bot, ada)).facts).toHaveLength(1)
  })
})
