import { describe, expect } from 'vitest'
import { controlsOf } from '../../../fake-discord/messages/controls.ts'
import { en } from '../../../src/locales/en.ts'
import { messageOf, sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts, readStoredMemory, readStoredStatements } from '../support/stored-memory.ts'
import { PATIENT } from '../support/wait-for.ts'

const { forget } = en
const MUCH_AT_ONCE = [forget.lastHour, forget.thisConversation, forget.everything]
const BIRTHDAY = "my sister's birthday is 3 May"

describe.concurrent('what the model may do in plain talk', () => {
  test('is offered in every answer that is kept, in a DM and in a server', async ({ discord, model, ada, general }) => {
    await discord.reply(await ada.dm('hello'))
    await discord.reply(await ada.says(general, 'hello', { mention: true }))
    await ada.command('server-memory', { state: 'off' }, { in: general })
    await discord.reply(await ada.says(general, 'hello again', { mention: true }))

    expect(model.calls.map(({ offered }) => offered)).toEqual([['remember', 'forget'], ['remember', 'forget'], []])
  })

  test('is left out where a server knows no tools, and the answer comes all the same', async ({
    discord,
    model,
    ada,
  }) => {
    model.plays(call => call.refuses(400, { message: 'this model does not support tools' }))

    const { content } = await discord.reply(await ada.dm('I like tea, by the way'))

    expect(content).toBe('You said: I like tea, by the way')
    expect(model.calls.map(({ offered }) => offered.length)).toEqual([2, 0])
  })

  test('comes to four things in one answer', async ({ discord, bot, model, ada }) => {
    const things = ['I like tea', 'I like milk', 'I like figs', 'I like dates', 'I like rain']
    model.plays(call => call.usesAtOnce(...things.map(quote => ['remember', { quote }] as const)))

    await discord.reply(await ada.dm(`Remember: ${things.join('; ')}`))

    expect(model.calls[1]?.lookedUp.map(result => result.split(':')[0])).toEqual([
      ...['Kept.', 'Kept.', 'Kept.', 'Kept.'],
      'Not done',
    ])
    expect((await readStoredMemory(bot, ada)).facts).toHaveLength(4)
  })
})

describe.concurrent('“remember that …”', () => {
  test('is one fact also when the learner has read it, with what that found out', { concurrent: false }, async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.plays(call => call.uses('remember', { quote: BIRTHDAY }))
    model.otherwiseExtracts = call =>
      call.gives({
        facts: [
          call.fact(BIRTHDAY, 'The user’s sister’s birthday is 3 May.', {
            ...{ subject: 'sister', facet: 'birthday', kind: 'relationship' },
          }),
        ],
        entities: [
          call.entity(BIRTHDAY, 'sister', {
            ...{ relation: 'sister', attributes: [{ facet: 'birthday', value: '3 May' }] },
          }),
        ],
      })
    await discord.reply(await ada.dm(`Please remember that ${BIRTHDAY}.`))

    await bot.learned(ada)
    await discord.reply(await ada.dm('When is it?'))
    await bot.stop()

    const [fact, ...more] = await readStoredFacts(bot, ada)
    expect(fact).toMatchObject({ text: BIRTHDAY, asked: 'message', facet: 'birthday', kind: 'relationship' })
    expect(more).toEqual([])
    expect(fact?.subject).not.toBe('user')
    expect(await readStoredStatements(bot, ada)).toContainEqual(expect.stringMatching(/attr:birthday:dm: 3 May$/u))
    expect(model.calls.at(-1)?.notes).toEqual([expect.stringContaining(BIRTHDAY)])
  })

  test('is learned only once also where the learner says no more than that', async ({ discord, bot, model, ada }) => {
    model.plays(call => call.uses('remember', { quote: 'I sing in a choir' }))
    model.otherwiseExtracts = call =>
      call.gives({ facts: [call.fact('I sing in a choir', 'The user sings in a choir.')] })
    await discord.reply(await ada.dm('Remember that I sing in a choir.'))

    await bot.learned(ada)

    expect((await readStoredMemory(bot, ada)).facts).toEqual(['I sing in a choir'])
  })
})

