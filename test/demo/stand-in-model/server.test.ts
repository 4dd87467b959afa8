import OpenAI from 'openai'
import { test as base, describe, expect } from 'vitest'
import { type StandInModel, type StandInOptions, startStandInModel } from '../../../demo/stand-in-model/server.ts'

const messages = [{ role: 'user' as const, content: 'who are you?' }]

interface Fixtures {
  options: StandInOptions
  model: StandInModel
  openai: OpenAI
}

const test = base.extend<Fixtures>({
  options: {},
  model: async ({ options }, use) => {
    const model = await startStandInModel(options)
    await use(model)
    await model.close()
  },
  openai: async ({ model }, use) => {
    await use(new OpenAI({ baseURL: model.url, apiKey: 'none', maxRetries: 0 }))
  },
})

test('streams small pieces that make up the answer, and what it cost', async ({ openai }) => {
  const stream = await openai.chat.completions.create({
    model: 'any',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  })
  const pieces: string[] = []
  let tokens = 0
  for await (const { choices, usage } of stream) {
    pieces.push(choices[0]?.delta.content ?? '')
    tokens = usage?.total_tokens ?? tokens
  }

  expect(pieces.join('')).toMatch(/^I am a stand-in without a key/u)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(20)
  expect(tokens).toBeGreaterThan(20)
})

test('answers in one piece as well', async ({ openai }) => {
  const { choices, usage } = await openai.chat.completions.create({ model: 'any', messages })

  expect(choices[0]?.message.content).toContain('stand-in')
  expect(usage?.total_tokens).toBeGreaterThan(20)
})

test('lists itself as a model', async ({ openai }) => {
  const { data } = await openai.models.list()

  expect(data.map(({ id }) => id)).toEqual(['stand-in'])
})

test('refuses what it does not understand, as OpenAI does', async ({ openai }) => {
  const broken = { model: 'any', messages: 'hello' as never }

  await expect(openai.chat.completions.create(broken)).rejects.toMatchObject({ status: 400 })
  await expect(openai.moderations.create({ input: 'hello' })).rejects.toMatchObject({ status: 404 })
})

test('embeds texts that share words near one another', async ({ openai }) => {
  const input = ['my cat sleeps', 'the cat sleeps', 'taxes']
  const { data } = await openai.embeddings.create({ model: 'any', input, dimensions: 256 })
  const [mine = [], other = [], taxes = []] = data.map(({ embedding }) => embedding)
  const similarity = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

  expect(similarity(mine, other)).toBeGreaterThan(0.5)
  expect(similarity(mine, taxes)).toBeLessThan(0.2)
})

describe('with rules of its own', () => {
  test.override({ options: { rules: () => ({ text: 'always the same' }) } })

  test('says what they say, without looking into the prompt', async ({ openai }) => {
    const { choices } = await openai.chat.completions.create({ model: 'any', messages: 'not read' as never })

    expect(choices[0]?.message.content).toBe('always the same')
  })
})

describe('with pauses between the words', () => {
  test.override({ options: { delayMs: 5, firstTokenMs: 5 } })

  test('is quiet only when nothing is being said', async ({ openai, model }) => {
    expect(model.quietMs).toBeGreaterThan(0)

    const stream = await openai.chat.completions.create({ model: 'any', messages, stream: true })

    expect(model.quietMs).toBe(0)
    for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk')
  })
})
