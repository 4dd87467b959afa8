import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { type ExtractionCall, homeFacts } from '../support/extraction-call.ts'
import type { ReviewCall } from '../support/review-call.ts'
import { test as story } from '../support/running-bot.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const { know } = en

const inLisbon = (extraction: ExtractionCall) => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
const learnedOnce = { facts: ['The user lives in Lisbon.'], aside: {}, isPending: false }

describe.concurrent('a model on this machine that does one thing at a time', { timeout: 60_000 }, () => {
  // An empty value counts as not set.
  const test = story.extend('settings', { LEARN_CONCURRENCY: '' })

  test('answers during a study as if there were none, and learns later', async ({ discord, bot, model, ada, bob }) => {
    model.hasOneSlot = true
    await discord.reply(await ada.dm('I live in Lisbon.'))
    const asked = model.nextExtraction()
    const learned = bot.learned(ada)
    const study = await asked
    model.otherwiseExtracts = inLisbon
    const reply = await discord.reply(await bob.dm('Hello?'))
    await learned
    await study.closed

    expect(reply.content).toBe('You said: Hello?')
    expect(await waitForStoredMemory(bot, ada, { isPending: false })).toMatchObject(learnedOnce)
    expect(model.extractions).toHaveLength(2)
  })

  test('answers whoever is being learned from, and learns both that they said', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.hasOneSlot = true
    await discord.reply(await ada.dm('I live in Lisbon.'))
    const asked = model.nextExtraction()
    const learned = bot.learned(ada)
    await asked
    model.otherwiseExtracts = inLisbon
    const reply = await discord.reply(await ada.dm('Where do I live?'))
    await learned

    expect(reply.content).toBe('You said: Where do I live?')
    expect((await waitForStoredMemory(bot, ada, { isPending: false })).facts).toEqual(learnedOnce.facts)
    expect(model.extractions.at(-1)?.turns.map(({ text }) => text)).toContain('Where do I live?')
  })

  test('is not shown a message again that was deleted meanwhile', async ({ discord, bot, model, ada, bob }) => {
    const message = await ada.dm('I live in Lisbon.')
    await discord.reply(message)
    const asked = model.nextExtraction()
    const learned = bot.learned(ada)
    await asked
    const answering = model.nextCall()
    const bobs = await bob.dm('Hello?')
    const answer = await answering
    await ada.deletes(message)
    await discord.reply(await ada.dm('Good morning!'))
    answer.says('Hi!').ends()
    await discord.reply(bobs)
    await learned

    const [, ...later] = model.extractions.map(({ request }) => request)
    expect(later).toEqual([expect.stringContaining('Good morning!')])
    expect(later.join()).not.toContain('Lisbon')
  })

  test('begins no study while somebody is answered', async ({ discord, bot, model, ada, bob, cleo }) => {
    // The first study takes a while to begin.
    await discord.reply(await ada.dm('Good morning!'))
    await bot.learned(ada)
    await discord.reply(await ada.dm('I live in Lisbon.'))
    const order: string[] = []
    model.otherwiseExtracts = extraction => {
      order.push('study')
      inLisbon(extraction)
    }
    const answering = model.nextCall()
    const bobs = await bob.dm('Hello?')
    const answer = await answering
    answer.says('Well, ')
    const learned = bot.learned(ada)
    await discord.reply(await cleo.dm('Hello?'))
    order.push('end of the answer')
    answer.says('hello.').ends()
    await discord.reply(bobs)
    await learned

    expect(order).toEqual(['end of the answer', 'study'])
  })

  test('studies one user after the other', async ({ discord, bot, model, ada, bob, cleo }) => {
    await discord.reply(await ada.dm('Good morning!'))
    await bot.learned(ada)
    for (const person of [ada, bob]) await discord.reply(await person.dm('I live in Lisbon.'))
    const asked = model.nextExtraction()
    const learned = Promise.all([bot.learned(ada), bot.learned(bob)])
    const first = await asked
    model.otherwiseExtracts = inLisbon
    await cleo.command('whatdoyouknow')
    const before = model.extractions.slice(1).length
    inLisbon(first)
    await learned

    expect(before).toBe(1)
    for (const person of [ada, bob]) {
      expect(await waitForStoredMemory(bot, person, { isPending: false })).toMatchObject(learnedOnce)
    }
  })

  test('looks a second time after an answer that came between, and is asked nothing else twice', async ({
    discord,
    bot,
    model,
    ada,
    bob,
  }) => {
    model.hasOneSlot = true
    await discord.reply(await ada.dm("I don't like coriander."))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [extraction.fact("I don't like coriander.", 'The user likes coriander.', { kind: 'preference' })],
      }),
    )
    const { promise: asked, resolve } = Promise.withResolvers<ReviewCall>()
    model.reviewing = resolve
    const learned = bot.learned(ada)
    const review = await asked
    model.reviewing = call => call.gives(() => ({ true: false }))
    const reply = await discord.reply(await bob.dm('Hello?'))
    await learned
    await review.call.closed

    expect(reply.content).toBe('You said: Hello?')
    expect(model.extractions).toHaveLength(1)
    expect(model.reviews).toHaveLength(2)
    expect((await waitForStoredMemory(bot, ada, { isPending: false })).facts).toEqual([])
  })
})

describe.concurrent('a study that is asked for while it runs in the background', { timeout: 60_000 }, () => {
  const test = story.extend('settings', { LEARN_DELAY_SECONDS: '1' })

  test('is waited for, and not begun twice', async ({ discord, model, ada, bob }) => {
    const asked = model.nextExtraction()
    await discord.reply(await ada.dm('I live in Lisbon.'))
    const study = await asked
    model.otherwiseExtracts = inLisbon
    const asking = ada.command('whatdoyouknow')
    await discord.reply(await bob.dm('Hello?'))
    const before = model.extractions.length
    inLisbon(study)
    const known = await asking

    expect(before).toBe(1)
    expect(known.text).toContain(know.counted(know.sections.personal, 1))
    expect(model.extractions.filter(({ request }) => request.includes('Lisbon'))).toHaveLength(1)
  })

  test('in another process, too', async ({ discord, bot, model, ada, bob }) => {
    const asked = model.nextExtraction()
    await discord.reply(await ada.dm('I live in Lisbon.'))
    const study = await asked
    model.otherwiseExtracts = inLisbon
    const other = await bot.another()
    const learned = Promise.all([bot.learned(ada), other.learned(ada)])
    await discord.reply(await bob.dm('Hello?'))
    const before = model.extractions.length
    inLisbon(study)
    await learned

    expect(before).toBe(1)
    expect(await waitForStoredMemory(bot, ada, { isPending: false })).toMatchObject(learnedOnce)
    expect(model.extractions.filter(({ request }) => request.includes('Lisbon'))).toHaveLength(1)
  })
})

describe.concurrent('a model that does several things at once', { timeout: 60_000 }, () => {
  const test = story

  test('goes on with a study while it answers', async ({ discord, bot, model, ada, bob }) => {
    await discord.reply(await ada.dm('I live in Lisbon.'))
    const asked = model.nextExtraction()
    const learned = bot.learned(ada)
    const study = await asked
    const reply = await discord.reply(await bob.dm('Hello?'))
    inLisbon(study)
    await learned

    expect(reply.content).toBe('You said: Hello?')
    expect(await waitForStoredMemory(bot, ada, { isPending: false })).toMatchObject(learnedOnce)
    expect(model.extractions).toHaveLength(1)
  })
})
