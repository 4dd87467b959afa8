import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'

/** Resolves when a message of the question's channel is posted or edited so that it looks like this. */
const until = (discord: Loopback, question: StoredMessage, looks: (message: { content: string }) => boolean) =>
  discord.until(happening => (happening.kind === 'message' || happening.kind === 'edit') && looks(happening), {
    channelId: question.channel_id,
    timeout: 20_000,
  })

describe.concurrent('the model is asked again', () => {
  test.for([
    ['408', { 'retry-after-ms': '20' }],
    ['409', { 'retry-after-ms': '20' }],
    ['429', { 'retry-after-ms': '20' }],
    ['500', {}],
    ['503', { 'retry-after': '0' }],
  ] as const)('after a %s, and answers', async ([status, headers], { discord, model, bot, ada }) => {
    model.plays(call => call.refuses(Number(status), {}, headers))

    const reply = await discord.reply(await ada.dm('Hello?'))

    expect(reply.content).toBe('You said: Hello?')
    expect(reply.parts).toHaveLength(1)
    expect(await bot.logged('completion failed, retrying')).toMatchObject({
      status: Number(status),
      requestId: 'req-test',
    })
    expect(model.calls).toHaveLength(2)
  })

  test('not before the time that a 429 names', async ({ discord, model, ada }) => {
    const times: number[] = []
    model.plays(
      call => {
        times.push(performance.now())
        call.refuses(429, {}, { 'retry-after': '1' })
      },
      call => {
        times.push(performance.now())
        call.says('Here I am.').ends()
      },
    )

    const reply = await discord.reply(await ada.dm('Hello?'))
    const [first = 0, second = 0] = times

    expect(reply.content).toBe('Here I am.')
    expect(second - first).toBeGreaterThanOrEqual(1000)
  })

  test('when the stream is cut before anything of it was shown', async ({ discord, model, ada }) => {
    model.plays(
      call => call.says('Half of an ans').breaks(),
      call => call.says('The whole answer.').ends(),
    )
    const reply = await discord.reply(await ada.dm('Hello?'))

    expect(reply.content).toBe('The whole answer.')
    expect(reply.message.revisions).toEqual([])
    expect(discord.messages(ada.dmChannel)).toHaveLength(2)
  })

  test('with max_tokens where it does not know max_completion_tokens, and then always so', async ({
    discord,
    model,
    ada,
  }) => {
    const code = 'unsupported_parameter'
    const message = "Unsupported parameter: 'max_completion_tokens' is not supported with this model."
    model.plays(call => call.refuses(400, { code, message }))
    const reply = await discord.reply(await ada.dm('Hello?'))
    await discord.reply(await ada.dm('And again?'))

    expect(reply.content).toBe('You said: Hello?')
    expect(model.calls.map(({ prompt }) => 'max_completion_tokens' in prompt)).toEqual([true, false, false])
    expect(model.calls.slice(1).map(({ prompt }) => 'max_tokens' in prompt)).toEqual([true, true])
  })
})

describe.concurrent('an answer that was begun', () => {
  test.for([
    ['cut', (call: Call) => call.breaks(), 'cut'],
    ['stopped by the filter', (call: Call) => call.ends('content_filter'), 'filtered'],
  ] as const)(
    'and is %s after it was shown stays, marked, and the next prompt shows it',
    async ([, end, failure], { discord, model, bot, ada }) => {
      const asked = model.nextCall()
      const question = await ada.dm('Tell me about Bergen.')
      const shown = until(discord, question, ({ content }) => content === 'Bergen lies')
      const marked = until(discord, question, ({ content }) => content.includes(en.answers.cutOff))
      const call = await asked
      call.says('Bergen lies')
      await shown

      end(call.says(' by the sea'))
      await marked
      const reply = await discord.reply(question)
      await discord.reply(await ada.dm('Go on.'))

      expect(reply.content).toBe(`Bergen lies by the sea\n\n${en.answers.cutOff}`)
      expect(reply.parts).toHaveLength(1)
      expect(await bot.logged('answered')).toMatchObject({ end: 'cutOff', failure, requestId: 'req-test' })
      expect(model.calls).toHaveLength(2)
      expect(model.calls[1]?.window).toEqual([
        { role: 'user', content: 'Tell me about Bergen.' },
        { role: 'assistant', content: 'Bergen lies by the sea' },
      ])
    },
  )

  test('and reaches its length says so, and is kept without the note', async ({ discord, model, ada }) => {
    model.plays(call => call.says('One, two, three').ends('length'))
    const reply = await discord.reply(await ada.dm('Count to a million.'))
    await discord.reply(await ada.dm('Go on.'))

    expect(reply.content).toBe(`One, two, three\n\n${en.answers.lengthReached}`)
    expect(model.calls[1]?.window.at(-1)).toEqual({ role: 'assistant', content: 'One, two, three' })
  })
})

describe.concurrent('a model that hangs', () => {
  test.override('settings', { FIRST_TOKEN_TIMEOUT_SECONDS: '1', TOKEN_GAP_TIMEOUT_SECONDS: '1' })

  test('before its first word is given up, and the user is told', async ({ discord, model, bot, ada }) => {
    const asked = model.nextCall()
    const question = await ada.dm('My boat is called Pelle.')
    const call = await asked
    const reply = await discord.reply(question)
    await call.closed
    await discord.reply(await ada.dm('What is it called?'))

    expect(reply.content).toBe(en.answers.modelTooSlow)
    expect(await bot.logged('not answered')).toMatchObject({
      ...{ reason: 'modelTooSlow', failure: 'slow', code: 'FIRST_TOKEN_TIMEOUT' },
    })
    expect(model.calls).toHaveLength(2)
    expect(model.calls[1]?.text).toContain('My boat is called Pelle.')
  })

  test('between two words is given up, and what it said stays, marked', async ({ discord, model, bot, ada }) => {
    model.plays(call => call.says('I was about to'))
    const reply = await discord.reply(await ada.dm('Hello?'))
    await discord.reply(await ada.dm('Go on.'))

    expect(reply.content).toBe(`I was about to\n\n${en.answers.cutOff}`)
    expect(await bot.logged('answered')).toMatchObject({
      end: 'cutOff',
      failure: 'slow',
      code: 'TOKEN_GAP_TIMEOUT',
      requestId: 'req-test',
    })
    expect(model.calls[1]?.window.at(-1)).toEqual({ role: 'assistant', content: 'I was about to' })
  })
})
