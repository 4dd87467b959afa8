import { type ConfigError, errorDetails, MemoryUnavailable } from '../errors.ts'
import type { Memory } from '../memory/ports/memory.ts'
import type { UserId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import { type Cell, type CellDependencies, type CellSettings, openCell } from './cells/cell.ts'
import { conversationsInCells } from './cells/conversations.ts'
import { backfillInCells, contextExpiryInCells, factIndexInCells, readSizeInCells } from './cells/everybody.ts'
import { cellGrowth } from './cells/growth/grow.ts'
import {
  fenceOf,
  type KnownLayout,
  knownLayout,
  layoutName,
  readLayout,
  refuseFewerCells,
  tellKnownLayout,
} from './cells/layout.ts'
import { learningInCells } from './cells/learning.ts'
import { openCells } from './cells/open-cells.ts'
import { findForeignMessages, userMemoryInCells } from './cells/user-memory.ts'
import { isClusterAddress, keyPrefixAt, nameServer, serverUrls } from './connection/address.ts'
import { newProcessId } from './connection/lease.ts'
import { withDetails } from './connection/log-events.ts'
import { openConnection, type WatchedConnection } from './connection/open-connection.ts'
import { refuseUnfinishedCopy } from './copy/copy-mark.ts'
import { openDeletionList } from './deletion-list/deletion-list.ts'
import { furtherServers } from './homes/further-servers.ts'
import { createKeys, keysOfCell } from './keys.ts'
import { KnowledgeCache } from './knowledge-cache.ts'
import { refuseMovedMemory } from './local-server/moved-mark.ts'
import { watchSchema } from './migrations/watch-schema.ts'
import type { CorruptRecord } from './records/corrupt-record.ts'
import { redisAttendance } from './stores/attendance.ts'
import { redisCapabilityStore } from './stores/capabilities.ts'
import { redisDeletionFeed } from './stores/deletion-feed.ts'
import { redisDepartures } from './stores/departures.ts'
import { redisLearnedContentStore } from './stores/learned-content.ts'
import { redisOwnerSettings } from './stores/owner-settings.ts'
import { redisServerSettings } from './stores/server-settings.ts'
import { redisSessionStarts } from './stores/session-starts.ts'
import { redisUsageLedger } from './stores/usage-ledger.ts'

export interface RedisMemorySettings extends CellSettings {
  /** None: a Redis of our own is started in `dataDir`. */
  readonly url: string | undefined
  readonly dataDir: string
  readonly keyPrefix: string | undefined
  /** In how many cells the memory is to stand; one if left out. */
  readonly cells?: number
  /** Told whenever Redis did not take or answer a command: its code. */
  readonly onFailure: (code: string) => void
  /** Told, beside the log, where it comes out later that a newer Keepsake has written this memory, or that it has other cells. */
  readonly onRefusal?: (error: ConfigError) => void
}

/**
 * Opens the memory, and migrates it if need be; also while Redis is down, if REDIS_URL names one. It is out of reach until it
 * has the schema of this version. Throws ConfigError.
 */
export async function openRedisMemory(settings: RedisMemorySettings, log: Logger): Promise<Memory> {
  const { dataDir, keyPrefix, embedding, onFailure, cells: wantedCells = 1 } = settings
  if (settings.url === undefined) await refuseMovedMemory(dataDir)
  // Loaded only where it is needed: most installations have a Redis.
  const own =
    settings.url === undefined
      ? await (await import('./local-server/start.ts')).startLocalRedis({ dataDir, log })
      : undefined
  const urls = serverUrls(settings.url ?? own?.url ?? '')
  const [url] = urls
  const processId = newProcessId()
  const layout: KnownLayout = knownLayout(async (asked = first.redis) => {
    const found = await readLayout(asked, keys)
    // Behind it: where a cell stands is written down before it is in use.
    await further.refresh(asked)
    return found
  })
  const keys = createKeys(keyPrefixAt(url, keyPrefix), fenceOf(layout, 0))
  const onRefusal = settings.onRefusal ?? (() => undefined)
  const schema = watchSchema({
    ...{ keys, log, onRefusal },
    async check(asked) {
      await refuseUnfinishedCopy(asked, keys)
      await further.refresh(asked)
      further.check()
    },
    async settle(asked, isFirst) {
      const found = await layout.refresh(asked)
      // A process that runs follows: it has begun with all that there were then.
      if (isFirst) refuseFewerCells(found, wantedCells)
      further.check()
    },
  })
  const returnListeners = new Set<() => void>()
  const tellReturn = () => {
    for (const listener of returnListeners) listener()
  }
  const connecting = { onFailure, onTaken: tellReturn, log, keys }
  const further = furtherServers({
    ...{ urls, keys, layout, onRefusal, first: () => first },
    connect: (furtherUrl, name, preparation) => openConnection({ ...connecting, url: furtherUrl, name, preparation }),
  })
  const naming = urls.length > 1 ? { name: nameServer(url) } : {}
  // Before anything is written on the first one it is known what the others are.
  const others = await further.open()
  const first = await openConnection({ ...connecting, url, ...naming, preparation: schema.preparation }).catch(
    async (error: unknown) => {
      further.stop()
      for (const other of others) other.close()
      await own?.stop()
      throw error
    },
  )
  const { redis, now } = first
  const connections = [first, ...others]
  schema.watch(redis)
  const onCorruptRecord = (record: CorruptRecord) => log.error(record, 'corrupt record in Redis skipped')
  const knowledgeCache = new KnowledgeCache((user, kind) => onCorruptRecord({ kind, user }))
  const deletionFeed = redisDeletionFeed(redis, keys)
  const deletionListeners = new Set<(user: UserId, agoMs: number) => void>()
  const tellDeletion = (user: UserId, agoMs: number) => {
    for (const listener of deletionListeners) listener(user, agoMs)
  }
  const deletionList = openDeletionList({ redis, keys, dataDir, log, now })
  const wordListeners = new Set<() => void>()
  const forgetWords = (user: UserId) => {
    knowledgeCache.forget(user)
    for (const { index } of cells.opened) index.forget(user)
  }
  const shared: CellDependencies = {
    ...{ ...settings, processId, firstCell: { redis, keys } },
    ...{ knowledgeCache, deletionList, onCorruptRecord, now, log },
    findForeignMessages: (user, messages) => findForeignMessages(cells, user, messages),
    onWordsGone(user) {
      forgetWords(user)
      for (const listener of wordListeners) listener()
    },
    onDeletion(user) {
      tellDeletion(user, 0)
      deletionFeed
        .announce(user)
        .catch((error: unknown) => log.warn(errorDetails(error), 'deletion was not announced to other processes'))
    },
  }
  function watchReturns({ redis }: WatchedConnection): void {
    redis.on('ready', () => {
      // A server that lost its last second, or another that took over, can reach a version again with other content.
      knowledgeCache.clear()
      void cells.resumePurges()
      tellReturn()
    })
  }
  /** In a Cluster each cell has a connection of its own: its keys move to another node by themselves. */
  async function connectionOf(number: number): Promise<WatchedConnection> {
    if (number === 0 || !isClusterAddress(url)) return further.connectionOf(number) ?? first
    const there = { keys: keysOfCell(keys, number), cell: number, log: withDetails(log, { cell: number }) }
    const more = await openConnection({ ...connecting, url, ...there }).catch((error: unknown) => {
      there.log.error(errorDetails(error), 'a cell of the memory can’t be used')
      throw new MemoryUnavailable('A cell of the memory can’t be used.', { cell: number }, { cause: error })
    })
    connections.push(more)
    watchReturns(more)
    return more
  }
  const open = async (number: number): Promise<Cell> =>
    await openCell((await connectionOf(number)).redis, keysOfCell(keys, number, fenceOf(layout, number)), shared)
  const cells = openCells(await open(0), layout, open, further.placeOf)
  const allCells = cells.all
  let toldLayout = ''
  async function tellLayout(): Promise<void> {
    const known = layout.current()
    if (known.from === undefined || toldLayout === layoutName(known)) return
    await allCells()
    await tellKnownLayout({ redis, keys }, processId, known)
    toldLayout = layoutName(known)
  }
  // What fails now is done when it is looked again.
  const tellLayoutSoon = () =>
    void tellLayout().catch((error: unknown) =>
      log.warn(errorDetails(error), 'the memory’s growth waits for this process'),
    )
  layout.onRefresh(tellLayoutSoon)
  tellLayoutSoon()
  for (const connection of connections) watchReturns(connection)
  if (redis.status === 'ready') void cells.resumePurges()
  return {
    conversations: conversationsInCells(cells),
    learning: learningInCells(cells),
    factIndex: factIndexInCells(cells),
    userMemory: userMemoryInCells(cells),
    embeddingBackfill: embedder => backfillInCells(cells, cell => cell.embeddingBackfill(embedder)),
    contextExpiry: contextExpiryInCells(cells),
    cellGrowth: cellGrowth({ cells, layout, wanted: wantedCells, place: further.place, log }),
    serverSettings: redisServerSettings(redis, keys, { deletionList, allCells }),
    ownerSettings: redisOwnerSettings(redis, keys),
    departures: redisDepartures(redis, keys, allCells),
    attendance: redisAttendance(redis, keys),
    sessionStarts: redisSessionStarts(redis, keys),
    usageLedger: redisUsageLedger(redis, keys, now),
    capabilities: redisCapabilityStore(redis, keys),
    learnedContent: redisLearnedContentStore(redis, keys, embedding),
    now,
    isReady: () => connections.every(connection => connection.isReady()),
    isPartlyReady: () => first.isReady(),
    takesWrites: () => connections.every(connection => connection.takesWrites()),
    trouble() {
      if (schema.isMigrating()) return 'The memory is migrated to this version of Keepsake'
      return connections.map(connection => connection.trouble()).find(line => line !== undefined)
    },
    onReconnect: listener => void returnListeners.add(listener),
    onDeletion: listener => void deletionListeners.add(listener),
    onWordsGone: listener => void wordListeners.add(listener),
    async readDeletions() {
      for (const { user, agoMs } of await deletionFeed.readNew()) {
        forgetWords(user)
        tellDeletion(user, agoMs)
      }
    },
    readSize: () => readSizeInCells(cells),
    async close() {
      schema.stop()
      further.stop()
      await Promise.all(cells.opened.map(cell => cell.close()))
      for (const connection of connections) connection.close()
      await own?.stop()
    },
  }
}
