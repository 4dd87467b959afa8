import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { UserId } from '../memory/types.ts'
import { toMemoryUnavailable } from './connection/errors.ts'
import type { Keys } from './keys.ts'

type Argument = string | number | Buffer
type CustomCommand = (...args: readonly Argument[]) => Promise<unknown>

/** The KEYS and ARGV of one run. */
type Call = readonly [keys: readonly string[], args: readonly Argument[]]

/** Whom a script is about, as its first parameter behind the context names them. */
type OfUser = UserId | { readonly user: UserId } | { readonly question: { readonly user: UserId } }

/**
 * A script of scripts/ by its path without `.lua`; its name ends with the number of its keys. `Reply` is what its header
 * says it returns. The function that one of the three makes of it names its keys and arguments; it takes one round trip, and
 * throws MemoryUnavailable.
 * @param strings `buffers` where strings of the reply are to be bytes
 */
export function defineScript<Reply>(path: string, strings: 'texts' | 'buffers' = 'texts') {
  const name = path.slice(path.indexOf('/') + 1)
  const numberOfKeys = numberOfKeysOf(path)
  const command = strings === 'buffers' ? `${name}Buffer` : name

  async function run(redis: Redis, [keys, args]: Call, fence: readonly string[]): Promise<Reply> {
    if (keys.length !== numberOfKeys) throw new Error(`${name} was given ${keys.length} keys`)
    // ioredis sends it whole once per connection, and then by its hash; whole again if the server has forgotten it.
    if (!(name in redis)) redis.defineCommand(name, { lua: readScript(path) })
    const commands = redis as unknown as Record<string, CustomCommand>
    try {
      return (await commands[command]?.(numberOfKeys + fence.length, ...keys, ...fence, ...args)) as Reply
    } catch (error) {
      throw toMemoryUnavailable(name, error)
    }
  }

  return {
    /** For what belongs to nobody, or does no harm where its user stands no longer. */
    calledWith:
      <Context extends { readonly redis: Redis }, Params extends readonly unknown[]>(
        call: (context: Context, ...params: Params) => Call,
      ) =>
      (context: Context, ...params: Params): Promise<Reply> =>
        run(context.redis, call(context, ...params), []),

    /** For what may be anybody's: throws LayoutChanged where the cells are others than the process knows. */
    ofAnybody:
      <Context extends InCell, Params extends readonly unknown[]>(
        call: (context: Context, ...params: Params) => Call,
      ) =>
      (context: Context, ...params: Params): Promise<Reply> =>
        run(context.redis, call(context, ...params), context.keys.fence()),

    /** For what is a user's: the same, and throws UserElsewhere where they stand in another cell. */
    ofUser:
      <Context extends InCell, Of extends OfUser, Params extends readonly unknown[]>(
        call: (context: Context, of: Of, ...params: Params) => Call,
      ) =>
      (context: Context, of: Of, ...params: Params): Promise<Reply> =>
        run(context.redis, call(context, of, ...params), context.keys.fence(userOf(of))),
  }
}

interface InCell {
  readonly redis: Redis
  readonly keys: Keys
}

function userOf(of: OfUser): UserId {
  if (typeof of === 'string') return of
  return 'user' in of ? of.user : of.question.user
}

function numberOfKeysOf(path: string): number {
  return Number(/-(\d+)$/.exec(path)?.[1])
}

const texts = new Map<string, string>()

/** The text of a script, behind its fence, with each file that it includes once, before what needs it. */
export function readScript(path: string): string {
  const text = texts.get(path) ?? withFence(include(path, new Set()), numberOfKeysOf(path))
  texts.set(path, text)
  return text
}

/** The first line says how Redis is to run a script, if it does. */
function withFence(lua: string, numberOfKeys: number): string {
  const fence = `local own_keys = ${numberOfKeys}\n${include('includes/fence', new Set())}`
  return lua.replace(/^(?:#!.*\n)?/u, firstLine => firstLine + fence)
}

function include(path: string, included: Set<string>): string {
  if (included.has(path)) return ''
  included.add(path)
  const lua = readFileSync(new URL(`scripts/${path}.lua`, import.meta.url), 'utf8')
  return lua.replaceAll(/^-- include (?<name>[\w-]+)\.lua$/gm, (_, name: string) =>
    include(`includes/${name}`, included),
  )
}
