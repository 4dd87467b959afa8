import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  completionReply,
  extraction,
  extractionModel,
  extractionRequest,
  knownSize,
  SECRET_WORDS,
} from '../support/extraction-server.ts'
import { type ReceivedRequest, type Reply, startServer } from '../support/server.ts'

const { signal } = new AbortController()
const nonsense = completionReply('I would rather not.')

const isSorting = ({ body }: ReceivedRequest) => JSON.stringify(body['response_format']).includes('"tells"')
const sentenceIn = ({ body }: ReceivedRequest) => String(body.messages.at(-1)?.content)

/** Takes for a note what has this word. */
function sorts(word: string): Reply {
  return (response, request) => {
    const isNote = sentenceIn(request).includes(word)
    completionReply(JSON.stringify({ tells: isNote ? 'note' : 'talk' }))(response, request)
  }
}

const small = { capabilityStore: knownSize(1_777_088_000) }
const turns = [
  { number: 1, role: 'user', saidAt: 0, text: 'Hello there! I keep bees. They sting. Do you like bees?' },
  { number: 2, role: 'assistant', saidAt: 0, text: 'I do like bees.' },
] as const

test('a small model is asked of each sentence whether it is worth a note, which is kept in the words of the user', async () => {
  const { baseUrl, asked } = await startServer(sorts('bees'))
  const { model } = extractionModel(baseUrl, small)
  const { facts } = await model.extract({ ...extractionRequest, turns }, signal)

  expect(asked.map(sentenceIn)).toEqual(['Hello there!', 'I keep bees.', 'They sting.'])
  expect(asked.every(isSorting)).toBe(true)
  expect(asked[0]?.body).toMatchObject({ temperature: 0, max_tokens: 100 })
  expect(facts).toMatchObject([{ turn: 1, quote: 'I keep bees.', text: 'I keep bees.', subject: 'user' }])
})

test('a study that is broken off goes on where it was', async () => {
  const study = new AbortController()
  const { baseUrl, asked } = await startServer((response, request) => {
    if (sentenceIn(request).includes('sting') && !study.signal.aborted) study.abort()
    else sorts('bees')(response, request)
  })
  const { model } = extractionModel(baseUrl, small)
  await expect(model.extract({ ...extractionRequest, turns }, study.signal)).rejects.toThrow()
  await model.extract({ ...extractionRequest, turns }, signal)

  expect(asked.map(sentenceIn)).toEqual(['Hello there!', 'I keep bees.', 'They sting.', 'They sting.'])
})

test('what it says that is neither is no note and not remembered, and the shape is told in words from then on', async () => {
  const { baseUrl, asked } = await startServer(nonsense, sorts('bees'))
  const { model, lines } = extractionModel(baseUrl, small)
  const { facts } = await model.extract({ ...extractionRequest, turns }, signal)
  await model.extract({ ...extractionRequest, turns }, signal)

  expect(facts.map(({ text }) => text)).toEqual(['I keep bees.'])
  expect(asked.map(({ body }) => JSON.stringify(body.messages).includes('has this shape'))).toEqual([
    false,
    true,
    true,
    true,
  ])
  expect(asked.map(sentenceIn).at(-1)).toBe('Hello there!')
  expect(lines).toHaveLength(1)
})

test('one that says neither of most sentences fails the study: nothing counts as learned', async () => {
  const { baseUrl } = await startServer(nonsense)
  const { model } = extractionModel(baseUrl, small)

  await expect(model.extract({ ...extractionRequest, turns }, signal)).rejects.toMatchObject({ failure: 'malformed' })
})

test('a sentence that is refused or cut costs no other', async () => {
  const { baseUrl } = await startServer(completionReply('', 'content_filter'), completionReply('{"tells":"note"}'))
  const { model } = extractionModel(baseUrl, small)
  const { facts } = await model.extract({ ...extractionRequest, turns }, signal)

  expect(facts.map(({ text }) => text)).toEqual(['I keep bees.', 'They sting.'])
})

