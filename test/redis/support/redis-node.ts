import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { RedisServer } from '../../../src/redis/local-server/server.ts'
import { freePort } from '../../support/free-port.ts'

export const PASSWORD = 'of-the-node'

/** The port may be taken meanwhile, and that of a Cluster's bus, 10,000 above, by a connection of anybody's. */
const TRIES = 5

/** A server of a test's own, with what it keeps, that can end and start again. */
export class RedisNode {
  readonly port: number
  readonly folder: string
  /** A connection that waits for the server, and comes back to it. */
  readonly admin: Redis
  readonly #server: RedisServer
  readonly #config: string
  #child: ChildProcess | undefined

  private constructor(server: RedisServer, port: number, folder: string, config: string) {
    this.port = port
    this.folder = folder
    this.#server = server
    this.#config = config
    const login = { port, password: PASSWORD }
    this.admin = new Redis({ ...login, retryStrategy: () => 100, maxRetriesPerRequest: null, lazyConnect: true })
    this.admin.on('error', () => undefined) // until it listens, and when it was killed
  }

  /**
   * Starts one; resolves when it answers.
   * @param config more lines of its configuration, by the port that it has
   */
  static async start(server: RedisServer, config: (port: number) => string = () => ''): Promise<RedisNode> {
    for (let left = TRIES; ; left -= 1) {
      const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), 'keepsake-node-'))]
      const node = new RedisNode(server, port, folder, config(port))
      try {
        await node.start()
        return node
      } catch (error) {
        await node.stop()
        if (left === 1) throw error
      }
    }
  }

  get url(): string {
    return `redis://:${PASSWORD}@127.0.0.1:${this.port}`
  }

  /** Starts it again, with what it has kept; resolves when it answers. Rejects where it ends first. */
  async start(): Promise<void> {
    const { port, folder: dataDir } = this
    const { command, args, env, config } = this.#server.launch({ dataDir, port, password: PASSWORD })
    const child = spawn(command, args, { env, cwd: dataDir, stdio: ['pipe', 'ignore', 'ignore'] })
    this.#child = child
    child.stdin.end(`${config}\nmasterauth ${PASSWORD}\n${this.#config}\n`)
    const hasEnded = once(child, 'exit').then(([code]) => {
      throw new Error(`A Redis on port ${port} ended with ${code} before it answered.`)
    })
    hasEnded.catch(() => undefined) // later it may end as it likes
    await Promise.race([this.admin.ping(), hasEnded])
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Ends it by a signal, without a word if none is given; resolves when it has ended. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }

  /** Ends it for good, and takes away what it kept. */
  async stop(): Promise<void> {
    this.admin.disconnect()
    await this.end()
    await rm(this.folder, { recursive: true, force: true })
  }
}
