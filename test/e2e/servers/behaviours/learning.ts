import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

const isStudy = (request: SentRequest) => request.isStudy
const asksForSchema = (request: SentRequest) => request.isStudy && request.format === 'json_schema'
const asksForFormat = (request: SentRequest) => request.isStudy && request.format !== undefined

function refusing(name: string, when: (request: SentRequest) => boolean, status: number, body: object | string) {
  return { name, refuses: [{ when, status, body }] }
}

/** A server whose memory model is missing, or refuses whatever it is asked. */
export const absentModels: readonly (ServerBehaviour & { readonly line: string })[] = [
  {
    ...refusing(
      'not there',
      isStudy,
      404,
      openAiError('The model `gpt-5.4-nano` does not exist', { code: 'model_not_found' }),
    ),
    line: 'the model server has no such model',
  },
  {
    ...refusing('not pulled', isStudy, 404, openAiError('model "gpt-5.4-nano" not found, try pulling it first')),
    line: 'the model server has no such model',
  },
  { ...refusing('404 without a reason', isStudy, 404, {}), line: 'the model server has no such model' },
  {
    ...refusing('no longer served', isStudy, 400, openAiError('The model `gpt-5.4-nano` has been decommissioned')),
    line: 'the model server has no such model',
  },
  {
    ...refusing('not for this key', isStudy, 403, openAiError('Project does not have access to this model')),
    line: 'the model server refuses the key',
  },
  { ...refusing('refuses everything', isStudy, 400, {}), line: 'the model server refuses requests' },
  {
    ...refusing('no credit', isStudy, 402, openAiError('Insufficient Balance')),
    line: 'the credit at the model server is used up',
  },
]

/** A server that does not know the way in which an answer in JSON is asked for. */
export const formatBehaviours: readonly (ServerBehaviour & { readonly format: string | undefined })[] = [
  { ...refusing('a schema, without a reason', asksForSchema, 400, ''), format: 'json_object' },
  { ...refusing('any format, without a reason', asksForFormat, 400, {}), format: undefined },
  {
    ...refusing('DeepSeek', asksForSchema, 400, openAiError('This response_format type is unavailable now')),
    format: 'json_object',
  },
  {
    ...refusing(
      'LM Studio',
      request => (asksForFormat(request) && request.format === 'json_object') || asksForSchema(request),
      400,
      { error: "'response_format.type' must be 'json_schema' or 'text'" },
    ),
    format: undefined,
  },
  {
    ...refusing(
      'a grammar that fails',
      asksForSchema,
      500,
      openAiError('Failed to initialize samplers: failed to parse grammar', { code: 500 }),
    ),
    format: 'json_object',
  },
  {
    ...refusing('FastAPI', asksForFormat, 422, {
      detail: [{ type: 'extra_forbidden', loc: ['body', 'response_format'], msg: 'Extra inputs are not permitted' }],
    }),
    format: undefined,
  },
]

/** An embedding server that takes fewer texts at once. */
export const batchBehaviours: readonly ServerBehaviour[] = [
  refusing(
    'ten, said',
    ({ isEmbedding, inputs }) => isEmbedding && inputs.length > 10,
    400,
    openAiError(
      '<400> InternalError.Algo.InvalidParameter: Value error, batch size is invalid, it should not be larger than 10.: input.contents',
    ),
  ),
  refusing('ten, without a reason', ({ isEmbedding, inputs }) => isEmbedding && inputs.length > 10, 400, {}),
  refusing('32, of TEI', ({ isEmbedding, inputs }) => isEmbedding && inputs.length > 32, 413, {
    error: 'batch size 64 > maximum allowed batch size 32',
    error_type: 'Validation',
  }),
  refusing('one', ({ isEmbedding, inputs }) => isEmbedding && inputs.length > 1, 422, {
    detail: [{ type: 'string_type', loc: ['body', 'input'], msg: 'Input should be a valid string' }],
  }),
]

const longerThan = (characters: number) => (request: SentRequest) =>
  request.isEmbedding && request.inputs.some(input => String(input).length > characters)

/** An embedding server that refuses long texts, where others cut them. */
export const lengthBehaviours: readonly ServerBehaviour[] = [
  refusing('TEI', longerThan(1200), 413, {
    error: 'Input validation error: `inputs` must have less than 512 tokens. Given: 700',
    error_type: 'Validation',
  }),
  refusing(
    'OpenAI',
    longerThan(1200),
    400,
    openAiError("This model's maximum context length is 512 tokens, however you requested 700 tokens."),
  ),
  refusing(
    'llama.cpp',
    longerThan(1200),
    500,
    openAiError('input is too large to process. increase the physical batch size', { code: 500 }),
  ),
]