describe.concurrent('“that’s wrong, …”', () => {
  const lisbon = { id: 'lisbon', text: 'The user lives in Lisbon.', facet: 'home', saidAt: Date.now() - 60_000 }

  test('makes the note past, and what comes later takes the place of the correction', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [lisbon] })
    model.plays(call =>
      call.uses('remember', { quote: 'I moved to Oslo', instead_of: call.notes[0]?.replace(/^- /u, '') }),
    )
    model.otherwiseExtracts = call => {
      const words = call.request.includes('I live in Paris') ? 'I live in Paris' : 'I moved to Oslo'
      const home = `The user lives in ${words.split(' ').at(-1)}.`
      call.gives({ facts: [call.fact(words, home, { facet: 'home' })] })
    }

    await discord.reply(await ada.dm('That’s wrong, I moved to Oslo.'))
    const corrected = model.calls.at(-1)?.lookedUp
    await discord.reply(await ada.dm('Where do I live?'))
    const before = model.calls.at(-1)?.notes
    await bot.learned(ada)
    await discord.reply(await ada.dm('Now I live in Paris.'))
    await bot.learned(ada)
    await discord.reply(await ada.dm('And now?'))

    expect(corrected).toEqual(['Kept, and the note is past now.'])
    expect(before).toEqual([expect.stringMatching(/: "I moved to Oslo"$/u), expect.stringMatching(/until .*Lisbon/u)])
    expect(model.calls.at(-1)?.notes).toEqual([
      expect.stringMatching(/: The user lives in Paris\.$/u),
      expect.stringMatching(/until .*"I moved to Oslo"$/u),
    ])
  })

  test('said in a server corrects nothing but what may be heard there, and nothing elsewhere', async ({
    discord,
    bot,
    model,
    ada,
    general,
  }) => {
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [lisbon] })
    model.plays(call => call.uses('remember', { quote: 'I moved to Oslo', instead_of: lisbon.text }))

    await discord.reply(await ada.says(general, 'That’s wrong, I moved to Oslo.', { mention: true }))
    const facts = await readStoredFacts(bot, ada)

    expect(model.calls.at(-1)?.lookedUp).toEqual([expect.stringMatching(/^Kept\. No note reads like/u)])
    expect(facts).toMatchObject([
      { id: 'lisbon', scope: 'dm', replaces: [] },
      { text: 'I moved to Oslo', scope: `guild:${discord.guild.id}`, replaces: [] },
    ])
  })

  test('makes no note past that the words are not about, whatever the model was talked into', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    const others = ['tea', 'chess', 'long walks', 'old maps', 'jazz', 'hiking'].map((liked, at) => ({
      ...{ id: `f${at}`, text: `The user likes ${liked}.`, saidAt: Date.now() - 1000 * at },
    }))
    await discord.reply(await ada.dm('hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [lisbon, ...others] })
    model.plays(call => call.uses('remember', { quote: 'I like chess with Bo', instead_of: lisbon.text }))

    await discord.reply(await ada.dm('Remember that I like chess with Bo.'))
    const told = model.calls.at(-1)?.lookedUp
    const facts = await readStoredFacts(bot, ada)

    expect(told).toEqual([expect.stringMatching(/^Kept\. No note reads like/u)])
    expect(facts.find(({ text }) => text === 'I like chess with Bo')).toMatchObject({ replaces: [] })
  })

  test('said in the DM leaves what others may hear as it is', async ({ discord, bot, model, ada, general }) => {
    await discord.reply(await ada.says(general, 'hello', { mention: true }))
    await seedMemory(bot, ada, general, { facts: [lisbon] })
    model.plays(call => call.uses('remember', { quote: 'I moved to Oslo', instead_of: lisbon.text }))

    await discord.reply(await ada.dm('That’s wrong, I moved to Oslo.'))
    await discord.reply(await ada.says(general, 'Where do I live?', { mention: true }))
    const heard = model.calls.at(-1)?.text
    await discord.reply(await ada.dm('Where do I live?'))

    expect(heard).toContain('Lisbon')
    expect(heard).not.toContain('Oslo')
    expect(model.calls.at(-1)?.notes).toEqual([
      expect.stringMatching(/: "I moved to Oslo"$/u),
      expect.stringMatching(/until .*Lisbon/u),
    ])
  })
})

