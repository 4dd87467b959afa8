import type { RedisServer } from '../../src/redis/local-server/server.ts'
import { RedisProxy } from '../../test/e2e/support/redis-proxy.ts'
import { RedisNode } from '../../test/redis/support/redis-node.ts'
import { openCluster } from './cluster.ts'
import { findHomeServer } from './find-home-server.ts'
import type { Home, HomeKind, HomeServer } from './home.ts'

const SEVERAL = 3

/** Starts the servers of a home. Throws what to install where they can't be had. */
export async function openHome(kind: HomeKind): Promise<Home> {
  const program = await findHomeServer(kind)
  if (kind === 'cluster') return await openCluster(program)
  return await startServers(program, kind === 'servers' ? SEVERAL : 1)
}

/** Plain servers that know nothing of each other. */
async function startServers(program: RedisServer, count: number): Promise<Home> {
  await using parts = new AsyncDisposableStack()
  const servers: HomeServer[] = []
  for (let i = 0; i < count; i += 1) {
    const node = await RedisNode.start(program)
    parts.defer(() => node.stop())
    const proxy = await new RedisProxy(node.url).listen()
    parts.defer(() => proxy.close())
    servers.push({ node, proxy })
  }
  const rest = parts.move()
  return {
    url: servers.map(({ proxy }) => proxy.url).join(' '),
    primaries: async () => servers as [HomeServer, ...HomeServer[]],
    failOver: () => Promise.reject(new Error('Nobody is there to take its place.')),
    close: () => rest.disposeAsync(),
  }
}
