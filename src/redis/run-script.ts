import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { toMemoryUnavailable } from './connection/errors.ts'

/** The scripts of lua/, by file name; each says in its header what it takes and gives. */
export type ScriptName =
  | 'receive'
  | 'look'
  | 'reopen'
  | 'revise'
  | 'answer'
  | 'give-up'
  | 'last-answered'
  | 'delete-message'
  | 'take-abandoned'
  | 'renew-lease'
  | 'due'
  | 'hasten'
  | 'postpone'
  | 'backlog'
  | 'settle'
  | 'material'
  | 'commit'
  | 'trouble'
  | 'nearest-facts'
  | 'fact-points'
  | 'unembedded-facts'
  | 'embed-facts'
  | 'change'
  | 'restore-messages'
  | 'restore'
  | 'set'
  | 'set-incognito'
  | 'offer'
  | 'offered'
  | 'overview'
  | 'holdings'
  | 'held-conversation'
  | 'forget-turns'
  | 'forget-known'
  | 'forget-conversation'
  | 'forget-messages'
  | 'forget-everything'
  | 'take-going'
  | 'take-claims'
  | 'tell-forgotten'
  | 'count-indexed'

const loaded = new Map<ScriptName, { lua: string; sha: string }>()

function read(file: string): string {
  const lua = readFileSync(new URL(`lua/${file}`, import.meta.url), 'utf8')
  return lua.replaceAll(/^-- include (?<name>[\w-]+\.lua)$/gm, (_, name: string) => read(name))
}

function load(name: ScriptName) {
  const known = loaded.get(name)
  if (known) return known
  const lua = read(`${name}.lua`)
  const script = { lua, sha: createHash('sha1').update(lua).digest('hex') }
  loaded.set(name, script)
  return script
}

/** The hash by which Redis knows a script. */
export function shaOf(name: ScriptName): string {
  return load(name).sha
}

type Argument = string | number | Buffer

/**
 * Runs a script by its hash, in one round trip; in two where the server does not know it yet.
 * Throws MemoryUnavailable.
 */
export function runScript(
  redis: Redis,
  name: ScriptName,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  return run(name, (command, script) => redis.call(command, script, keys.length, ...keys, ...args))
}

/** The same, with a reply whose strings are bytes. */
export function runScriptForBytes(
  redis: Redis,
  name: ScriptName,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  return run(name, (command, script) => redis.callBuffer(command, script, keys.length, ...keys, ...args))
}

async function run(name: ScriptName, call: (command: string, script: string) => Promise<unknown>): Promise<unknown> {
  const { lua, sha } = load(name)
  try {
    return await call('EVALSHA', sha).catch((error: unknown) => {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return call('EVAL', lua)
    })
  } catch (error) {
    throw toMemoryUnavailable(name, error)
  }
}
