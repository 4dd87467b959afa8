import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, stderr } from 'node:process'
import { openDataFolder } from '../../../src/redis/local-server/data-folder.ts'
import { pipServer } from '../../../src/redis/local-server/find/pip.ts'
import { connectOwner, shutDownServer } from '../../../src/redis/local-server/owner.ts'
import { startServer } from '../../../src/redis/local-server/process.ts'
import { silentLogger } from '../../support/silent-logger.ts'

/** A Redis with RediSearch, whatever the suite's own Redis has. */
export interface RediSearchServer {
  readonly url: string
  /** Ends it, in order or by a kill -9. */
  end(signal?: 'SIGKILL'): Promise<void>
  /** Starts it again. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts one, fetched into the user's cache if need be; undefined, and a message, where it can't be had. */
export async function startRediSearchServer(): Promise<RediSearchServer | undefined> {
  const server = await pipServer({ env, log: silentLogger, writtenBy: undefined })
  if ('missing' in server) {
    stderr.write(`The tests of RediSearch are skipped: ${server.missing}\n`)
    return undefined
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-search-'))
  const { place } = await openDataFolder(dataDir)
  const holder = connectOwner(place)
  let child = await startServer(server, place, holder, silentLogger)

  async function end(signal?: 'SIGKILL'): Promise<void> {
    if (signal === undefined) return shutDownServer(holder)
    const closed = new Promise(resolve => holder.once('close', resolve))
    child.kill(signal)
    await closed
  }

  return {
    url: `redis://:${place.password}@127.0.0.1:${place.port}`,
    end,
    async start() {
      child = await startServer(server, place, holder, silentLogger)
    },
    async stop() {
      await end()
      holder.disconnect()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
