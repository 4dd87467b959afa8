import { RedisProxy } from '../../test/e2e/support/redis-proxy.ts'
import { RedisNode } from '../../test/redis/support/redis-node.ts'
import { openCluster } from './cluster.ts'
import { findHomeServer } from './find-home-server.ts'
import type { Home, HomeKind } from './home.ts'

/** Starts the servers of a home. Throws what to install where they can't be had. */
export async function openHome(kind: HomeKind): Promise<Home> {
  const program = await findHomeServer(kind)
  if (kind === 'cluster') return await openCluster(program)
  const node = await RedisNode.start(program)
  const proxy = await new RedisProxy(node.url).listen()
  return {
    url: proxy.url,
    primaries: async () => [{ node, proxy }],
    failOver: () => Promise.reject(new Error('Nobody is there to take its place.')),
    async close() {
      await proxy.close()
      await node.stop()
    },
  }
}