describe.concurrent('a model that makes things up', () => {
  test.for([
    ['what others say in the channel', 'Ada owes me money'],
    ['what the bot said', 'You said: hello'],
    ['what is known', 'The user lives in Lisbon.'],
    ['a part of a word', 'mem'],
  ])('keeps nothing: %s', async ([, quote], { discord, bot, model, ada, bob, general }) => {
    await discord.reply(await ada.says(general, 'hello', { mention: true }))
    await seedMemory(bot, ada, general, { facts: [{ text: 'The user lives in Lisbon.' }] })
    await bob.says(general, 'Ada owes me money')
    model.plays(call => call.uses('remember', { quote }))

    await discord.reply(await ada.says(general, 'remember that!', { mention: true }))

    expect(model.calls.at(-1)?.lookedUp).toEqual([expect.stringMatching(/^Not kept: only what the user says/u)])
    expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'The user lives in Lisbon.', replaces: [] }])
  })
})

describe.concurrent('“forget …”', () => {
  test('is one button however often the model asks for it, and opens all of it', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My ex snores.')
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I work at the mint.')
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: Array.from({ length: 30 }, (_, i) => `Film number ${i} is dull.`).map(text => ({
        ...{ text, quote: text, facet: text },
      })),
    })
    model.plays(call => call.usesAtOnce(['forget', { about: 'my ex' }], ['forget', { about: 'work at the mint' }]))

    const { message } = await discord.reply(await ada.dm('Forget my ex, and where I work.'))
    const list = await ada.clicks(message, forget.choosePlaceholder)

    expect(controlsOf(message.components ?? []).map(({ label }) => label)).toEqual([forget.choosePlaceholder])
    const [menu, ...ways] = controlsOf(messageOf(list).components ?? [])
    expect(menu?.options?.map(({ label }) => label)).toEqual(['My ex snores.', 'I work at the mint.'])
    // The films stand behind it.
    expect(ways.map(({ label }) => label)).toEqual([forget.lookFurther, ...MUCH_AT_ONCE])
  })

  test('leads no further where there is nothing else', async ({ discord, bot, model, ada }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My ex snores.')
    model.plays(call => call.uses('forget', { about: 'my ex' }))

    const { message } = await discord.reply(await ada.dm('Forget my ex.'))
    const list = await ada.clicks(message, forget.choosePlaceholder)

    const [menu, ...ways] = controlsOf(messageOf(list).components ?? [])
    expect(menu?.options?.map(({ label }) => label)).toEqual(['My ex snores.'])
    expect(ways.map(({ label }) => label)).toEqual(MUCH_AT_ONCE)
  })

  test('everything is offered also where nothing is found', { concurrent: false }, async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('hello'))
    model.plays(call => call.uses('forget', { about: 'everything' }))
    const { message } = await discord.reply(await ada.dm('Forget everything.'))
    await bot.restart()

    const click = await ada.clicks(message, forget.choosePlaceholder)
    await ada.clicks(messageOf(click), forget.everything, { until: 'updated' })

    expect(click.text).toContain(forget.everythingTitle)
  })

  test('the button goes with the answer: another answer has its own, or none', async ({ discord, model, ada }) => {
    const asks = () => model.plays(call => call.uses('forget', { about: 'my ex' }))
    asks()
    const question = await ada.dm('Forget my ex.')
    const { message } = await discord.reply(question)
    const ids = () => controlsOf(message.components ?? []).map(({ custom_id }) => custom_id)
    const [first] = ids()

    asks()
    await ada.menu('Answer again', message, PATIENT)
    const [second, ...more] = ids()
    const edited = discord.until(happening => happening.kind === 'edit' && happening.message.id === message.id)
    await ada.edits(question, 'What is the weather like?')
    await edited

    expect(first).toMatch(/:forget\.choose:/u)
    expect(second).toMatch(/:forget\.choose:/u)
    expect(second).not.toBe(first)
    expect(more).toEqual([])
    expect(ids()).toEqual([])
  })
})

describe('with little room', () => {
  test.override({ settings: { CONTEXT_TOKENS: '2500', RESPONSE_TOKENS: '500' } })

  test('the tools are left out, and what is said has its place', async ({ discord, model, ada }) => {
    await discord.reply(await ada.dm('remember that I like tea'))

    expect(model.calls.map(({ offered }) => offered)).toEqual([[]])
  })
})
