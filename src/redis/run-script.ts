import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { toMemoryUnavailable } from './connection/errors.ts'

type Argument = string | number | Buffer
type CustomCommand = (...args: readonly Argument[]) => Promise<unknown>

/** The KEYS and ARGV of one run. */
type Call = readonly [keys: readonly string[], args: readonly Argument[]]

/**
 * A script of scripts/ by its path without `.lua`; its name ends with the number of its keys. `Reply` is what its header
 * says it returns. The function that `calledWith` makes of it names its keys and arguments; it takes one round trip, and
 * throws MemoryUnavailable.
 * @param strings `buffers` where strings of the reply are to be bytes
 */
export function defineScript<Reply>(path: string, strings: 'texts' | 'buffers' = 'texts') {
  const name = path.slice(path.indexOf('/') + 1)
  const numberOfKeys = Number(/-(\d+)$/.exec(name)?.[1])
  const command = strings === 'buffers' ? `${name}Buffer` : name

  return {
    calledWith:
      <Context extends { readonly redis: Redis }, Params extends readonly unknown[]>(
        call: (context: Context, ...params: Params) => Call,
      ) =>
      async (context: Context, ...params: Params): Promise<Reply> => {
        const { redis } = context
        const [keys, args] = call(context, ...params)
        if (keys.length !== numberOfKeys) throw new Error(`${name} was given ${keys.length} keys`)
        // ioredis sends it whole once per connection, and then by its hash; whole again if the server has forgotten it.
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
