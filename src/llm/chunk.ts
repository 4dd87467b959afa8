/**
 * What is read of a chunk of any server that speaks Chat Completions: like OpenAI's, but nothing is sure to be there.
 * A server that does not stream sends one with `message` in the place of `delta`.
 */
export interface Chunk {
  readonly choices?: readonly Choice[] | null
  readonly usage?: { readonly total_tokens?: number | null } | null
  readonly error?: unknown
}

interface Choice {
  readonly delta?: Delta | null
  readonly message?: Delta | null
  readonly finish_reason?: string | null
}

/** Reasoning is `reasoning_content` at DeepSeek, llama.cpp and older vLLM, `reasoning` at Ollama, OpenRouter and vLLM. */
interface Delta {
  readonly content?: unknown
  readonly refusal?: unknown
  readonly reasoning?: unknown
  readonly reasoning_content?: unknown
}

/** The words of a chunk; a refusal is the model's own words too. */
export function textIn({ delta, message }: Choice): string {
  const said = delta ?? message
  if (typeof said?.content === 'string' && said.content !== '') return said.content
  return typeof said?.refusal === 'string' ? said.refusal : ''
}

export function hasReasoning({ delta }: Choice): boolean {
  return Boolean(delta?.reasoning_content) || Boolean(delta?.reasoning)
}
