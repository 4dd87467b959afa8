import { describe, expect, test, vi } from 'vitest'
import type { ChatInput } from '../../../src/llm/chat/server.ts'
import { toChatRequest } from '../../../src/llm/openai/chat-request.ts'
import type { ChatMessage } from '../../../src/prompt/chat-model.ts'
import { errorReply, startServer, textReply } from '../support/server.ts'
import { chatModelFor, streamAnswer } from '../support/talk.ts'

const withImage: ChatMessage[] = [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What is this?' },
      { type: 'image', url: 'data:image/png;base64,AA==', name: 'cat.png' },
    ],
  },
]

const input: ChatInput = { messages: [], toolLoop: undefined, omitted: new Set(), omittedPictures: new Set() }

describe('the token limit', () => {
  test('goes to OpenAI by its new name alone', () => {
    const request = toChatRequest(input, { model: 'gpt', responseTokens: 100, isOpenAi: true })
    expect(request).toMatchObject({ max_completion_tokens: 100 })
    expect(request).not.toHaveProperty('max_tokens')
  })

  test.each([
    [
      'OpenAI',
      400,
      {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param: 'max_tokens',
      },
      'max_completion_tokens',
    ],
    ['an older Azure', 400, { message: 'Unrecognized request argument supplied: max_completion_tokens' }, 'max_tokens'],
    [
      'an older vLLM',
      400,
      {
        message:
          "[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), 'msg': 'Extra inputs are not permitted'}]",
      },
      'max_tokens',
    ],
    [
      'Mistral',
      422,
      { message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'max_completion_tokens'] }] } },
      'max_tokens',
    ],
  ])('is given as %s takes it, from then on', async (_, status, error, name) => {
    const { baseUrl, asked } = await startServer(errorReply(status, error), textReply('Hi'))
    const chat = chatModelFor(baseUrl)
    expect((await streamAnswer(chat)).texts).toEqual(['Hi'])
    await streamAnswer(chat)
    expect(asked).toHaveLength(3)
    const other = name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    for (const { body } of asked.slice(1)) {
      expect(body).toHaveProperty(name, 100)
      expect(body).not.toHaveProperty(other)
    }
  })

  test('falls back for OpenAI too', () => {
    const without = { ...input, omitted: new Set(['max_completion_tokens'] as const) }
    const request = toChatRequest(without, { model: 'gpt', responseTokens: 100, isOpenAi: true })
    expect(request).toMatchObject({ max_tokens: 100 })
    expect(request).not.toHaveProperty('max_completion_tokens')
  })
})

test('usage is not asked for where that is refused', async () => {
  const { baseUrl, asked } = await startServer(
    errorReply(400, { message: 'Unrecognized request argument supplied: stream_options' }),
    textReply('Hi'),
  )
  expect((await streamAnswer(chatModelFor(baseUrl))).texts).toEqual(['Hi'])
  expect(asked[1]?.body).not.toHaveProperty('stream_options')
})

describe('images', () => {
  test('are sent as parts', async () => {
    const { baseUrl, asked } = await startServer(textReply('A cat'))
    await streamAnswer(chatModelFor(baseUrl), withImage)
    expect(asked[0]?.body.messages[0]?.content).toEqual([
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
    ])
  })

  test.each([
    [400, 'Invalid content type. image_url is only supported by certain models.'],
    [400, 'gemma is not a multimodal model'],
    [404, 'No endpoints found that support image input'],
    [422, 'unknown variant `image_url`, expected `text`'],
    [500, 'image input is not supported - hint: you may need to provide the mmproj'],
  ])('are named instead where %i "%s", from then on', async (status, message) => {
    const { baseUrl, asked } = await startServer(errorReply(status, { message }), textReply('I see no picture'))
    const warn = vi.fn()
    const chat = chatModelFor(baseUrl, {}, { warn })
    expect((await streamAnswer(chat, withImage)).texts).toEqual(['I see no picture'])
    await streamAnswer(chat, withImage)

    expect(asked).toHaveLength(3)
    for (const { body } of asked.slice(1)) {
      expect(body.messages[0]?.content).toBe('What is this?\n[attached, not readable: cat.png]')
    }
    expect(warn).toHaveBeenCalledOnce()
  })

  test('one broken image is left out this once', async () => {
    const error = { message: 'You uploaded an unsupported image.', code: 'invalid_image_format' }
    const { baseUrl, asked } = await startServer(errorReply(400, error), textReply('Hm'))
    const chat = chatModelFor(baseUrl)
    await streamAnswer(chat, withImage)
    await streamAnswer(chat, withImage)
    expect(asked.map(({ body }) => typeof body.messages[0]?.content)).toEqual(['object', 'string', 'object'])
  })
})

test('a server that streams to nobody is asked for answers in one piece, from then on', async () => {
  const error = {
    message: 'Your organization must be verified to stream this model.',
    type: 'invalid_request_error',
    ...{ param: 'stream', code: 'unsupported_value' },
  }
  const { baseUrl, asked } = await startServer((response, { body }) => {
    if (body['stream'] === true) return errorReply(400, error)(response, asked[0] as never)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }))
  })
  const chat = chatModelFor(baseUrl)
  expect((await streamAnswer(chat)).texts).toEqual(['Hi'])
  expect((await streamAnswer(chat)).texts).toEqual(['Hi'])
  expect(asked.map(({ body }) => body['stream'])).toEqual([true, false, false])
  expect(asked[1]?.body).not.toHaveProperty('stream_options')
})
