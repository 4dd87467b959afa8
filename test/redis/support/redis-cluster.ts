import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, stderr } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { clusterTag } from '../../../src/redis/connection/cluster-connector.ts'
import { pipServer } from '../../../src/redis/local-server/find/pip.ts'
import type { RedisServer } from '../../../src/redis/local-server/server.ts'
import { freePort } from '../../e2e/support/process-fixtures.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const PASSWORD = 'of-the-cluster'
const SLOTS = 16_384
const PRIMARIES = 3

interface Node {
  readonly port: number
  readonly child: ChildProcess
  readonly admin: Redis
  readonly folder: string
}

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
  const nodes: Node[] = []
  for (let i = 0; i <= PRIMARIES; i += 1) nodes.push(await startNode(server))
  const [replica, ...primaries] = nodes as [Node, ...Node[]]
  for (const [i, { admin }] of primaries.entries()) {
    const [first, end] = [i, i + 1].map(part => Math.ceil((part * SLOTS) / PRIMARIES)) as [number, number]
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', first, end - 1)
    await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1)
  }
  for (const { admin } of nodes.slice(1)) await admin.call('CLUSTER', 'MEET', '127.0.0.1', replica.port)
  await all(nodes, async ({ admin }) => {
    const info = String(await admin.cluster('INFO'))
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes.length}`)
  })
  const slot = await replica.admin.cluster('KEYSLOT', clusterTag(0))
  const primary = primaries[Math.floor((slot * PRIMARIES) / SLOTS)] as Node
  await replica.admin.call('CLUSTER', 'REPLICATE', String(await primary.admin.call('CLUSTER', 'MYID')))
  await all([replica], async ({ admin }) => (await admin.info('replication')).includes('master_link_status:up'))

  return {
    url: `redis-cluster://:${PASSWORD}@${nodes.map(({ port }) => `127.0.0.1:${port}`).join()}`,
    async killPrimary() {
      await end(primary)
      await all([replica], async ({ admin }) => (await admin.info('replication')).includes('role:master'))
    },
    async stop() {
      for (const node of nodes) {
        node.admin.disconnect()
        await end(node)
        await rm(node.folder, { recursive: true, force: true })
      }
    },
  }
}

async function startNode(server: RedisServer): Promise<Node> {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), 'keepsake-cluster-'))]
  const { command, args, env: environment, config } = server.launch({ dataDir: folder, port, password: PASSWORD })
  const child = spawn(command, args, { env: environment, cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin?.end(
    `${config}\ncluster-enabled yes\ncluster-node-timeout 2000\nmasterauth ${PASSWORD}\nrepl-diskless-sync-delay 0\n`,
  )
  const admin = new Redis({ port, password: PASSWORD, retryStrategy: () => 100, maxRetriesPerRequest: null })
  admin.on('error', () => undefined) // until it listens, and when it was killed
  await new Promise(resolve => admin.once('ready', resolve))
  return { port, child, admin, folder }
}

async function end({ child }: Node): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** Resolves when that is so of every node: no event tells of it. */
async function all(nodes: readonly Node[], isSo: (node: Node) => Promise<boolean>): Promise<void> {
  for (const node of nodes) while (!(await isSo(node))) await sleep(50)
}
