import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

const offersTools = (request: SentRequest) => request.has('tools') && request.lastLine === 'Ada asks.'

function failing(name: string, status: number, body: object | string): ServerBehaviour {
  return { name, refuses: [{ when: offersTools, status, body }] }
}

/** Servers that can't read the call that the model made for Ada's question; for others they take tools. */
export const toolCallBehaviours: readonly ServerBehaviour[] = [
  failing('llama.cpp', 500, openAiError('Failed to parse input at pos 12: <tool_call>{"name": "rem', { code: 500 })),
  failing(
    'Ollama',
    500,
    openAiError("error parsing tool call: raw='{tea}', err=invalid character", { type: 'api_error' }),
  ),
  failing(
    'Groq',
    400,
    openAiError('Failed to call a function. Please adjust your prompt.', {
      code: 'tool_use_failed',
      failed_generation: '…',
    }),
  ),
  failing(
    'a template',
    500,
    openAiError('Value is not callable: null at row 58, column 111: tool | items', { code: 500 }),
  ),
  failing('vLLM', 400, {
    object: 'error',
    message: 'Extra data: line 1 column 63 (char 62)',
    type: 'BadRequestError',
    code: 400,
  }),
  failing('a 500 without a reason, again and again', 500, ''),
]
