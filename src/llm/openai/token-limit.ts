import type { Feature } from '../server/features.ts'

export type TokenLimitParam = 'max_completion_tokens' | 'max_tokens'

/**
 * The limit of an answer by the names that a server takes. OpenAI's reasoning models refuse `max_tokens`. Other servers get
 * both names: Ollama (0.32.5) passes over `max_completion_tokens` in silence, and its answers would have no limit
 * (ollama/ollama#7125).
 */
export function tokenLimitParams(
  tokens: number,
  omitted: ReadonlySet<Feature>,
  isOpenAi: boolean,
): { readonly [Name in TokenLimitParam]?: number } {
  const takes = (name: TokenLimitParam) => !omitted.has(name)
  return {
    ...(takes('max_completion_tokens') && { max_completion_tokens: tokens }),
    ...(takes('max_tokens') && (!isOpenAi || !takes('max_completion_tokens')) && { max_tokens: tokens }),
  }
}
