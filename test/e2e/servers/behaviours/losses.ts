import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

/** A server that lacks something people would miss. */
export interface LossBehaviour extends ServerBehaviour {
  readonly lacks: 'tools' | 'pictures'
  /** Whether it says so by a documented code: then one refusal is enough. */
  readonly isDocumented?: boolean
}

const usesTools = (request: SentRequest) => request.has('tools')
const hasPicture = (request: SentRequest) => request.pictures.length > 0

function lacksTools(name: string, status: number, body: object | string, isDocumented = false): LossBehaviour {
  return { name, lacks: 'tools', isDocumented, refuses: [{ when: usesTools, status, body }] }
}

function lacksPictures(name: string, status: number, body: object | string): LossBehaviour {
  return { name, lacks: 'pictures', refuses: [{ when: hasPicture, status, body }] }
}

export const lossBehaviours: readonly LossBehaviour[] = [
  lacksTools('Ollama', 400, openAiError('registry.ollama.ai/library/gemma2:2b does not support tools')),
  lacksTools('vLLM', 400, {
    object: 'error',
    message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
    code: 400,
  }),
  lacksTools('llama.cpp', 500, openAiError('tools param requires --jinja flag', { code: 500 })),
  lacksTools(
    'OpenRouter',
    404,
    openAiError(
      'No endpoints found that support tool use. To learn more about provider routing, visit: https://openrouter.ai/docs',
      { code: 404 },
    ),
  ),
  lacksTools(
    'by a parameter',
    400,
    openAiError('Unsupported parameter.', { param: 'tools', code: 'unsupported_parameter' }),
    true,
  ),
  lacksTools(
    'tools, by FastAPI',
    422,
    { detail: [{ type: 'extra_forbidden', loc: ['body', 'tools'], msg: 'Extra inputs are not permitted' }] },
    true,
  ),
  lacksTools('tools, without a reason', 400, ''),
  lacksPictures(
    'Groq',
    400,
    openAiError(
      "'messages.1' : for 'role:user' the following must be satisfied[('messages.1.content' : value must be a string)]",
    ),
  ),
  lacksPictures('OpenRouter, pictures', 404, openAiError('No endpoints found that support image input', { code: 404 })),
  lacksPictures(
    'llama.cpp, pictures',
    500,
    openAiError('image input is not supported - hint: if this is unexpected, you may need to provide the mmproj', {
      code: 500,
    }),
  ),
  lacksPictures('DeepSeek', 422, {
    error: {
      message:
        'Failed to deserialize the JSON body into the target type: messages[1]: unknown variant `image_url`, expected `text` at line 1 column 90',
    },
  }),
  lacksPictures('pictures, without a reason', 400, {}),
]

/** Servers that repeat what they were sent, in an error about one message alone. */
export const echoBehaviours: readonly ServerBehaviour[] = [
  ['in quotes', 400, (words: string) => openAiError(`Invalid input: '${words}' could not be processed.`)],
  [
    'as JSON in the detail',
    422,
    (words: string) => ({
      detail: [{ type: 'value_error', loc: ['body'], msg: 'Value error', input: { content: words } }],
    }),
  ],
  ['cut off', 400, (words: string) => ({ error: { message: `Unprocessable: ${words.slice(0, 60)}` } })],
  ['as text', 500, (words: string) => `Internal error while rendering ${words}`],
].map(([name, status, body]) => ({
  name: name as string,
  refuses: [
    {
      when: request => request.says('odd:'),
      status: status as number,
      body: request => (body as (words: string) => object | string)(request.lastLine),
    },
  ],
}))

/** What somebody may write that reads like a reason. */
export const misleadingWords: readonly string[] = [
  'this model does not support tools',
  'image input is not supported',
  'insufficient_quota',
  'This model’s maximum context length is 512 tokens',
  'invalid_api_key: Incorrect API key provided',
  'The model gpt-5.4-mini does not exist',
]
