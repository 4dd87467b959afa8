import { openAiError, type SentRequest, type ServerBehaviour } from '../servers/support/simulated-server.ts'

/** What an operator set wrong, or a server does, and what they read of it. */
export interface ModelMistake extends ServerBehaviour {
  readonly part: 'chat' | 'learning' | 'embeddings'
  /** Made of the address of the server, which ends in /v1. */
  readonly settings?: (url: string) => Record<string, string>
  readonly line: string
  readonly setting?: string
  readonly whatToDo?: RegExp
  readonly said?: string
}

const isChat = ({ isChat }: SentRequest) => isChat
const isStudy = ({ isStudy }: SentRequest) => isStudy
const isEmbedding = ({ isEmbedding }: SentRequest) => isEmbedding
const always = () => true

const list = (...names: readonly string[]) => ({ '/v1/models': { object: 'list', data: names.map(id => ({ id })) } })

const missing = 'the model server has no such model'
const noEmbeddings = 'the model server gives no embeddings'
const notWhole = 'the address of the model server is not whole'
const refusesKey = 'the model server refuses the key'
const otherUse = 'the model is for something else'
const page404 = '<html>404 Not Found</html>'

/** A server that has its pages under /v1 alone. */
const onlyUnderV1 = {
  refuses: [{ when: ({ path }: SentRequest) => !path.startsWith('/v1/'), status: 404, body: page404 }],
  tells: list('gpt-5.4-mini', 'gpt-5.4-nano'),
}

const without = (url: string) => url.replace(/\/v1$/u, '')

