import { describe, expect, test } from 'vitest'
import { completionReply, extraction, extractionModel, extractionRequest } from '../support/extraction-server.ts'
import { finishChunk, type Reply, startServer, textChunk } from '../support/server.ts'

const signal = new AbortController().signal
const summarizing = { ...extractionRequest, summarize: { from: 1, to: 1, tokens: 100 } }

/** Never answers what is asked for whole; what is asked for in pieces comes, each piece after as many milliseconds. */
function slowly(text: string, everyMs: number): Reply {
  return (response, { body }) => {
    if (body['stream'] !== true) return
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const pieces = [...(text.match(/.{1,12}/gsu) ?? []).map(textChunk), finishChunk('stop'), 'data: [DONE]']
    const timer = setInterval(() => {
      response.write(`${pieces.shift()}\n\n`)
      if (pieces.length > 0) return
      clearInterval(timer)
      response.end()
    }, everyMs)
  }
}

/** Never answers. */
const hanging: Reply = () => undefined

function schemaOf(body: Record<string, unknown>): string {
  return JSON.stringify(body['response_format'])
}

describe('the request', () => {
  test('has a place for a summary only where one is asked for, in the schema and in words', async () => {
    const { baseUrl, asked } = await startServer(completionReply(extraction({ summary: 'They spoke of a sister.' })))
    const { model } = extractionModel(baseUrl)

    await model.extract(extractionRequest, signal)
    await model.extract(summarizing, signal)

    expect(asked.map(({ body }) => schemaOf(body).includes('summary'))).toEqual([false, true])
    expect(asked.map(({ body }) => String(body.messages[0]?.content).includes('summary:'))).toEqual([false, true])
  })
})

describe('a server that takes longer than is waited for', () => {
  test('is asked for pieces from then on, and waited for while they come', async () => {
    const { baseUrl, asked } = await startServer(slowly(extraction(), 300))
    const { model } = extractionModel(baseUrl, { timeoutMs: 1500 })

    await expect(model.extract(extractionRequest, signal)).rejects.toMatchObject({ failure: 'slow' })
    expect(await model.extract(extractionRequest, signal)).toEqual({ facts: [], entities: [] })

    expect(asked.map(({ body }) => body['stream'] ?? false)).toEqual([false, true])
  })

  test('is known to be slow after a restart', async () => {
    const { baseUrl, asked } = await startServer(hanging, slowly(extraction(), 1))
    let kept: string | undefined
    const capabilityStore = {
      readCapabilities: async () => kept,
      keepCapabilities: async (_: string, record: string) => {
        kept = record
      },
    }
    const first = extractionModel(baseUrl, { timeoutMs: 1500, capabilityStore }).model
    await expect(first.extract(extractionRequest, signal)).rejects.toMatchObject({ failure: 'slow' })
    const second = extractionModel(baseUrl, { timeoutMs: 1500, capabilityStore }).model
    await second.extract(extractionRequest, signal)

    expect(asked.map(({ body }) => body['stream'] ?? false)).toEqual([false, true])
  })

  test('is asked for the likeliest words, and for no more of them than the turns can give', async () => {
    const { baseUrl, asked } = await startServer(hanging, completionReply(extraction({ summary: 'x' })))
    const { model } = extractionModel(baseUrl, { timeoutMs: 1500 })
    const ten = { ...extractionRequest, learnFrom: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }

    await expect(model.extract(ten, signal)).rejects.toMatchObject({ failure: 'slow' })
    for (const request of [extractionRequest, ten, summarizing]) await model.extract(request, signal)

    expect(asked.map(({ body }) => body['temperature'])).toEqual([undefined, 0, 0, 0])
    const [before = 0, one = 0, many = 0, withSummary = 0] = asked.map(({ body }) => Number(body['max_tokens']))
    expect(one).toBeLessThan(1000)
    expect(many).toBeGreaterThan(3 * one)
    expect(before).toBeGreaterThan(many)
    expect(withSummary).toBeGreaterThan(one)
  })

  test('has more room after an answer that was cut, as a model may think first', async () => {
    const { baseUrl, asked } = await startServer(hanging, completionReply('{"facts":[', 'length'))
    const { model } = extractionModel(baseUrl, { timeoutMs: 1500 })
    await expect(model.extract(extractionRequest, signal)).rejects.toMatchObject({ failure: 'slow' })

    for (let at = 0; at < 5; at += 1) {
      await expect(model.extract(extractionRequest, signal)).rejects.toMatchObject({ failure: 'cut' })
    }

    expect(asked.slice(1).map(({ body }) => body['max_tokens'])).toEqual([800, 1600, 3200, 4000, 4000])
  })

  test('is late if nothing comes', async () => {
    const { baseUrl } = await startServer(slowly(extraction(), 60_000))
    const { model } = extractionModel(baseUrl, { timeoutMs: 100 })
    await expect(model.extract(extractionRequest, signal)).rejects.toMatchObject({ failure: 'slow' })
    await expect(model.extract(extractionRequest, signal)).rejects.toMatchObject({
      failure: 'slow',
      details: { code: 'SILENCE' },
    })
  })
})
