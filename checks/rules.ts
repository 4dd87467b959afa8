/** Folders that import nothing of the project but themselves: the bot, and a Discord to try it on. */
export const closedFolders: readonly string[] = ['src/**', 'fake-discord/**']

/**
 * Who may import whom inside `src`, from the bottom up: a module imports itself and the rows below, never its neighbours
 * in a row. Type-only imports count, as a type ties a reader to a file just as a value does.
 */
export const layers: readonly (readonly string[])[] = [
  ['src/errors.ts', 'src/proxy.ts', 'src/version.ts', 'src/memory/{memoize,pacer,tell-each,outbox-room}.ts'],
  ['src/memory/readers/**'],
  ['src/memory/{types,scope,turns,shards}.ts', 'src/memory/chunks.ts'],
  ['src/memory/text/**'],
  ['src/memory/knowledge/**'],
  ['src/memory/ports/**'],
  ['src/memory/content/**', 'src/memory/outbox-entries.ts'],
  ['src/memory/outbox-words.ts'],
  ['src/memory/outbox.ts', 'src/memory/retrieval/**', 'src/memory/extraction/**', 'src/memory/forgetting/**'],
  ['src/memory/learning/**'],
  ['src/memory/editing/**', 'src/memory/transfer/**'],
  ['src/prompt/**'],
  ['src/locales/**', 'src/observability/**'],
  ['src/llm/server/**'],
  ['src/spending/**'],
  ['src/llm/answer-filter/**'],
  ['src/llm/*.ts'],
  ['src/llm/{chat,embeddings,extraction}/**'],
  ['src/llm/**', 'src/redis/**', 'src/jobs/**', 'src/discord/**'],
  ['src/config/**'],
  ['src/doctor/**', 'src/backup/**'],
  ['src/setup/**'],
  ['src/background.ts', 'src/budget.ts', 'src/deletion-journal.ts', 'src/health.ts', 'src/lifecycle.ts', 'src/cli/**'],
  ['src/app.ts', 'src/learning-process.ts'],
  ['src/process-end.ts'],
  ['src/index.ts', 'src/learn.ts'],
]

/** Libraries that belong to one place each: the rest of `src` reaches what they do through a port. */
export const libraries: Readonly<Record<string, readonly string[]>> = {
  'discord.js': ['src/discord/**'],
  openai: ['src/llm/openai/**'],
  ioredis: ['src/redis/**'],
  pino: ['src/observability/**', 'src/index.ts', 'src/cli/**'],
  'pino-pretty': ['src/observability/**'],
  'prom-client': ['src/observability/**'],
  'rate-limiter-flexible': ['src/discord/**'],
  'js-tiktoken': ['src/prompt/tokens/**'],
  'eventsource-parser': ['src/llm/openai/**'],
  jsonrepair: ['src/prompt/format/**'],
  dotenv: ['src/index.ts', 'src/learn.ts', 'src/cli/**'],
}

export const MAX_FILES_IN_FOLDER = 18
/** Folders in which a reader looks one file up by its name, and never sees the rest. */
export const longFolders: readonly string[] = ['src/locales', 'src/redis/scripts/*', 'bench']

export const MAX_LINES = 300
/** A catalogue holds all sentences of one language; a test is as long as the stories it tells. */
export const longFiles: readonly string[] = ['src/locales/**', 'test/**']

/** Files that compose a pattern of what a library gives: no check sees it. */
export const foreignPatterns: readonly string[] = ['src/prompt/tokens/counter.ts']

/** Licences, by their SPDX names, under which a package may be part of what is shipped. */
export const licences: readonly string[] = [
  ...['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'MIT OR Apache-2.0', 'BlueOak-1.0.0'],
]
