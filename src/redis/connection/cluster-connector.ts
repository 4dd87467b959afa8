import { createConnection, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { AbstractConnector, Redis, type RedisOptions } from 'ioredis'
import { redisErrorCode } from './errors.ts'

/** A node of a Redis Cluster. */
export interface ClusterNode {
  readonly host: string
  readonly port: number
}

/** All keys of a cell that stands in a Cluster have its tag, so that they stand on one node, as scripts need them. */
export function clusterTag(cell: number): string {
  return `{${cell}}`
}

/** So long a node may take to say where the keys are. */
const ASK_TIMEOUT_MS = 1000
const RETRY_MS = 500

type Login = Pick<RedisOptions, 'username' | 'password' | 'tls'>

/** What of ioredis' own options it gives a connector. */
interface ConnectorOptions {
  readonly disconnectTimeout: number
}

/** Some nodes of a Cluster, and how to get in: the other nodes are learned from these. */
interface ClusterPlace {
  readonly nodes: readonly ClusterNode[]
  readonly login: Login
}

/**
 * Makes ioredis connect to the node of a Cluster on which the keys of a tag stand now, and to the next one when they have
 * moved: any node tells, whichever of them are gone.
 */
export function clusterConnector({ nodes, login }: ClusterPlace, tag: string) {
  return class extends AbstractConnector {
    #known = [...nodes]

    constructor(options: unknown) {
      super((options as ConnectorOptions).disconnectTimeout)
    }

    /** `report` hears why none of the nodes knows, until one does. */
    override async connect(report: (event: string, error: Error) => void): Promise<Socket | TLSSocket> {
      this.connecting = true
      for (;;) {
        const found = await this.#askAll().catch((error: Error) => nameFailure(error))
        if (!this.connecting) throw new Error('Connection is closed.')
        if (!(found instanceof Error)) {
          this.stream = open(found, login)
          this.stream.once('error', error => {
            this.firstError = error
          })
          return this.stream
        }
        report('error', found)
        await sleep(RETRY_MS)
      }
    }

    /** Asks one node after the other which of them has the keys. Throws what the last one did, where none knows. */
    async #askAll(): Promise<ClusterNode> {
      let failure: unknown
      for (const node of [...this.#known]) {
        // Whom we asked last is asked last the next time: it may have been cut off from the others.
        this.#known = [...this.#known.filter(one => one !== node), node]
        try {
          const { owner, others } = await findOwner(tag, node, login)
          this.#known.push(...others.filter(one => !this.#known.some(known => isSame(known, one))))
          return owner
        } catch (error) {
          failure = error
        }
      }
      throw failure
    }
  }
}

function isSame(one: ClusterNode, other: ClusterNode): boolean {
  return one.host === other.host && one.port === other.port
}

function open({ host, port }: ClusterNode, { tls }: Login): Socket | TLSSocket {
  return tls === undefined ? createConnection({ host, port }) : connectTls({ ...tls, host, port })
}

/** The node that has the keys of a tag, as one of them knows it, and all that it knows. Throws what ioredis does. */
async function findOwner(tag: string, node: ClusterNode, login: Login) {
  const asked = new Redis({
    ...{ ...node, ...login, lazyConnect: true, enableReadyCheck: false, maxRetriesPerRequest: 0 },
    ...{ retryStrategy: () => null, connectTimeout: ASK_TIMEOUT_MS, commandTimeout: ASK_TIMEOUT_MS },
  })
  let reason: unknown
  asked.on('error', (error: unknown) => {
    reason = error
  })
  try {
    await asked.connect()
    const slot = await asked.cluster('KEYSLOT', tag)
    // Of each range of slots: its first, its last, its primary, and the replicas of that.
    const ranges = await asked.cluster('SLOTS')
    // A node that does not know its own address leaves it out: it is where it was asked.
    const toNode = ([host, port]: readonly [string, number, ...unknown[]]) => ({ host: host || node.host, port })
    const own = ranges.find(([first, last]) => first <= slot && slot <= last)
    const primary = own?.[2]
    if (primary === undefined) throw new Error('CLUSTERDOWN No node of the Cluster serves the keys.')
    return { owner: toNode(primary), others: ranges.flatMap(([, , ...all]) => all.map(toNode)) }
  } catch (error) {
    throw reason ?? error
  } finally {
    asked.disconnect()
  }
}

/** What a node refuses is told as it is; where none can be reached, that is. */
function nameFailure(error: Error): Error {
  if (error.message.includes('cluster support disabled')) return new Error('NOCLUSTER No Redis Cluster is there.')
  return /^[A-Z]+$/u.test(redisErrorCode(error))
    ? error
    : new Error('CLUSTERDOWN No node of the Cluster can be reached.')
}
