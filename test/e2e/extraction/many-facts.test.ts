import { describe, expect } from 'vitest'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { allLiesRejected, answerExtractionWith, findLies, setClock, test } from '../support/learning-fixtures.ts'
import { monitorRedis } from '../support/redis-monitor.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const exact = await loadTokenCounter()

/** Ten sentences about each of a hundred towns. */
const towns = ['Al', 'Bar', 'Cor', 'Dun', 'El', 'Fal', 'Gor', 'Har', 'Il', 'Kel'].flatMap(begins =>
  ['den', 'ford', 'mere', 'stead', 'ton', 'wick', 'ham', 'by', 'minster', 'gate'].map(ends => `${begins}${ends}`),
)
const doings = `bought bread,drank coffee,found a map,heard an opera,learned to juggle,lost an umbrella,met a dentist,
  planted a tree,saw a comedy,sold a bicycle`
  .split(',')
  .map(doing => doing.trim())
const DAY_MS = 86_400_000
/** The towns one after the other, two days in each. */
const facts = towns.flatMap((town, at) =>
  doings.map((doing, which) => ({
    text: `The user ${doing} in ${town}.`,
    saidAt: Date.UTC(2039, 6, 1) + (2 * at + (which % 2)) * DAY_MS,
  })),
)

describe('with a thousand facts of a hundred towns', () => {
  test.override({ loopback: { channelLimits: false }, settings: { MESSAGES_PER_MINUTE: '1000' } })

  test('what is asked for is in the prompt, with what was learned of it, and the prompt in its budget', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    await answered(ada.dm('I promised Cleo a violin for the concert in June.'))
    answerExtractionWith(model, extraction => ({
      facts: [
        extraction.fact('I promised Cleo a violin', 'The user promised Cleo a violin for the concert.', {
          kind: 'promise',
        }),
      ],
    }))
    await bot.learned(ada)
    await answered(ada.dm('So much for today.'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: facts.slice(1) })
    await bot.restart()

    const asked = ['Barford', 'Elwick', 'Kelgate']
    for (const town of asked) await answered(ada.dm(`What did I do in ${town}?`))
    await answered(ada.dm('What did I promise Cleo?'))

    expect(await readStoredFacts(bot, ada)).toHaveLength(1000)
    for (const [at, town] of asked.entries()) {
      expect(model.calls[2 + at]?.notes.filter(note => note.endsWith(` in ${town}.`))).toHaveLength(doings.length)
    }
    expect(model.calls.at(-1)?.notes).toContainEqual(
      expect.stringContaining('The user promised Cleo a violin for the concert.'),
    )
    for (const { text } of model.calls) expect(exact.count(text)).toBeLessThan(7000)
    expect(await findLies(bot, model)).toEqual(allLiesRejected)
  })

  test('an answer takes at most two round trips to Redis before the model, and one embedding', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    await answered(ada.dm('Hello!'))
    await seedMemory(bot, ada, ada.dmChannel, { facts })
    await answered(ada.dm('So that the scripts are known: hello again!'))
    await bot.logged('vector index: RediSearch')
    const [monitored, embedded] = [await monitorRedis(), model.embeddings.length]

    const calling = model.nextCall()
    const question = ada.dm('What did I do in Barford?')
    const call = await calling
    const before = await monitored(new RegExp(`^${bot.keyPrefix}(?:user|facts?|index):`, 'u'))
    call.says('A lot.').ends()
    await answered(question)
    await bot.stop()

    expect(call.notes.join()).toContain('in Barford.')
    expect(before).toEqual(['keep-question', 'nearest-facts'])
    // Facts that have no embedding yet may be given one at any time.
    const ofQuestion = model.embeddings
      .slice(embedded)
      .filter(({ input }) => !JSON.stringify(input).includes('in Barford.'))
    expect(ofQuestion.map(({ input }) => input)).toContainEqual(['what did i do in barford?'])
    expect(ofQuestion.filter(({ input }) => JSON.stringify(input).includes('what did i do'))).toHaveLength(1)
  })
})

test('“What did I say about Lisbon in March?” is looked up where the prompt does not show it', async ({
  bot,
  discord,
  model,
  answered,
  ada,
  general,
}) => {
  await answered(ada.dm('I want to learn the guitar in Lisbon.'))
  await answered(ada.says(general, 'I like tea.', { mention: true }))
  await answered(ada.dm('Bye!'))
  model.otherwiseExtracts = extraction => {
    const guitar = { kind: 'plan', names: ['Lisbon'] }
    const isOfLisbon = extraction.turns.some(({ text }) => text.includes('guitar'))
    if (!isOfLisbon) extraction.gives({})
    else
      extraction.gives({
        facts: [extraction.fact('the guitar in Lisbon', 'The user wants to learn the guitar in Lisbon.', guitar)],
      })
  }
  await bot.learned(ada)
  setClock('2040-04-02T10:00Z')
  await answered(ada.dm('I have seen some films by now, and one of them was set in Lisbon.'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: Array.from({ length: 200 }, (_, i) => ({ text: `The user has seen the film number ${i} about Lisbon.` })),
  })
  await bot.restart()
  model.plays(
    call => call.looksUp({ query: 'Lisbon', from: '2040-03', to: '2040-03' }),
    call => call.says('You wanted to learn the guitar there.').ends(),
  )

  const question = ada.dm('What did I say about Lisbon in March?')
  await answered(question)

  const [asked, lookedUp] = model.calls.slice(-2)
  expect(asked?.offered).toContain('search_memory')
  expect(lookedUp?.lookedUp).toEqual([
    expect.stringMatching(/^\[Notes[^\n]*\n> - 2040-03-05: The user wants to learn the guitar in Lisbon\.\n$/u),
  ])
  expect((await discord.reply(await question)).content).toBe('You wanted to learn the guitar there.')
})
