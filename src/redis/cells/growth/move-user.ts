import { randomBytes } from 'node:crypto'
import { MemoryUnavailable } from '../../../errors.ts'
import type { UserId } from '../../../memory/types.ts'
import { withMemoryErrors } from '../../connection/errors.ts'
import { readRedisTime } from '../../connection/server-info.ts'
import { readKeys } from '../../copy/read-keys.ts'
import { digestOf, isKeyType, type StoredKey, sortParts } from '../../copy/stored-key.ts'
import {
  runDropCopy,
  runLeaveCell,
  runReadUser,
  runStayInCell,
  runWriteCopy,
  type UserReply,
} from '../../scripts/cells/growth.ts'
import type { ScriptBase } from '../../scripts/script-context.ts'

/** Longer than any copy takes: who is frozen for longer writes nothing any more. */
const MOVER_MS = 3_600_000

/** A user on the way from one cell to another. */
export interface Move {
  readonly user: UserId
  readonly from: ScriptBase
  readonly to: ScriptBase
}

/** A user as they were copied. */
export interface UserCopy extends Move {
  /** Who copied them: a name by chance, under which they leave unless somebody else has begun to move them since. */
  readonly mover: string
  /** Stands for all of it in the cell that they leave. */
  readonly digest: string
  readonly keys: readonly CopiedKey[]
}

/** What it holds is not kept: many copies wait at once. */
interface CopiedKey extends Pick<StoredKey, 'name' | 'expiresAt'> {
  readonly digest: string
}

/**
 * Copies a user into another cell, and compares what stands there then. Until they have left theirs the copy is nobody's, and one
 * that was cut off is overwritten, or taken away if they stay for now. `busy` in that case; `absent` if they have left. Throws
 * MemoryUnavailable.
 */
export async function copyUser(move: Move): Promise<UserCopy | 'busy' | 'absent'> {
  const { user, from, to } = move
  const mover = await takeOver(move)
  const reply = await runReadUser(from, user, mover)
  if (!isWhole(reply)) {
    const isBusy = reply.toString() === 'busy'
    if (isBusy) await runDropCopy(to, user, mover)
    else await withMemoryErrors(to.redis).del(to.keys.arriving(user))
    return isBusy ? 'busy' : 'absent'
  }
  const [digest, dueAt, lacksEmbeddings, values] = reply
  const keys = parseKeys(values, from.keys.prefix)
  const written = { mover, dueAt, lacksEmbeddings: lacksEmbeddings === 1, keys }
  const copiedKeys = keys.map(key => ({ name: key.name, expiresAt: key.expiresAt, digest: digestOf(key) }))
  const copy = { ...move, mover, digest: digest.toString(), keys: copiedKeys }
  // Somebody else moves them, or they have something forgotten just now.
  if ((await runWriteCopy(to, user, written)) === 0) return 'busy'
  if (await isThere(copy)) return copy
  throw new MemoryUnavailable('A copy of a user is not what was copied.')
}

/** From now on no copy of anybody else's is written. Returns the name for what is done with this user. */
async function takeOver({ user, to }: Move): Promise<string> {
  const mover = randomBytes(8).toString('hex')
  await withMemoryErrors(to.redis).set(to.keys.arriving(user), mover, 'PX', MOVER_MS)
  return mover
}

function isWhole(reply: UserReply | Buffer): reply is UserReply {
  return Array.isArray(reply)
}

/** Whether a copy stands in its cell, key by key. Keys whose time is over are as they should be. */
export async function isThere({ to, keys }: UserCopy): Promise<boolean> {
  const names = keys.map(({ name }) => name)
  const found = await readKeys(to.redis, to.keys, names)
  // Asked behind that: what has expired is over by then.
  const now = found.some(state => 'isGone' in state) ? await readRedisTime(to.redis) : 0
  return keys.every((key, i) => {
    const state = found[i]
    if (state === undefined || 'isGone' in state) return key.expiresAt !== undefined && key.expiresAt <= now
    return digestOf(state) === key.digest
  })
}

/**
 * Lets a user leave their cell: from then on the copy is what there is. False if anything has changed since: then the copy goes.
 * Throws MemoryUnavailable.
 */
export async function leaveCell(copy: UserCopy): Promise<boolean> {
  const { user, from, to, mover, digest } = copy
  if ((await runLeaveCell(from, user, mover, digest)) === 0) {
    await stayInCell(copy)
    return false
  }
  await withMemoryErrors(to.redis).del(to.keys.arriving(user))
  return true
}

/**
 * Lets a user stay who was copied, and takes the copy away: what they forget would stand in it. Does nothing where they have left,
 * or somebody else has begun to move them. Throws MemoryUnavailable.
 */
export async function stayInCell({ user, from, to, mover }: UserCopy): Promise<void> {
  // First of all, so that nobody leaves by a copy that goes.
  if ((await runStayInCell(from, user, mover)) === 1) await runDropCopy(to, user, mover)
}

/**
 * Takes away what stands of a user in the cell to which they are to be moved, whoever has copied it; whoever moves them now has to copy
 * them anew. Throws MemoryUnavailable.
 */
export async function dropCopy(move: Move): Promise<void> {
  const { user, from, to } = move
  if ((await withMemoryErrors(from.redis).exists(from.keys.moving(user))) === 0) return
  const mover = await takeOver(move)
  // From now on nobody leaves by a copy that goes. Without the mark they have left meanwhile: what stands there counts.
  const stays = (await withMemoryErrors(from.redis).set(from.keys.moving(user), mover, 'XX')) !== null
  if (stays) await runDropCopy(to, user, mover)
  else await withMemoryErrors(to.redis).del(to.keys.arriving(user))
}

/** Name, type, expiry and content of each key, one after the other. */
function parseKeys(values: readonly (Buffer | number | readonly Buffer[])[], prefix: string): readonly StoredKey[] {
  const keys: StoredKey[] = []
  for (let i = 0; i + 3 < values.length; i += 4) {
    const [name, kind, expiresAt, parts] = values.slice(i, i + 4) as [Buffer, Buffer, number, Buffer[]]
    const type = kind.toString()
    if (!isKeyType(type)) throw new TypeError(`A user has a key of type ${type}.`)
    keys.push({
      name: name.toString('latin1').slice(prefix.length),
      type,
      expiresAt: expiresAt < 0 ? undefined : expiresAt,
      parts: sortParts(type, parts),
    })
  }
  return keys
}
