// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

/** A server whose model has a smaller context than CONTEXT_TOKENS says. */
export interface SizeBehaviour extends ServerBehaviour {
  /** The tokens of a prompt that it takes. */
  readonly takes: number
  /** Whether the size is known before anything was refused. */
  readonly isTold?: boolean
}

const TAKES = 3000

const tooLong = (request: SentRequest) => request.isChat && request.tokens > TAKES

function refusing(
  name: string,
  status: number,
  body: (tokens: number) => object | string,
  tells: Record<string, object> = {},
): SizeBehaviour {
  return {
    ...{ name, takes: TAKES, tells, isTold: Object.keys(tells).length > 0 },
    refuses: [{ when: tooLong, status, body: request => body(request.tokens) }],
  }
}

const byVllm = (tokens: number) => ({
  object: 'error',
  message: `This model's maximum context length is 4096 tokens. However, you requested ${tokens + 1000} tokens (${tokens} in the messages, 1000 in the completion). Please reduce the length of the messages or completion.`,
  type: 'BadRequestError',
  code: 400,
})

export const sizeBehaviours: readonly SizeBehaviour[] = [
  refusing('a code', 400, () => openAiError('too long', { code: 'context_length_exceeded' })),
  refusing('vLLM', 400, byVllm),
  refusing('llama.cpp', 400, tokens => ({
    error: {
      code: 400,
      message: 'the request exceeds the available context size, try increasing it',
      type: 'exceed_context_size_error',
      n_prompt_tokens: tokens,
      n_ctx: 4096,
    },
  })),
  refusing('Anthropic', 400, tokens => ({
    type: 'error',
    error: { type: 'invalid_request_error', message: `prompt is too long: ${tokens} tokens > ${TAKES} maximum` },
  })),
  refusing('Groq, a minute’s tokens', 413, tokens =>
    openAiError(
      `Request too large for model on tokens per minute (TPM): Limit ${TAKES}, Requested ${tokens}, please reduce your message size and try again.`,
      { code: 'rate_limit_exceeded' },
    ),
  ),
  refusing('Mistral', 400, tokens => ({
    object: 'error',
    message: `Prompt contains ${tokens} tokens and 0 draft tokens, too large for model with ${TAKES} maximum context length`,
    code: '3051',
  })),
  refusing('TGI', 422, tokens => ({
    error: `Input validation error: \`inputs\` tokens + \`max_new_tokens\` must be <= 4096. Given: ${tokens} \`inputs\` tokens and 1000 \`max_new_tokens\``,
    error_type: 'validation',
  })),
  refusing('LM Studio', 400, tokens => ({
    error: `Trying to keep the first ${tokens} tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.`,
  })),
  refusing('Alibaba', 400, () =>
    openAiError('<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 3000]'),
  ),
  refusing('llama.cpp, no room left', 500, () =>
    openAiError('failed to decode the batch: KV cache is full', { code: 500 }),
  ),
  refusing('in Chinese', 400, () => openAiError('输入超过模型最大长度限制', { code: '1261' })),
  refusing('a gateway', 413, () => '<html><h1>413 Payload Too Large</h1></html>'),
  refusing('told by the list of models', 400, byVllm, {
    '/models': { data: [{ id: 'gpt-5.4-mini', max_model_len: 4096 }] },
  }),
  refusing('told by OpenRouter’s', 400, byVllm, {
    '/models': {
      data: [
        { id: 'other', context_length: 900 },
        { id: 'gpt-5.4-mini', context_length: 4096 },
      ],
    },
  }),
  refusing('told by /props', 400, byVllm, { '/props': { default_generation_settings: { n_ctx: 4096 } } }),
  refusing('told by /api/show', 400, byVllm, {
    '/api/show': {
      parameters: 'stop "<|end|>"\nnum_ctx                        4096',
      model_info: { 'llama.context_length': 131_072 },
    },
  }),
]
