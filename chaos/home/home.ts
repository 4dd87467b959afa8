import type { RedisProxy } from '../../test/e2e/support/redis-proxy.ts'
import type { RedisNode } from '../../test/redis/support/redis-node.ts'

/**
 * Where a memory can stand: `own`, in what the bot would run for itself here; `plain`, in that without any module; `stack`, with
 * RediSearch; in Valkey; on three plain servers; in a Cluster of three primaries with a replica each.
 */
export const homeKinds = ['own', 'plain', 'stack', 'valkey', 'servers', 'cluster'] as const
export type HomeKind = (typeof homeKinds)[number]

/** A server of a home, and what stands between the bot and it. */
export interface HomeServer {
  readonly node: RedisNode
  readonly proxy: RedisProxy
}

/** Where the memory stands in a run. */
export interface Home {
  /** How the bot reaches it. */
  readonly url: string
  /** Those that have keys just now, each its own: all of them, or the primaries. */
  primaries(): Promise<readonly [HomeServer, ...HomeServer[]]>
  /** Lets a replica take a primary's place, in order; only a Cluster can. */
  failOver(primary: HomeServer): Promise<void>
  close(): Promise<void>
}
