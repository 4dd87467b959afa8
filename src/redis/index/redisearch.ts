import type { Redis } from 'ioredis'
import type { FactId, UserId } from '../../memory/types.ts'
import { digits, type Keys } from '../keys.ts'
import { runScript } from '../scripts.ts'
import { toFloat16 } from './embedding-field.ts'
import type { Neighbours, Query } from './query.ts'

/**
 * Asks a RediSearch index that is whole. Undefined if RediSearch refuses: the index is gone, or the module.
 * Nothing a person wrote goes into a query: its parser ends the whole server on some ordinary questions.
 */
export async function nearestBySearch(
  redis: Redis,
  keys: Keys,
  index: string,
  { user, heard, point, limit }: Query,
): Promise<Neighbours | undefined> {
  const scopes = heard === 'all' ? '' : ` @scope:{${heard.map(tag).join('|')}}`
  const filter = `@user:{${digits(user)}}${scopes}`
  const reply = await runScript(redis, 'nearest-facts', [], [index, filter, limit, toFloat16(point)])
  return typeof reply === 'string' ? neighbours(reply, keys.factPrefix(user)) : undefined
}

/** How many facts of a user an index holds, or how many of some; 0 where there is no such index. */
export async function countBySearch(
  redis: Redis,
  keys: Keys,
  index: string,
  { user, among }: { readonly user: UserId; readonly among: readonly FactId[] | undefined },
): Promise<number> {
  const named = among?.map(fact => keys.fact(user, fact)) ?? []
  if (among?.length === 0) return 0
  return Number(await runScript(redis, 'count-indexed', [], [index, `@user:{${digits(user)}}`, ...named]))
}

/** A value of a TAG field as a query may hold it: all but letters and digits escaped. */
function tag(value: string): string {
  return value.replaceAll(/[^A-Za-z0-9]/g, '\\$&')
}

/** `key #distance key #distance`; the distance of two points is 1 minus the cosine of the angle between them. */
function neighbours(reply: string, prefix: string): Neighbours {
  const parts = reply === '' ? [] : reply.split(' ')
  const found: { fact: string; similarity: number }[] = []
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const key = parts[i] ?? ''
    const similarity = 1 - Number(parts[i + 1]?.slice(1))
    if (key.startsWith(prefix)) found.push({ fact: key.slice(prefix.length), similarity })
  }
  return found
}