export const modelMistakes: readonly ModelMistake[] = [
  {
    name: 'a model’s name with a slip',
    part: 'chat',
    settings: () => ({ CHAT_MODEL: 'gpt-5.4-mni' }),
    refuses: [
      {
        when: isChat,
        status: 404,
        body: openAiError('The model `gpt-5.4-mni` does not exist or you do not have access to it.', {
          code: 'model_not_found',
        }),
      },
    ],
    tells: list('whisper-1', 'text-embedding-3-small', 'gpt-5.4-mini', 'gpt-5.4', 'o9', 'dall-e', 'tts-1'),
    line: missing,
    setting: 'CHAT_MODEL',
    whatToDo: /CHAT_MODEL names gpt-5\.4-mni\. It has: gpt-5\.4-mini, .* and 2 more/u,
    said: 'The model `gpt-5.4-mni` does not exist or you do not have access to it.',
  },
  {
    name: 'a model that was not pulled',
    part: 'learning',
    settings: () => ({ MEMORY_MODEL: 'qwen3:4b' }),
    refuses: [{ when: isStudy, status: 404, body: openAiError('model "qwen3:4b" not found, try pulling it first') }],
    tells: list('qwen3:8b', 'nomic-embed-text:latest'),
    line: missing,
    setting: 'MEMORY_MODEL',
    whatToDo: /ollama pull qwen3:4b, or in MEMORY_MODEL one of: qwen3:8b/u,
  },
  {
    name: 'a server with no model loaded',
    part: 'chat',
    refuses: [{ when: isChat, status: 404, body: openAiError('No models loaded. Please load a model first.') }],
    tells: list(),
    line: missing,
    setting: 'CHAT_MODEL',
    whatToDo: /no models at all yet/u,
  },
  {
    name: 'a model for embeddings that is not there',
    part: 'embeddings',
    refuses: [{ when: isEmbedding, status: 400, body: openAiError('Invalid model: text-embedding-3-small') }],
    tells: list('mistral-small-latest', 'mistral-embed'),
    line: missing,
    setting: 'EMBEDDING_MODEL',
    whatToDo: /It has: mistral-embed/u,
  },
  {
    name: 'a server without embeddings',
    part: 'embeddings',
    refuses: [
      { when: isEmbedding, status: 404, body: openAiError('Unknown request URL: POST /openai/v1/embeddings.') },
    ],
    tells: list('llama-3.3-70b-versatile', 'llama-3.1-8b-instant'),
    line: noEmbeddings,
    setting: 'EMBEDDING_BASE_URL',
    whatToDo: /EMBEDDING_BASE_URL, EMBEDDING_MODEL and EMBEDDING_API_KEY/u,
  },
  {
    name: 'a server started without --embeddings',
    part: 'embeddings',
    refuses: [
      {
        when: isEmbedding,
        status: 501,
        body: openAiError('This server does not support embeddings. Start it with `--embeddings`'),
      },
    ],
    tells: list('text-embedding-3-small'),
    line: noEmbeddings,
    setting: 'EMBEDDING_BASE_URL',
    said: 'This server does not support embeddings. Start it with `--embeddings`',
  },
  {
    name: 'an address without /v1',
    part: 'chat',
    settings: url => ({ OPENAI_BASE_URL: without(url) }),
    ...onlyUnderV1,
    line: notWhole,
    setting: 'OPENAI_BASE_URL',
    whatToDo: /Set OPENAI_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/v1:/u,
  },
  {
    name: 'an address that was copied with its endpoint',
    part: 'chat',
    settings: url => ({ OPENAI_BASE_URL: `${url}/chat/completions` }),
    refuses: [{ when: ({ path }) => path.includes('completions/'), status: 404, body: { detail: 'Not Found' } }],
    tells: { '//models': {}, ...list('gpt-5.4-mini') },
    line: notWhole,
    setting: 'OPENAI_BASE_URL',
    whatToDo: /Set OPENAI_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/v1:/u,
  },
  {
    name: 'the address of a web page',
    part: 'learning',
    settings: url => ({ MEMORY_BASE_URL: without(url) }),
    refuses: [
      { when: ({ path }) => !path.startsWith('/v1/'), status: 200, body: '<!doctype html><title>Chat</title>' },
    ],
    tells: list('gpt-5.4-nano'),
    line: notWhole,
    setting: 'MEMORY_BASE_URL',
    whatToDo: /Set MEMORY_BASE_URL=/u,
  },
  {
    name: 'the address of something else',
    part: 'chat',
    refuses: [{ when: always, status: 200, body: '<!doctype html><title>My router</title>' }],
    line: 'what answers there is no model server',
    setting: 'OPENAI_BASE_URL',
    whatToDo: /ends in \/v1/u,
  },
  {
    name: 'a wrong key, which the server repeats',
    part: 'chat',
    refuses: [
      {
        when: isChat,
        status: 401,
        body: openAiError(
          'Incorrect API key provided: sk-test-secret. You can find your API key at https://example.com.',
          {
            code: 'invalid_api_key',
          },
        ),
      },
    ],
    line: refusesKey,
    setting: 'OPENAI_API_KEY',
    whatToDo: /Copy the key of 127\.0\.0\.1:\d+ into OPENAI_API_KEY again/u,
    said: 'Incorrect API key provided: …. You can find your API key at https://example.com.',
  },
  {
    name: 'a key of another provider',
    part: 'chat',
    settings: () => ({ OPENAI_API_KEY: `gsk_${'a1'.repeat(20)}` }),
    refuses: [{ when: isChat, status: 401, body: { message: 'Unauthorized' } }],
    line: refusesKey,
    setting: 'OPENAI_API_KEY',
    whatToDo: /a key of Groq, and 127\.0\.0\.1:\d+ is asked: set OPENAI_BASE_URL=https:\/\/api\.groq\.com\/openai\/v1/u,
  },
  {
    name: 'the token of the bot in place of a key',
    part: 'learning',
    settings: url => ({ MEMORY_BASE_URL: url, MEMORY_API_KEY: `MT${'a'.repeat(22)}.Gabcde.${'b'.repeat(38)}` }),
    refuses: [{ when: isStudy, status: 401, body: { message: 'Unauthorized' } }],
    line: refusesKey,
    setting: 'MEMORY_API_KEY',
    whatToDo: /MEMORY_API_KEY holds the token of a Discord bot/u,
  },
  {
    name: 'no key, at a server on this machine that wants one',
    part: 'embeddings',
    settings: () => ({ OPENAI_API_KEY: '' }),
    refuses: [{ when: isEmbedding, status: 401, body: { message: 'Unauthorized' } }],
    line: refusesKey,
    setting: 'OPENAI_API_KEY',
    whatToDo: /wants a key, and OPENAI_API_KEY is not set/u,
  },
  {
    name: 'a model for embeddings that is to answer',
    part: 'chat',
    settings: () => ({ CHAT_MODEL: 'nomic-embed-text' }),
    refuses: [{ when: isChat, status: 400, body: openAiError('"nomic-embed-text:latest" does not support chat') }],
    tells: list('nomic-embed-text:latest', 'qwen3:8b'),
    line: otherUse,
    setting: 'CHAT_MODEL',
    whatToDo: /CHAT_MODEL names nomic-embed-text, and that gives no answers\. For those it has: qwen3:8b/u,
  },
  {
    name: 'a model for speech that is to learn',
    part: 'learning',
    settings: () => ({ MEMORY_MODEL: 'whisper-1' }),
    refuses: [
      {
        when: isStudy,
        status: 404,
        body: openAiError('This is not a chat model and thus not supported in the v1/chat/completions endpoint.'),
      },
    ],
    tells: list('whisper-1', 'gpt-5.4-nano'),
    line: otherUse,
    setting: 'MEMORY_MODEL',
    whatToDo: /gives no answers\. For those it has: gpt-5\.4-nano/u,
  },
  {
    name: 'a model for answers that is to embed, which is forbidden',
    part: 'embeddings',
    settings: () => ({ EMBEDDING_MODEL: 'gpt-5.4-mini' }),
    refuses: [
      {
        when: isEmbedding,
        status: 403,
        body: openAiError('You are not allowed to generate embeddings from this model'),
      },
    ],
    tells: list('gpt-5.4-mini', 'text-embedding-3-small'),
    line: otherUse,
    setting: 'EMBEDDING_MODEL',
    whatToDo: /gives no embeddings\. For those it has: text-embedding-3-small/u,
  },
  {
    name: 'a model for answers that is to embed, by its short name',
    part: 'embeddings',
    settings: () => ({ EMBEDDING_MODEL: 'llama3.2' }),
    refuses: [{ when: isEmbedding, status: 400, body: openAiError('this model does not support embeddings') }],
    tells: list('llama3.2:latest', 'bge-m3:latest'),
    line: otherUse,
    setting: 'EMBEDDING_MODEL',
    whatToDo: /For those it has: bge-m3:latest/u,
  },
  {
    name: 'a model that the key may not use',
    part: 'chat',
    refuses: [{ when: isChat, status: 403, body: openAiError('Project does not have this right.') }],
    tells: list('gpt-5.4-mini', 'gpt-5.4-nano'),
    line: 'the model server refuses the model to this key',
    setting: 'CHAT_MODEL',
    whatToDo: /the right to use it/u,
  },
  {
    name: 'a key that does not go to another host',
    part: 'embeddings',
    settings: url => ({ EMBEDDING_BASE_URL: url.replace('127.0.0.1', 'localhost') }),
    refuses: [
      {
        when: ({ headers }) => headers.host?.startsWith('localhost') === true,
        status: 401,
        body: { detail: 'no key' },
      },
    ],
    line: refusesKey,
    whatToDo: /No key goes to localhost:\d+.*Set EMBEDDING_API_KEY/u,
  },
  {
    name: 'credit that is spent',
    part: 'chat',
    refuses: [
      {
        when: isChat,
        status: 429,
        body: openAiError('You exceeded your current quota, please check your plan and billing details.', {
          code: 'insufficient_quota',
        }),
      },
    ],
    line: 'the credit at the model server is used up',
    setting: 'OPENAI_API_KEY',
    whatToDo: /Pay in at 127\.0\.0\.1/u,
  },
  {
    name: 'a model that refuses everything',
    part: 'chat',
    refuses: [{ when: isChat, status: 400, body: openAiError('This model is only supported in v1/responses.') }],
    line: 'the model server refuses requests',
    setting: 'CHAT_MODEL',
    whatToDo: /Try another model in CHAT_MODEL/u,
    said: 'This model is only supported in v1/responses.',
  },
  {
    name: 'an embedding of another length',
    part: 'embeddings',
    settings: () => ({ EMBEDDING_DIMENSIONS: '512' }),
    refuses: [{ when: isEmbedding, status: 200, body: { data: [{ index: 0, embedding: [0.6, 0.8, 0] }] } }],
    line: 'embeddings have another length than EMBEDDING_DIMENSIONS says',
    setting: 'EMBEDDING_DIMENSIONS',
    whatToDo: /It says 512, and the model gives 3: set EMBEDDING_DIMENSIONS=3/u,
  },
]
