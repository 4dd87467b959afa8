import { setTimeout as sleep } from 'node:timers/promises'
import { PASSWORD, type RedisNode } from './redis-node.ts'

const SLOTS = 16_384

/** What the nodes of a Cluster have in their configuration. */
export const CLUSTER_CONFIG = 'cluster-enabled yes\ncluster-node-timeout 2000\nrepl-diskless-sync-delay 0'

/** The address of a Cluster some of whose nodes have these ports. */
export function clusterUrl(ports: readonly number[]): string {
  return `redis-cluster://:${PASSWORD}@${ports.map(port => `127.0.0.1:${port}`).join()}`
}

/** Makes a Cluster of nodes that each stand alone, with a part of the slots for each primary; resolves when it serves all of them. */
export async function formCluster(primaries: readonly RedisNode[], others: readonly RedisNode[]): Promise<void> {
  for (const [i, { admin }] of primaries.entries()) {
    const [first, end] = [i, i + 1].map(part => Math.ceil((part * SLOTS) / primaries.length)) as [number, number]
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', first, end - 1)
    await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1)
  }
  const [first, ...rest] = [...primaries, ...others]
  for (const { admin } of rest) await admin.call('CLUSTER', 'MEET', '127.0.0.1', first?.port ?? 0)
  await untilAll([...primaries, ...others], async ({ admin }) => {
    const info = String(await admin.cluster('INFO'))
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${rest.length + 1}`)
  })
}

/** Makes a node the replica of a primary; resolves when it has what that one has. */
export async function replicate(replica: RedisNode, primary: RedisNode): Promise<void> {
  await replica.admin.call('CLUSTER', 'REPLICATE', String(await primary.admin.call('CLUSTER', 'MYID')))
  await untilAll([replica], async ({ admin }) => (await admin.info('replication')).includes('master_link_status:up'))
}

/** Of so many primaries the one with the slot of a tag, as `formCluster` gave them out. */
export function primaryOf(slot: number, primaries: readonly RedisNode[]): RedisNode {
  return primaries[Math.floor((slot * primaries.length) / SLOTS)] as RedisNode
}

/** Resolves when that is so of every node: no event tells of it. */
export async function untilAll(
  nodes: readonly RedisNode[],
  isSo: (node: RedisNode) => Promise<boolean>,
): Promise<void> {
  for (const node of nodes) while (!(await isSo(node))) await sleep(50)
}

/** Whether a node has slots of its own. */
export async function isPrimary({ admin }: RedisNode): Promise<boolean> {
  return (await admin.info('replication')).includes('role:master')
}
