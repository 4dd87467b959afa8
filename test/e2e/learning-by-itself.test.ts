import { describe, expect } from 'vitest'
import { freePort, patience } from './bot-process.ts'
import { homeIn } from './home-fact.ts'
import { kept, untilKept } from './kept.ts'
import { metricsAt } from './metrics-page.ts'
import { test as story } from './story.ts'
import type { StudyCall } from './study-call.ts'

const test = story.extend('loopback', { channelLimits: false }).extend('settings', { LEARN_DELAY_SECONDS: '1' })

const inLisbon = (study: StudyCall) => study.gives({ facts: homeIn('Lisbon', study) })

describe.concurrent('what was said last is learned', { timeout: 60_000 }, () => {
  test('without another message', async ({ discord, bot, model }) => {
    const ada = discord.user('Ada')
    const asked = model.nextStudy()
    await ada.dm('I live in Lisbon.')
    inLisbon(await asked)

    await untilKept(bot, ada, { facts: ['The user lives in Lisbon.'] })
    expect(model.studies[0]?.turns[0]).toMatchObject({ role: 'user', text: 'I live in Lisbon.' })
  })

  test('when the bot was stopped while it was being learned', async ({ discord, bot, model }) => {
    const ada = discord.user('Ada')
    const asked = model.nextStudy()
    await discord.reply(await ada.dm('I live in Lisbon.'), patience)
    const study = await asked
    model.otherwiseStudies = inLisbon
    await bot.restart()
    await study.closed

    await untilKept(bot, ada, { facts: ['The user lives in Lisbon.'] })
    expect(model.studies).toHaveLength(2)
  })

  test.for([500, 503, 429])('after a %s of the model, once it is well', async (status, { discord, bot, model }) => {
    const ada = discord.user('Ada')
    model.otherwiseStudies = study => study.refuses(status)
    await discord.reply(await ada.dm('I live in Lisbon.'), patience)
    const told = await bot.logged('what was said is learned when the model can be reached again')
    const unlearned = await kept(bot, ada)
    model.otherwiseStudies = inLisbon

    expect(told).toMatchObject({ user: ada.id, failure: 'overloaded', status })
    expect(unlearned).toMatchObject({ facts: [], learnedTo: undefined, aside: {}, isPending: true })
    await untilKept(bot, ada, { facts: ['The user lives in Lisbon.'] })
  })

  test('after a start without a model’s server, once there is one', async ({ discord, bot, model }) => {
    const ada = discord.user('Ada')
    const nowhere = `http://127.0.0.1:${await freePort()}/v1`
    await discord.reply(await ada.dm('I live in Lisbon.'), patience)
    await bot.restart({ LEARN_DELAY_SECONDS: '1', OPENAI_BASE_URL: nowhere })
    const told = await bot.logged('what was said is learned when the model can be reached again')
    model.otherwiseStudies = inLisbon
    await bot.restart({ LEARN_DELAY_SECONDS: '1' })

    expect(told).toMatchObject({ user: ada.id, failure: 'unreachable', code: 'ECONNREFUSED' })
    await untilKept(bot, ada, { facts: ['The user lives in Lisbon.'] })
  })

  test('after an answer that can’t be read, once one can', async ({ discord, bot, model }) => {
    const ada = discord.user('Ada')
    model.studiesWith(...Array.from({ length: 4 }, () => (study: StudyCall) => study.says('{"facts":[{"turn"')))
    model.otherwiseStudies = inLisbon
    await discord.reply(await ada.dm('I live in Lisbon.'), patience)

    await untilKept(bot, ada, { facts: ['The user lives in Lisbon.'], aside: {} })
    await bot.logged('answer can’t be read whole, it is asked again')
    expect(model.studies.length).toBeGreaterThanOrEqual(5)
  })

  test('once, by two processes at the same time', async ({ discord, bot, model }) => {
    const ada = discord.user('Ada')
    await bot.restart({})
    const second = await bot.another()
    await discord.reply(await ada.dm('I live in Lisbon.'), patience)
    const studies = [model.nextStudy(), model.nextStudy()]
    const learned = Promise.all([bot.learned(ada), second.learned(ada)])
    for (const study of await Promise.all(studies)) inLisbon(study)
    await learned

    const inRedis = await kept(bot, ada)
    expect(inRedis.facts).toEqual(['The user lives in Lisbon.'])
    await discord.reply(await ada.dm('Where do I live?'), patience)
    expect(model.calls.at(-1)?.question.match(/The user lives in Lisbon\./gu)).toHaveLength(1)
  })

  test('but for a message that no model can take: it is given up after five tries of it alone, with its reason', async ({
    discord,
    bot,
    model,
  }) => {
    const ada = discord.user('Ada')
    const port = String(await freePort())
    await bot.restart({ METRICS_PORT: port })
    const said = ['My cat is called Miso.', 'I like chess.', 'Poison.', 'I play the oboe.', 'I live in Lisbon.']
    const ids: string[] = []
    for (const text of said) {
      const message = await ada.dm(text)
      ids.push(message.id)
      await discord.reply(message, patience)
    }
    const alone: string[] = []
    model.otherwiseStudies = study => {
      const shown = study.turns.filter(({ number }) => study.learnFrom.includes(number)).map(({ text }) => text)
      if (!shown.includes('Poison.')) return inLisbon(study)
      if (shown.length === 1) alone.push(...shown)
      return study.says('{"facts":')
    }
    for (let run = 0; run < 6; run += 1) await bot.learned(ada)
    const reply = await discord.reply(await ada.dm('Good morning.'), patience)

    const { facts, aside, learnedTo } = await kept(bot, ada)
    expect(alone).toHaveLength(5 * 2) // each try is asked for once more, to mend what can't be read
    expect(aside).toEqual({ [`q:${ids[2]}`]: 'malformed' })
    expect(facts).toEqual(['The user lives in Lisbon.'])
    expect(learnedTo).toMatch(`:${ids[4]}`)
    expect((await metricsAt(port)).get('turns_set_aside malformed')).toBe(1)
    expect(reply.content).toBe('You said: Good morning.')
  })
})
