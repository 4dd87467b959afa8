import { chunks } from '../../../memory/chunks.ts'
import { executePipeline, withMemoryErrors } from '../../connection/errors.ts'
import { parseClaimField } from '../../keys.ts'
import type { ScriptBase } from '../../scripts/script-context.ts'
import { cellOf } from '../cell-of.ts'
import { standsIn } from '../layout.ts'

const SCAN_COUNT = 500

/** Lets all cells know in which servers nothing is kept, as the first one does. Throws MemoryUnavailable. */
export async function copyServersOff([first, ...others]: readonly ScriptBase[]): Promise<void> {
  if (first === undefined) return
  const guilds = await withMemoryErrors(first.redis).smembers(first.keys.memoryOffGuilds)
  for (const { redis, keys } of others) {
    const transaction = redis.multi().del(keys.memoryOffGuilds)
    if (guilds.length > 0) transaction.sadd(keys.memoryOffGuilds, ...guilds)
    await executePipeline(transaction)
  }
}

/**
 * Copies the marks of messages that belong to no record (deleted before they were kept, answered without being kept) from the
 * cells that users leave into those they go to: the message may come in again in either. Throws MemoryUnavailable.
 */
export async function copyTombstones(left: readonly ScriptBase[], entered: readonly ScriptBase[]): Promise<void> {
  for (const { redis, keys } of left) {
    const commands = withMemoryErrors(redis)
    for (let cursor = ''; cursor !== '0'; ) {
      const [next, found] = await commands.scan(cursor || '0', 'MATCH', `${keys.messagePrefix}*`, 'COUNT', SCAN_COUNT)
      cursor = next
      const values = found.length === 0 ? [] : await commands.mget(found)
      const marks = found.filter((_, i) => values[i] !== null && (values[i] ?? '').length <= 1)
      for (const key of marks) await copyMark({ redis, keys }, key.slice(keys.messagePrefix.length), entered)
    }
  }
}

async function copyMark({ redis, keys }: ScriptBase, message: string, entered: readonly ScriptBase[]): Promise<void> {
  const [value, ms] = await executePipeline(redis.pipeline().get(keys.message(message)).pttl(keys.message(message)))
  if (typeof value !== 'string' || typeof ms !== 'number' || ms <= 0) return
  for (const cell of entered) await withMemoryErrors(cell.redis).set(cell.keys.message(message), value, 'PX', ms, 'NX')
}

/**
 * Moves the claims of those of whom nothing is kept, and who are no more than being answered, into the cells that they have now.
 * Throws MemoryUnavailable.
 */
export async function moveClaimsOfUnknownUsers(left: readonly ScriptBase[], all: readonly ScriptBase[]): Promise<void> {
  for (const [number, cell] of left.entries()) {
    const redis = withMemoryErrors(cell.redis)
    for (const [field, claim] of Object.entries(await redis.hgetall(cell.keys.claims))) {
      const user = parseClaimField(field)?.user
      const to = user === undefined ? undefined : all[cellOf(user, all.length)]
      if (user === undefined || to === undefined || to === all[number]) continue
      if (await standsIn(cell, user)) continue
      await withMemoryErrors(to.redis).hsetnx(to.keys.claims, field, claim)
      await redis.hdel(cell.keys.claims, field)
    }
  }
}

/** Takes out of the lists of cells that users have left who has left them: all of them are listed where they are now. Throws MemoryUnavailable. */
export async function dropLeftUsers(left: readonly ScriptBase[], cells: number): Promise<void> {
  for (const [number, { redis, keys }] of left.entries()) {
    const waiting = await withMemoryErrors(redis).zrange(keys.pending, '0', '-1')
    const gone = waiting.filter(user => /^\d{1,20}$/u.test(user) && cellOf(user, cells) !== number)
    for (const some of chunks(gone, SCAN_COUNT)) await withMemoryErrors(redis).zrem(keys.pending, ...some)
  }
}
