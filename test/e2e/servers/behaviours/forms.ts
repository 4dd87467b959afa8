import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

/** A server that wants something put in another way. */
export interface FormBehaviour extends ServerBehaviour {
  /** Whether a request is put as it wants. */
  readonly takes: (request: SentRequest) => boolean
  /** What is asked has to use a tool first. */
  readonly usesTool?: boolean
}

function refusing(name: string, when: (request: SentRequest) => boolean, status: number, body: object | string) {
  return { name, takes: (request: SentRequest) => !when(request), refuses: [{ when, status, body }] }
}

/** One that shows in the second request of a question, after a tool. */
function refusingNull(name: string, status: number, body: object | string): FormBehaviour {
  return { ...refusing(name, request => request.hasNullContent, status, body), usesTool: true }
}

const hasSystem = (request: SentRequest) => request.hasRole('system')

export const formBehaviours: readonly FormBehaviour[] = [
  // No system role
  refusing('no developer instruction', hasSystem, 400, [
    {
      error: {
        code: 400,
        message: 'Developer instruction is not enabled for models/gemma-3-27b-it',
        status: 'INVALID_ARGUMENT',
      },
    },
  ]),
  refusing('a template without a system role', hasSystem, 400, {
    object: 'error',
    message: 'System role not supported',
    type: 'BadRequestError',
    code: 400,
  }),
  refusing('a template that raises', hasSystem, 500, {
    error: {
      code: 500,
      message: 'Conversation roles must alternate user/assistant/user/assistant/...',
      type: 'server_error',
    },
  }),
  refusing('no system role, without a reason', hasSystem, 400, ''),
  refusing('only two roles', hasSystem, 422, {
    detail: [
      { type: 'literal_error', loc: ['body', 'messages', 0, 'role'], msg: "Input should be 'user' or 'assistant'" },
    ],
  }),
  // Null beside tool calls
  refusingNull('content has to be a text', 422, {
    detail: [
      {
        type: 'string_type',
        loc: ['body', 'messages', 3, 'content'],
        msg: 'Input should be a valid string',
        input: null,
      },
    ],
  }),
  refusingNull(
    'content must not be null',
    400,
    openAiError("Invalid value for 'content': expected a string, got null."),
  ),
  refusingNull('content is required', 400, { message: 'messages.3.content: field required', code: 400 }),
  refusingNull('null, without a reason', 400, ''),
  // Parameters
  refusing(
    'no stream_options',
    request => request.has('stream_options'),
    400,
    openAiError('Unrecognized request argument supplied: stream_options'),
  ),
  refusing('no stream_options, by FastAPI', request => request.has('stream_options'), 422, {
    detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }],
  }),
  refusing('no stream_options, without a reason', request => request.has('stream_options'), 400, {}),
  refusing(
    'only the new name of the limit',
    request => request.has('max_tokens'),
    400,
    openAiError(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { param: 'max_tokens', code: 'unsupported_parameter' },
    ),
  ),
  refusing('only the old name of the limit', request => request.has('max_completion_tokens'), 400, {
    object: 'error',
    message:
      "[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), 'msg': 'Extra inputs are not permitted'}]",
    code: 400,
  }),
  refusing(
    'neither usage nor a system role, without a reason',
    request => request.has('stream_options') || hasSystem(request),
    400,
    {},
  ),
]
