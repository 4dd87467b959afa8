import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { unavailable } from './unavailable.ts'

/** The scripts of lua/, by file name; each says in its header what it takes and gives. */
export type ScriptName =
  | 'receive'
  | 'look'
  | 'reopen'
  | 'revise'
  | 'answer'
  | 'last-answered'
  | 'delete-message'
  | 'take-abandoned'
  | 'renew-lease'

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

/**
 * Runs a script by its hash, in one round trip; in two where the server does not know it yet.
 * Throws MemoryUnavailable.
 */
export async function runScript(
  redis: Redis,
  name: ScriptName,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  const { lua, sha } = load(name)
  try {
    return await redis.evalsha(sha, keys.length, ...keys, ...args).catch((error: unknown) => {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return redis.eval(lua, keys.length, ...keys, ...args)
    })
  } catch (error) {
    throw unavailable(name, error)
  }
}
