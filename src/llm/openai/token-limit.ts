import type { RequestFailure } from '../failure.ts'
import { isParamRefusal } from './errors.ts'

export type TokenLimitParam = 'max_completion_tokens' | 'max_tokens'

type SentLimits = { readonly [Name in TokenLimitParam]?: number | null | undefined }

export interface TokenLimit {
  /** The limit, by the names this server takes. */
  params(): { readonly [Name in TokenLimitParam]?: number }
  /** The name that a server refuses, if it may take the other one; it is not sent again. */
  learn(failure: RequestFailure, sent: SentLimits): TokenLimitParam | undefined
}

/**
 * OpenAI's reasoning models refuse `max_tokens`. Other servers get both names: Ollama (0.32.5) passes over
 * `max_completion_tokens` in silence, and its answers would have no limit (ollama/ollama#7125).
 */
export function createTokenLimit(tokens: number, isOpenAi: boolean): TokenLimit {
  const names = new Set<TokenLimitParam>(isOpenAi ? ['max_completion_tokens'] : ['max_completion_tokens', 'max_tokens'])
  const refused = new Set<TokenLimitParam>()
  return {
    params: () => Object.fromEntries([...names].map(name => [name, tokens])),

    learn(failure, sent) {
      if (!isParamRefusal(failure)) return undefined
      const { wording } = failure
      const name = /max_(?:completion_)?tokens/.exec(wording)?.[0] as TokenLimitParam | undefined
      // A limit that is too large is known by its name, though.
      if (name === undefined || /too large|at most|at least|exceed/.test(wording)) return undefined
      // Another request has found that meanwhile.
      if (!names.has(name)) return sent[name] === undefined ? undefined : name
      const other = name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
      if (refused.has(other)) return undefined
      refused.add(name)
      names.delete(name)
      names.add(other)
      return name
    },
  }
}
