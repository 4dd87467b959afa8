import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { answers, forget } = en

const refuses = (call: Call) => call.refuses(401)

describe.concurrent('an answer that fails after the model did something', () => {
  test('tells that something was kept', async ({ discord, bot, model, ada }) => {
    model.plays(call => call.uses('remember', { quote: 'I keep bees' }), refuses)

    const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

    expect(reply.content).toBe(`${answers.modelKeyRefused}\n\n${answers.remembered}`)
    expect((await readStoredMemory(bot, ada)).facts).toEqual(['I keep bees'])
  })

  test('has the button to forget, which works', async ({ discord, model, ada }) => {
    model.plays(call => call.uses('forget', { about: 'my ex' }), refuses)

    const { content, message } = await discord.reply(await ada.dm('Forget my ex.'))
    const click = await ada.clicks(message, forget.choosePlaceholder)

    expect(content).toBe(`${answers.modelKeyRefused}\n\n${answers.forgetOffered}`)
    expect(click.text).toBe(forget.nothingThere)
  })

  test('tells both under what was said until then', async ({ discord, model, ada }) => {
    model.plays(
      call => call.usesAtOnce(['remember', { quote: 'I keep bees' }], ['forget', { about: 'my ex' }]),
      call => call.says('Well,').ends('content_filter'),
    )

    const { content, message } = await discord.reply(await ada.dm('Remember that I keep bees. Forget my ex.'))

    expect(content).toBe(['Well,', answers.cutOff, answers.remembered, answers.forgetOffered].join('\n\n'))
    expect(message.components).toHaveLength(1)
  })

  test('tells of nothing that was not done', async ({ discord, model, ada }) => {
    model.plays(call => call.uses('remember', { quote: 'I keep cats' }), refuses)

    const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

    expect(reply.content).toBe(answers.modelKeyRefused)
  })
})
