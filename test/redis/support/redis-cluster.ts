import { env, stderr } from 'node:process'
import { clusterTag } from '../../../src/redis/connection/cluster-connector.ts'
import { pipServer } from '../../../src/redis/local-server/find/pip.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { CLUSTER_CONFIG, clusterUrl, formCluster, isPrimary, primaryOf, replicate, untilAll } from './form-cluster.ts'
import { RedisNode } from './redis-node.ts'

const PRIMARIES = 3

/** Three primaries and a replica of the one that has a memory's keys. */
export interface RedisCluster {
  readonly url: string
  /** Ends the primary that has the keys, without a word; resolves when the replica has taken its place. */
  killPrimary(): Promise<void>
  stop(): Promise<void>
}

/** Starts one; undefined, and a message, where no Redis for it can be had. */
export async function startRedisCluster(): Promise<RedisCluster | undefined> {
  const server = await pipServer({ env, log: silentLogger, writtenBy: undefined })
  if ('missing' in server) {
    stderr.write(`The tests of a Redis Cluster are skipped: ${server.missing}\n`)
    return undefined
  }
  const nodes: RedisNode[] = []
  for (let i = 0; i <= PRIMARIES; i += 1) nodes.push(await RedisNode.start(server, () => CLUSTER_CONFIG))
  const [replica, ...primaries] = nodes as [RedisNode, ...RedisNode[]]
  await formCluster(primaries, [replica])
  const primary = primaryOf(await replica.admin.cluster('KEYSLOT', clusterTag(0)), primaries)
  await replicate(replica, primary)

  return {
    url: clusterUrl(nodes.map(({ port }) => port)),
    async killPrimary() {
      await primary.end()
      await untilAll([replica], isPrimary)
    },
    async stop() {
      for (const node of nodes) await node.stop()
    },
  }
}
