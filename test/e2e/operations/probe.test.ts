import { describe, expect } from 'vitest'
import { version } from '../../../src/version.ts'
import { freePort } from '../../support/free-port.ts'
import { simulate } from '../servers/support/simulated-server.ts'
import { test as story } from '../support/fixtures.ts'
import { modelMistakes } from './model-mistakes.ts'

const test = story.override({ probesModels: true }).extend('port', () => freePort())

async function health(port: number, query = '') {
  const response = await fetch(`http://127.0.0.1:${port}/healthz${query}`)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe.concurrent('what is wrong with a model is told at the start, with what to do', () => {
  test.for(modelMistakes)('$name', async (mistake, { bot, model, port }) => {
    simulate(model, mistake)
    const since = bot.log.length
    const app = await bot.restart({ METRICS_PORT: String(port), ...mistake.settings?.(model.url) })
    const { line, part, setting, whatToDo, said } = mistake
    const told = await bot.logged(line, since)
    await app.probed
    const parts = await health(port)

    expect(told).toMatchObject({
      level: 40,
      host: expect.stringContaining(':'),
      ...(setting !== undefined && { setting }),
      ...(whatToDo !== undefined && { whatToDo: expect.stringMatching(whatToDo) }),
      ...(said !== undefined && { said }),
    })
    expect(parts.status).toBe(503)
    expect(parts.body).toMatchObject({ [part]: false, why: { [part]: expect.stringContaining(line) } })
    expect(JSON.stringify(bot.log)).not.toContain('sk-test-secret')
  })
})

test('models that work are asked one thing each, and no more', async ({ bot, model, port }) => {
  await bot.stop()
  model.probes.length = 0
  const since = bot.log.length
  const app = await bot.restart({ METRICS_PORT: String(port) })
  await bot.logged('all models answer', since)

  expect((await app.probed).chat).toBeUndefined()
  expect(model.probes).toHaveLength(3)
  expect([model.calls, model.extractions, model.embeddings]).toEqual([[], [], []])
  expect(await health(port)).toEqual({
    status: 200,
    body: { version, gateway: true, redis: true, chat: true, learning: true, embeddings: true },
  })
})

test('people are answered while a model has not answered yet, and nothing waits for it', async ({
  bot,
  discord,
  model,
  ada,
}) => {
  await bot.stop()
  const silent: unknown[] = []
  model.intercepts = (request, response) => {
    const isMemoryModel = request.body['model'] === 'gpt-5.4-nano'
    // Its server is asked for the size of the model, too: that waits for nobody, and is no question to the model.
    if (isMemoryModel && request.path.endsWith('/chat/completions')) silent.push(response)
    return isMemoryModel
  }
  const app = await bot.restart()
  const reply = await discord.reply(await ada.dm('Are you there?'))

  expect(reply.content).toBe('You said: Are you there?')
  expect((await app.probed).chat).toBeUndefined()
  expect(await bot.logged('has not answered yet')).toMatchObject({ part: 'learning', model: 'gpt-5.4-nano' })
  expect(silent).toHaveLength(1)
})

test('one server of several that works is enough to answer', async ({ bot, model, port }) => {
  const { url } = model
  simulate(model, {
    name: 'one of two',
    refuses: [{ when: ({ body }) => body['model'] === 'first', status: 402, body: {} }],
  })
  const app = await bot.restart({ METRICS_PORT: String(port), CHAT_MODEL: `first, second@${url}` })
  const told = await bot.logged('the credit at the model server is used up')

  expect((await app.probed).chat).toBeUndefined()
  expect(told).toMatchObject({ model: 'first' })
  expect(await health(port, '?ready')).toMatchObject({ status: 200, body: { chat: true } })
})

test('a model that works again is well from its next answer on', async ({ bot, discord, model, port, ada }) => {
  simulate(model, { name: 'no credit', refuses: [{ when: ({ isChat }) => isChat, status: 402, body: {} }] })
  const app = await bot.restart({ METRICS_PORT: String(port) })
  const { chat: trouble } = await app.probed
  const before = await health(port, '?ready')
  model.intercepts = () => false
  await discord.reply(await ada.dm('Are you there?'))

  expect(trouble).toMatch(/credit.*Pay in/u)
  expect(before.status).toBe(503)
  expect(await bot.logged('works again')).toMatchObject({ model: 'gpt-5.4-mini' })
  expect(await health(port, '?ready')).toMatchObject({ status: 200, body: { chat: true } })
})
