import { expect, test } from 'vitest'
import { ModelError } from '../../../src/errors.ts'
import type { ReviewRequest } from '../../../src/memory/ports/review.ts'
import { completionReply, extractionModel, jsonReply, SECRET_WORDS } from '../support/extraction-server.ts'
import { startServer } from '../support/server.ts'

const never = new AbortController().signal
const request: ReviewRequest = {
  timeZone: 'UTC',
  turns: [{ number: 1, role: 'user', saidAt: 0, text: SECRET_WORDS }],
  facts: [{ number: 1, turn: 1, quote: 'my sister', text: 'The user has a sister.', subject: 'user', candidates: [] }],
  known: [],
}

test('a second look is one request with a schema of its own, counted by itself', async () => {
  const { baseUrl, asked } = await startServer(completionReply('{"verdicts":[{"fact":1,"true":true}]}'))
  const { model, calls } = extractionModel(baseUrl)

  expect(await model.review(request, never)).toEqual([{ fact: 1, isTrue: true }])
  expect(asked).toHaveLength(1)
  expect(asked[0]?.body).toMatchObject({
    messages: [{ role: 'system' }, { role: 'user', content: expect.stringContaining('my sister') }],
    response_format: { type: 'json_schema', json_schema: { name: 'review', strict: true } },
  })
  expect(calls).toMatchObject([{ purpose: 'review', outcome: 'ok', tokens: { prompt: 50, completion: 7 } }])
})

test('where a server takes no schema, the shape of the verdicts is described in words', async () => {
  const { baseUrl, asked } = await startServer(
    jsonReply({ error: { message: "'response_format' of type 'json_schema' is not supported" } }, 400),
    completionReply('{"verdicts":[]}'),
  )
  const { model } = extractionModel(baseUrl)

  expect(await model.review(request, never)).toEqual([])
  expect(asked[1]?.body).toMatchObject({
    messages: [{ content: expect.stringContaining('{"verdicts":[{"fact":1') }, { role: 'user' }],
    response_format: { type: 'json_object' },
  })
})

test('an answer that holds no verdict is malformed, is not asked for again, and tells no word of it', async () => {
  const { baseUrl, asked } = await startServer(completionReply(`All true: ${SECRET_WORDS}`))
  const { model, calls, lines } = extractionModel(baseUrl)

  const error = await model.review(request, never).catch((thrown: unknown) => thrown)

  expect(error).toBeInstanceOf(ModelError)
  expect(error).toMatchObject({ failure: 'malformed' })
  expect(asked).toHaveLength(1)
  expect(calls).toMatchObject([{ purpose: 'review', outcome: 'malformed' }])
  expect(JSON.stringify([error, lines])).not.toContain('Zarathustra')
})
