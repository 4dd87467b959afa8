import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisServer } from '../../src/redis/local-server/server.ts'
import { RedisProxy } from '../../test/e2e/support/redis-proxy.ts'
import { CLUSTER_CONFIG, clusterUrl, formCluster, isPrimary, replicate } from '../../test/redis/support/form-cluster.ts'
import { RedisNode } from '../../test/redis/support/redis-node.ts'
import type { Home, HomeServer } from './home.ts'

const PRIMARIES = 3
/** The port on which nodes talk to each other lies so far above the other one. */
const BUS_PORT_OFFSET = 10_000

/** So long a replica has to take its primary's place before it is told again. */
const FAILOVER_MS = 1000

/** Starts three primaries and a replica of each. The nodes tell everybody, each other too, the ports of what stands before them. */
export async function openCluster(program: RedisServer): Promise<Home> {
  await using parts = new AsyncDisposableStack()
  const servers: HomeServer[] = []
  for (let i = 0; i < 2 * PRIMARIES; i += 1) servers.push(await startServer(program, parts))
  const nodes = servers.map(({ node }) => node)
  const [primaries, replicas] = [nodes.slice(0, PRIMARIES), nodes.slice(PRIMARIES)]
  await formCluster(primaries, replicas)
  for (const [i, primary] of primaries.entries()) await replicate(replicas[i] as RedisNode, primary)
  const rest = parts.move()
  return {
    url: clusterUrl(servers.map(({ proxy }) => Number(new URL(proxy.url).port))),
    async primaries() {
      const are = await Promise.all(nodes.map(isPrimary))
      return servers.filter((_, i) => are[i]) as [HomeServer, ...HomeServer[]]
    },
    async failOver({ node }) {
      while (await isPrimary(node)) {
        // One that does not have all of it yet refuses, or gives up.
        await (await replicaOf(node, nodes))?.admin.call('CLUSTER', 'FAILOVER').catch(() => undefined)
        await sleep(FAILOVER_MS)
      }
    },
    close: () => rest.disposeAsync(),
  }
}

/** The replica of a primary; undefined where nobody says that it is one. */
async function replicaOf(primary: RedisNode, nodes: readonly RedisNode[]): Promise<RedisNode | undefined> {
  const id = String(await primary.admin.call('CLUSTER', 'MYID'))
  const known = await Promise.all(nodes.map(async ({ admin }) => String(await admin.cluster('NODES'))))
  return nodes.find((_, i) => new RegExp(`^.*myself,slave ${id} `, 'mu').test(known[i] ?? ''))
}

async function startServer(program: RedisServer, parts: AsyncDisposableStack): Promise<HomeServer> {
  const proxy = await new RedisProxy('redis://127.0.0.1').listen()
  parts.defer(() => proxy.close())
  const announced = Number(new URL(proxy.url).port)
  const node = await RedisNode.start(program, port =>
    [CLUSTER_CONFIG, `cluster-announce-port ${announced}`, `cluster-announce-bus-port ${port + BUS_PORT_OFFSET}`].join(
      '\n',
    ),
  )
  parts.defer(() => node.stop())
  proxy.leadTo(node.url)
  return { node, proxy }
}
