import type { Redis } from 'ioredis'
import { planRepeatedDeletion } from '../../memory/forgetting/repeat.ts'
import type { DeletionPlan } from '../../memory/ports/user-memory-store.ts'
import { firstSnowflakeAt } from '../../memory/turns.ts'
import type { UserId } from '../../memory/types.ts'
import { conversationsInCells } from '../cells/conversations.ts'
import { fenceOf, type Layout, readLayout, standsIn } from '../cells/layout.ts'
import { openCells } from '../cells/open-cells.ts'
import { userMemoryInCells } from '../cells/user-memory.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { SpreadMemory } from '../copy/spread-memory.ts'
import { type Keys, keysOfCell } from '../keys.ts'
import { KnowledgeCache } from '../knowledge-cache.ts'
import { redisConversationStore } from '../stores/conversations.ts'
import { redisServerSettings } from '../stores/server-settings.ts'
import { redisUserMemoryStore } from '../stores/user-memory/user-memory.ts'
import { readDeletionLines } from './deletion-files.ts'
import { type Deletion, noteWithin, parseDeletionLine } from './recorded-deletion.ts'
import { statementHash } from './word-hashes.ts'

/** A deletion is noted before it is made: so long it may have been under way. */
const UNDER_WAY_MS = 60_000

/** Lines of the list, with the Redis time in ms at which they were noted. */
export type DeletionLines = ReadonlyMap<string, number>

/** What a Redis knows to be forgotten. */
export async function readDeletionList(redis: Redis, keys: Keys): Promise<DeletionLines> {
  const found = (await withMemoryErrors(redis).zrange(keys.deletionList, '0', '-1', 'WITHSCORES')).map(String)
  const pairs = found.flatMap((line, i) => (i % 2 === 0 ? [[line, Number(found[i + 1])] as const] : []))
  return new Map(pairs)
}

/** Adds lines to the list of a Redis: those of a folder, of itself, and of a backup are one list from then on. */
export async function addDeletionLines(redis: Redis, keys: Keys, lines: DeletionLines): Promise<void> {
  for (const [line, at] of lines) await withMemoryErrors(redis).zadd(keys.deletionList, 'NX', at, line)
}

/** The lines of a folder, by the time that stands in them. */
export function readFolderLines(dataDir: string): DeletionLines {
  return new Map(
    readDeletionLines(dataDir).flatMap(line => {
      const at = parseDeletionLine(line)?.at
      return at === undefined ? [] : [[line, at] as const]
    }),
  )
}

/** A memory that is as it was at an earlier time. */
interface EarlierMemory extends SpreadMemory {
  readonly historyDays: number
}

/** What was known to be forgotten at a time (Redis' own, in ms since 1970). */
interface KnownDeletions {
  readonly lines: DeletionLines
  readonly at: number
}

/**
 * Forgets again, in a memory as it was, what was forgotten since: what it does not know of, and what may have been under way.
 * Safe to repeat. Returns how many deletions that were. Throws MemoryUnavailable.
 */
export async function repeatDeletions(
  memory: EarlierMemory,
  lines: DeletionLines,
  known: KnownDeletions,
): Promise<number> {
  const isDone = (line: string) => (known.lines.get(line) ?? Number.POSITIVE_INFINITY) < known.at - UNDER_WAY_MS
  const missed = [...lines.keys()].filter(line => !isDone(line)).flatMap(line => parseDeletionLine(line) ?? [])
  const stores = openStores(memory, await readLayout(memory.redis, memory.keys))
  for (const deletion of missed.toSorted((a, b) => a.at - b.at)) await repeat(stores, deletion)
  return missed.length
}

type Stores = ReturnType<typeof openStores>

/** Without a list: what is repeated stands in it already. */
function openStores({ redis: firstServer, keys: firstKeys, serverOf, historyDays }: EarlierMemory, found: Layout) {
  const ignore = () => undefined
  const unused = { processId: '', windowMessages: 0, logLimit: 0, learnDelayMs: 0, learnBatch: 0 }
  const layout = { current: () => found, refresh: async () => found, onRefresh: ignore }
  function open(number: number) {
    const [redis, keys] = [serverOf(number), keysOfCell(firstKeys, number, fenceOf(layout, number))]
    const shared = {
      ...{ redis, keys, historyDays, firstCell: { redis: firstServer, keys: firstKeys } },
      ...{ knowledgeCache: new KnowledgeCache(ignore), onCorruptRecord: ignore },
      // The vector index covers the facts' keys: what is deleted goes from it by itself.
      ...{ index: { count: async () => 0, forget: ignore }, onDeletion: ignore },
    }
    const conversations = redisConversationStore({ ...shared, ...unused })
    const has = (user: UserId) => standsIn({ redis, keys }, user)
    return {
      ...shared,
      conversations,
      userMemory: redisUserMemoryStore(shared),
      has,
      resumePurges: async () => undefined,
    }
  }
  const router = openCells(open(0), layout, async number => open(number))
  return {
    userMemory: userMemoryInCells(router),
    conversations: conversationsInCells(router),
    serverSettings: redisServerSettings(firstServer, firstKeys, { allCells: router.all }),
    readEpoch: (user: UserId) =>
      router.inSteps(user, cell => withMemoryErrors(cell.redis).hget(cell.keys.user(user), 'epoch')),
  }
}

async function repeat(stores: Stores, deletion: Deletion & { readonly at: number }): Promise<void> {
  const { userMemory, conversations, serverSettings } = stores
  switch (deletion.kind) {
    case 'message':
      await conversations.deleteMessage(deletion.message)
      break
    case 'everything': {
      // Whoever has that epoch has said everything since.
      const epoch = await stores.readEpoch(deletion.user)
      if (epoch !== deletion.epoch) await userMemory.forgetEverything(deletion.user, firstSnowflakeAt(deletion.at))
      break
    }
    case 'request': {
      const userData = await userMemory.readUserData(deletion.user)
      const plan = planRepeatedDeletion(userData, noteWithin(userData.known, deletion))
      await userMemory.forget(deletion.user, plan)
      break
    }
    case 'change': {
      const { known } = await userMemory.readUserData(deletion.user)
      await userMemory.forget(deletion.user, planOfChange(deletion, known.statements))
      break
    }
    case 'pause':
      await userMemory.updateSettings(deletion.user, { isPaused: deletion.isPaused })
      break
    case 'serverMemory':
      await serverSettings.setMemoryOff(deletion.guild, deletion.isOff)
  }
}

function planOfChange(
  { facts, statements }: Deletion & { readonly kind: 'change' },
  known: DeletionPlan['statements'],
): DeletionPlan {
  const gone = new Set(statements)
  const nothing = { unquoted: [], withoutNear: [], turns: [], segments: [], conversations: [] }
  return { ...nothing, facts, statements: known.filter(statement => gone.has(statementHash(statement))) }
}
