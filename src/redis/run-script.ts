import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { toMemoryUnavailable } from './connection/errors.ts'

type Argument = string | number | Buffer
type CustomCommand = (...args: readonly Argument[]) => Promise<unknown>

/** A Lua script: `Reply` is what its header says it returns. */
export interface Script<Reply> {
  /** One round trip. Throws MemoryUnavailable. */
  run(redis: Redis, keys: readonly string[], args: readonly Argument[]): Promise<Reply>
}

/**
 * A script of scripts/ by its path without `.lua`; its name ends with the number of its keys.
 * ioredis sends it whole once per connection, and from then on by its hash; also where the server has forgotten it.
 * @param reply `bytes` where strings of the reply are to be buffers
 */
export function defineScript<Reply>(path: string, reply: 'text' | 'bytes' = 'text'): Script<Reply> {
  const name = path.slice(path.indexOf('/') + 1)
  const numberOfKeys = Number(/-(\d+)$/.exec(name)?.[1])
  const command = reply === 'bytes' ? `${name}Buffer` : name

  return {
    async run(redis, keys, args) {
      if (keys.length !== numberOfKeys) throw new Error(`${name} was given ${keys.length} keys`)
      if (!(name in redis)) redis.defineCommand(name, { lua: readScript(path), numberOfKeys })
      const commands = redis as unknown as Record<string, CustomCommand>
      try {
        return (await commands[command]?.(...keys, ...args)) as Reply
      } catch (error) {
        throw toMemoryUnavailable(name, error)
      }
    },
  }
}

const texts = new Map<string, string>()

/** The text of a script, with each file that it includes once, before what needs it. */
export function readScript(path: string): string {
  const text = texts.get(path) ?? include(path, new Set())
  texts.set(path, text)
  return text
}

function include(path: string, included: Set<string>): string {
  if (included.has(path)) return ''
  included.add(path)
  const lua = readFileSync(new URL(`scripts/${path}.lua`, import.meta.url), 'utf8')
  return lua.replaceAll(/^-- include (?<name>[\w-]+)\.lua$/gm, (_, name: string) =>
    include(`includes/${name}`, included),
  )
}
