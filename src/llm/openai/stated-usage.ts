import type { ModelCall } from '../../observability/model-call.ts'

type StatedUsage = ModelCall['tokens'] & Pick<ModelCall, 'statedCost'>

/** What the `usage` of an answer says, whatever it is. */
export function statedUsage(usage: unknown): StatedUsage {
  const {
    prompt_tokens: prompt,
    completion_tokens: completion,
    ...fields
  } = Object(usage) as Readonly<Record<string, never>>
  const cached = cachedTokens(fields)
  return { prompt, completion, ...(cached > 0 && { cached }), ...statedCost(fields) }
}

/** Under OpenAI's name, which most have taken over, DeepSeek's, and Anthropic's. */
function cachedTokens(fields: Readonly<Record<string, unknown>>): number {
  const { prompt_tokens_details: details, prompt_cache_hit_tokens: hits, cache_read_input_tokens: read } = fields
  return Number([Object(details).cached_tokens, hits, read].find(count => typeof count === 'number') ?? 0)
}

/** OpenRouter's `cost`, in dollars; other servers may mean something else by that. */
function statedCost({ cost }: Readonly<Record<string, unknown>>): Pick<StatedUsage, 'statedCost'> {
  return typeof cost === 'number' && cost >= 0 ? { statedCost: cost } : {}
}
