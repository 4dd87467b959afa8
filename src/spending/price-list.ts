/** Dollars for a million tokens: read anew, read before (as `in` where that is not told), and written (none by embedding models). */
export interface Price {
  readonly in: number
  readonly cached?: number | undefined
  readonly out?: number | undefined
}

interface ProviderPrices {
  /** Who tells them, and the day on which they were read. */
  readonly source: string
  readonly date: string
  readonly models: Readonly<Record<string, Price>>
}

const price = (input: number, output?: number, cached?: number): Price => ({
  in: input,
  ...(cached !== undefined && { cached }),
  ...(output !== undefined && { out: output }),
})

const MODELS_DEV = 'https://models.dev'

/**
 * What models cost at the hosts that docs/providers.md names, for prompts of up to 100,000 tokens and at the usual speed. Prices
 * change: MODEL_PRICES says it better. By host, as the same model costs something else at another one.
 */
export const priceList: Readonly<Record<string, ProviderPrices>> = {
  'api.openai.com': {
    source: `${MODELS_DEV}; gpt-5.6 https://developers.openai.com/api/docs/models`,
    date: '2026-07-30',
    models: {
      'gpt-5.6-terra': price(2, 12, 0.2),
      'gpt-5.6-luna': price(0.2, 1.2, 0.02),
      'gpt-5.5': price(5, 30, 0.5),
      'gpt-5.5-pro': price(30, 180),
      'gpt-5.4': price(2.5, 15, 0.25),
      'gpt-5.4-pro': price(30, 180),
      'gpt-5.4-mini': price(0.75, 4.5, 0.075),
      'gpt-5.4-nano': price(0.2, 1.25, 0.02),
      'gpt-5.3-chat-latest': price(1.75, 14, 0.175),
      'gpt-5.2': price(1.75, 14, 0.175),
      'gpt-5.2-chat-latest': price(1.75, 14, 0.175),
      'gpt-5.1': price(1.25, 10, 0.125),
      'gpt-5.1-chat-latest': price(1.25, 10, 0.125),
      'gpt-5': price(1.25, 10, 0.125),
      'gpt-5-chat-latest': price(1.25, 10, 0.125),
      'gpt-5-mini': price(0.25, 2, 0.025),
      'gpt-5-nano': price(0.05, 0.4, 0.005),
      'gpt-4.1': price(2, 8, 0.5),
      'gpt-4.1-mini': price(0.4, 1.6, 0.1),
      'gpt-4.1-nano': price(0.1, 0.4, 0.025),
      'gpt-4o': price(2.5, 10, 1.25),
      'gpt-4o-2024-05-13': price(5, 15),
      'gpt-4o-mini': price(0.15, 0.6, 0.075),
      'gpt-4-turbo': price(10, 30),
      'gpt-4': price(30, 60),
      'gpt-3.5-turbo': price(0.5, 1.5),
      o1: price(15, 60, 7.5),
      o3: price(2, 8, 0.5),
      'o3-mini': price(1.1, 4.4, 0.55),
      'o4-mini': price(1.1, 4.4, 0.275),
      'text-embedding-3-small': price(0.02),
      'text-embedding-3-large': price(0.13),
      'text-embedding-ada-002': price(0.1),
    },
  },
  'api.anthropic.com': {
    source: MODELS_DEV,
    date: '2026-07-02',
    models: {
      'claude-fable-5': price(10, 50, 1),
      'claude-sonnet-5': price(2, 10, 0.2),
      'claude-haiku-4-5': price(1, 5, 0.1),
      'claude-opus-4-8': price(5, 25, 0.5),
      'claude-opus-4-7': price(5, 25, 0.5),
      'claude-opus-4-6': price(5, 25, 0.5),
      'claude-opus-4-5': price(5, 25, 0.5),
      'claude-opus-4-1': price(15, 75, 1.5),
      'claude-sonnet-4-6': price(3, 15, 0.3),
      'claude-sonnet-4-5': price(3, 15, 0.3),
      'claude-sonnet-4-0': price(3, 15, 0.3),
    },
  },
  'generativelanguage.googleapis.com': {
    source: MODELS_DEV,
    date: '2026-07-02',
    models: {
      'gemini-3.5-flash': price(1.5, 9, 0.15),
      'gemini-3.1-pro-preview': price(2, 12, 0.2),
      'gemini-3.1-flash-lite': price(0.25, 1.5, 0.025),
      'gemini-3-flash-preview': price(0.5, 3, 0.05),
      'gemini-2.5-pro': price(1.25, 10, 0.125),
      'gemini-2.5-flash': price(0.3, 2.5, 0.03),
      'gemini-2.5-flash-lite': price(0.1, 0.4, 0.01),
      'gemini-embedding-001': price(0.15),
    },
  },
  'api.mistral.ai': {
    source: MODELS_DEV,
    date: '2026-07-02',
    models: {
      'mistral-large-latest': price(0.5, 1.5),
      'mistral-large-2512': price(0.5, 1.5),
      'mistral-medium-latest': price(0.4, 2),
      'mistral-medium-2604': price(1.5, 7.5),
      'mistral-medium-2508': price(0.4, 2),
      'mistral-small-latest': price(0.15, 0.6),
      'mistral-small-2603': price(0.15, 0.6),
      'mistral-small-2506': price(0.1, 0.3),
      'ministral-8b-latest': price(0.1, 0.1),
      'ministral-3b-latest': price(0.04, 0.04),
      'magistral-medium-latest': price(2, 5),
      'open-mistral-nemo': price(0.15, 0.15),
      'mistral-embed': price(0.1),
    },
  },
  'api.groq.com': {
    source: MODELS_DEV,
    date: '2026-07-02',
    models: {
      'llama-3.1-8b-instant': price(0.05, 0.08),
      'llama-3.3-70b-versatile': price(0.59, 0.79),
      'meta-llama/llama-4-scout-17b-16e-instruct': price(0.11, 0.34),
      'openai/gpt-oss-120b': price(0.15, 0.6, 0.075),
      'openai/gpt-oss-20b': price(0.075, 0.3, 0.0375),
      'qwen/qwen3-32b': price(0.29, 0.59),
    },
  },
  'api.deepseek.com': {
    source: MODELS_DEV,
    date: '2026-07-02',
    models: {
      'deepseek-chat': price(0.14, 0.28, 0.0028),
      'deepseek-reasoner': price(0.14, 0.28, 0.0028),
      'deepseek-v4-flash': price(0.14, 0.28, 0.0028),
      'deepseek-v4-pro': price(0.435, 0.87, 0.003625),
    },
  },
}

/** Hosts that say with each answer what it cost, in dollars: https://openrouter.ai/docs/use-cases/usage-accounting */
export const hostsWithStatedCosts: readonly string[] = ['openrouter.ai']
