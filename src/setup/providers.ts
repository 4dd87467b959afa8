/** A place where models are, as `npm run setup` offers it. */
export interface Provider {
  readonly name: string
  /** Where it has OpenAI's API; undefined for OpenAI itself, and for one that is to be named. */
  readonly baseUrl?: string
  /** Where a key for it is to be had; undefined where it wants none. */
  readonly keyPage?: string
  /** What to take if nobody says otherwise, and it is there. */
  readonly models?: { readonly chat: string; readonly memory: string }
  readonly embeddings?: string
}

export const OPENAI: Provider = {
  name: 'OpenAI',
  keyPage: 'https://platform.openai.com/api-keys',
  models: { chat: 'gpt-5.4-mini', memory: 'gpt-5.4-nano' },
  embeddings: 'text-embedding-3-small',
}

/** Addresses as docs/providers.md has them. */
export const providers: readonly Provider[] = [
  OPENAI,
  { name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', keyPage: 'https://openrouter.ai/keys' },
  { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', embeddings: 'nomic-embed-text' },
  { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' },
  { name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1' },
  { name: 'another' },
]