test('a summary is asked for by itself, and a second look never', async () => {
  const { baseUrl, asked } = await startServer((response, request) => {
    if (isSorting(request)) sorts('bees')(response, request)
    else completionReply('{"summary":"They spoke of bees."}')(response, request)
  })
  const { model } = extractionModel(baseUrl, small)
  const asking = { ...extractionRequest, turns, summarize: { from: 1, to: 2, tokens: 100 } }

  expect(await model.extract(asking, signal)).toMatchObject({
    facts: [{ text: 'I keep bees.' }],
    summary: 'They spoke of bees.',
  })
  expect(JSON.stringify(asked.at(-1)?.body)).not.toContain('facts')
  expect(await model.review({ turns: [], timeZone: 'UTC', facts: [], known: [] }, signal)).toEqual([])
  expect(asked).toHaveLength(4)
})

describe('one that fails three times in a row', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('is asked for less, which operators read, and tried again after ten minutes and then twenty', async () => {
    const { baseUrl, asked } = await startServer((response, request) =>
      (isSorting(request) ? sorts('sister') : nonsense)(response, request),
    )
    const { model, lines } = extractionModel(baseUrl)
    const outcomes: unknown[] = []
    const extract = async () => {
      const from = asked.length
      const text = `${SECRET_WORDS} ${outcomes.length}`
      const request = { ...extractionRequest, turns: [{ number: 1, role: 'user', saidAt: 0, text }] } as const
      await model.extract(request, signal).catch(() => undefined)
      outcomes.push(asked.slice(from).some(isSorting))
    }
    for (const minutes of [0, 0, 0, 0, 11, 11, 10]) {
      vi.advanceTimersByTime(minutes * 60_000)
      await extract()
    }

    expect(outcomes).toEqual([false, false, false, true, false, true, false])
    expect(asked.filter(request => !isSorting(request))).toHaveLength(10)
    expect(lines.filter(line => JSON.stringify(line).includes('asked for less'))).toHaveLength(3)
  })

  test('by one message, however often, is asked for facts of others', async () => {
    const { baseUrl, asked } = await startServer((response, request) =>
      (JSON.stringify(request.body.messages).includes('poison') ? nonsense : completionReply(extraction()))(
        response,
        request,
      ),
    )
    const { model } = extractionModel(baseUrl)
    const said = (...texts: string[]) => ({
      ...extractionRequest,
      turns: texts.map((text, at) => ({ number: at + 1, role: 'user' as const, saidAt: 0, text })),
      learnFrom: texts.map((_, at) => at + 1),
    })
    for (const texts of [['a', 'poison', 'b'], ['poison', 'b'], ['poison'], ['poison'], ['poison']])
      await expect(model.extract(said(...texts), signal)).rejects.toMatchObject({ failure: 'malformed' })
    await model.extract(said('b'), signal)

    expect(asked.some(isSorting)).toBe(false)
  })
})

test('a success in between says that it can write facts', async () => {
  const failing = Array.from({ length: 4 }, () => nonsense)
  const { baseUrl, asked } = await startServer(
    ...failing,
    completionReply(extraction()),
    ...failing,
    completionReply(extraction()),
  )
  const { model } = extractionModel(baseUrl)
  for (const isFailing of [true, true, false, true, true, false]) {
    const extracting = model.extract(extractionRequest, signal)
    if (isFailing) await expect(extracting).rejects.toMatchObject({ failure: 'malformed' })
    else await extracting
  }

  expect(asked.some(isSorting)).toBe(false)
})

test('a large one is asked for facts', async () => {
  const { baseUrl, asked } = await startServer(completionReply(extraction()))
  const { model } = extractionModel(baseUrl, { capabilityStore: knownSize(8_030_261_312) })
  await model.extract(extractionRequest, signal)

  expect(asked.map(isSorting)).toEqual([false])
})
