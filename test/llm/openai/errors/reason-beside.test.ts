import { expect, test } from 'vitest'
import { createOpenAiClient } from '../../../../src/llm/openai/client.ts'
import { toRequestFailure } from '../../../../src/llm/openai/errors/request-failure.ts'
import { startServer } from '../../support/server.ts'

/** What becomes of a refusal with this body. */
async function failureOf(status: number, body: object) {
  const { baseUrl } = await startServer(response =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
  )
  const asked = { model: 'small', messages: [{ role: 'user' as const, content: 'hi' }] }
  const error = await createOpenAiClient({ baseUrl })
    .chat.completions.create(asked)
    .catch((thrown: unknown) => thrown)
  return toRequestFailure(error)
}

test.for([
  [
    'a model that is still being loaded',
    503,
    { error: 'Model org/name is currently loading', estimated_time: 20.5 },
    { failure: 'overloaded', retryAfterMs: 20_500 },
  ],
  ['seconds beside a reason', 429, { error: { message: 'slow down' }, retry_after: 3 }, { retryAfterMs: 3000 }],
  [
    'a sentence beside a word',
    401,
    { statusCode: 401, error: 'Unauthorized', message: 'no such key' },
    { failure: 'key', wording: expect.stringContaining('unauthorized: no such key') },
  ],
  [
    'a number beside a sentence',
    402,
    { error: 'Nothing is left.', code: 402 },
    { failure: 'quota', wording: expect.stringContaining('nothing is left') },
  ],
  [
    'a reason of its own',
    404,
    { type: 'error', error: { message: 'gone', code: 'model_not_found' } },
    { failure: 'missing' },
  ],
  ['nothing around it', 422, { detail: 'model is required' }, { failure: 'refused' }],
] as const)('%s is read', async ([, status, body, expected]) => {
  expect(await failureOf(status, body)).toMatchObject(expected)
})
