/**
 * How an answer ended: by itself (also with calls of tools), at a limit of tokens, kept back by a filter, with a call that the
 * server could not read, or because the server failed.
 */
export type Ending = 'whole' | 'length' | 'filtered' | 'malformedCall' | 'failed'

/**
 * The words of servers, in lower case: OpenAI and Azure; Gemini (https://ai.google.dev/api/generate-content#FinishReason);
 * Anthropic; Mistral; DeepSeek; GLM; Cohere; Bedrock; TGI, vLLM, llama.cpp, Ollama and Together.
 */
const words: Readonly<Record<Ending, readonly string[]>> = {
  whole: [
    ...['stop', 'tool_calls', 'function_call', 'tool_use', 'tool_call', 'end_turn', 'stop_sequence', 'stop_sequences'],
    ...[
      'eos',
      'eos_token',
      'end',
      'complete',
      'completed',
      'done',
      'finished',
      'finish',
      'pause_turn',
      'load',
      'normal',
    ],
  ],
  length: [
    ...[
      'length',
      'max_tokens',
      'max_output_tokens',
      'max_completion_tokens',
      'model_length',
      'token_limit',
      'max_length',
    ],
    ...['model_context_window_exceeded', 'context_length', 'limit'],
  ],
  filtered: [
    ...[
      'content_filter',
      'content_filtered',
      'safety',
      'recitation',
      'blocklist',
      'prohibited_content',
      'spii',
      'refusal',
    ],
    ...['sensitive', 'language', 'guardrail_intervened', 'error_toxic', 'image_safety', 'moderation', 'blocked'],
  ],
  malformedCall: [
    ...[
      'malformed_function_call',
      'malformed_tool_call',
      'unexpected_tool_call',
      'too_many_tool_calls',
      'invalid_tool_call',
    ],
    ...['malformed_tool_use', 'tool_error', 'missing_thought_signature', 'malformed_response'],
  ],
  failed: [
    ...['error', 'network_error', 'insufficient_system_resource', 'server_error', 'abort', 'aborted', 'cancelled'],
    ...['canceled', 'timeout', 'error_limit', 'unavailable'],
  ],
}

const endings = new Map(
  Object.entries(words).flatMap(([ending, all]) => all.map(word => [word, ending as Ending] as const)),
)

/** What a word that nobody has told us of says of itself, the surest first. */
const patterns: readonly (readonly [Ending, RegExp])[] = [
  ['malformedCall', /(?:malformed|invalid|unparsable|unexpected)_(?:\w{1,20}_)?(?:call|tool|function)/u],
  ['filtered', /filter|safety|blocked|prohibited|moderat|policy|violation/u],
  ['failed', /error|fail|abort|cancel|time_?out|unavailable|overload|interrupt|preempt/u],
  ['length', /length|limit|max_|context|truncat|token_budget/u],
]

/** The ending that a word stands for; undefined for one that says nothing. `function_call_filter: MALFORMED…` counts by its last part. */
export function readEnding(word: string): Ending | undefined {
  const whole = word
    .toLowerCase()
    .trim()
    .replaceAll(/[\s-]+/gu, '_')
  const parts = whole.split(/:_?/u)
  const known = endings.get(parts.at(-1) ?? '') ?? endings.get(parts[0] ?? '')
  return known ?? patterns.find(([, pattern]) => pattern.test(whole))?.[0]
}
