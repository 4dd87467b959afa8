import type { ChainableCommander } from 'ioredis'
import { chunks } from '../../memory/chunks.ts'
import { executePipeline } from '../connection/errors.ts'
import { keyOfName } from '../keys.ts'
import type { KeyState } from './read-keys.ts'
import { groupByCell, type SpreadMemory } from './spread-memory.ts'
import type { StoredKey } from './stored-key.ts'

/** Even, so that no field is parted from its value. */
const PARTS_OF_COMMAND = 1000

/** Puts keys in the place of those that stand there under their names: of each cell all of them, or none. Throws MemoryUnavailable. */
export async function writeKeys({ keys, serverOf }: SpreadMemory, states: readonly KeyState[]): Promise<void> {
  const writes = groupByCell(states, ({ name }) => name).map(({ cell, items }) => {
    const commands = serverOf(cell).multi()
    for (const state of items) {
      const key = Buffer.from(keyOfName(keys, state.name), 'latin1')
      commands.unlink(key)
      if (!('isGone' in state)) write(commands, key, state)
    }
    return executePipeline(commands)
  })
  await Promise.all(writes)
}

function write(commands: ChainableCommander, key: Buffer, { type, parts, expiresAt }: StoredKey): void {
  for (const some of chunks(parts, PARTS_OF_COMMAND)) {
    if (type === 'string') commands.set(key, some[0] ?? '')
    else if (type === 'hash') commands.hset(key, ...some)
    else if (type === 'set') commands.sadd(key, ...some)
    else if (type === 'list') commands.rpush(key, ...some)
    else commands.zadd(key, ...scoresFirst(some))
  }
  if (expiresAt !== undefined) commands.pexpireat(key, expiresAt)
}

function scoresFirst(membersAndScores: readonly Buffer[]): Buffer[] {
  return [...chunks(membersAndScores, 2)].flatMap(([member = Buffer.of(), score = Buffer.of()]) => [score, member])
}
