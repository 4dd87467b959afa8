import type { Shards } from '../../src/memory/shards.ts'

/** What a bot serves that is one process, of one shard: everything. */
export const wholeBot: Shards = { ids: [0], count: 1 }
