import { expect, test } from 'vitest'
import type { CapabilityStore } from '../../../src/memory/ports/capability-store.ts'
import { completionReply, extraction, extractionModel, extractionRequest } from '../support/extraction-server.ts'
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

/** What is known of a server: how many parameters its model has. */
function knownSize(value: number): CapabilityStore {
  const record = JSON.stringify({ off: {}, taken: {}, limits: { parameters: { at: Date.now(), value } } })
  return { readCapabilities: async () => record, keepCapabilities: async () => undefined }
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

test('what it says that is neither is no note, and the shape is told in words from then on', async () => {
  const { baseUrl, asked } = await startServer(nonsense, sorts('bees'))
  const { model } = extractionModel(baseUrl, small)
  const { facts } = await model.extract({ ...extractionRequest, turns }, signal)

  expect(facts.map(({ text }) => text)).toEqual(['I keep bees.'])
  expect(asked.map(({ body }) => JSON.stringify(body.messages).includes('has this shape'))).toEqual([false, true, true])
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

test('one that fails three times in a row is asked for less from then on, also after a restart, and operators read it', async () => {
  const { baseUrl, asked } = await startServer(...Array.from({ length: 6 }, () => nonsense), sorts('sister'))
  let record: string | undefined
  const capabilityStore: CapabilityStore = {
    readCapabilities: async () => record,
    keepCapabilities: async (_, kept) => {
      record = kept
    },
  }
  const { model, lines } = extractionModel(baseUrl, { capabilityStore })
  for (let failed = 0; failed < 3; failed += 1) {
    await expect(model.extract(extractionRequest, signal)).rejects.toMatchObject({ failure: 'malformed' })
  }

  expect((await model.extract(extractionRequest, signal)).facts).toHaveLength(1)
  expect(JSON.stringify(lines)).toContain('it is asked for less')
  const { model: restarted } = extractionModel(baseUrl, { capabilityStore })
  expect((await restarted.extract(extractionRequest, signal)).facts).toHaveLength(1)
  expect(asked.map(isSorting)).toEqual([...Array.from({ length: 6 }, () => false), true, true])
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
