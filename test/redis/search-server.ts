import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, stderr } from 'node:process'
import { openDataFolder } from '../../src/redis/local/data-folder.ts'
import { openHolder, shutDown } from '../../src/redis/local/holder.ts'
import { portableServer } from '../../src/redis/local/portable.ts'
import { startServer } from '../../src/redis/local/start-server.ts'

/** A Redis with RediSearch, whatever the suite's own Redis has. */
export interface SearchServer {
  readonly url: string
  /** Ends it, in order or by a kill -9. */
  end(signal?: 'SIGKILL'): Promise<void>
  /** Starts it again. */
  start(): Promise<void>
  stop(): Promise<void>
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** Starts one, fetched into the user's cache if need be; undefined, and a message, where it can't be had. */
export async function searchServer(): Promise<SearchServer | undefined> {
  const server = await portableServer({ env, log: quiet, writtenBy: undefined })
  if ('missing' in server) {
    stderr.write(`The tests of RediSearch are skipped: ${server.missing}\n`)
    return undefined
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-search-'))
  const { place } = await openDataFolder(dataDir)
  const holder = openHolder(place)
  let child = await startServer(server, place, holder, quiet)

  async function end(signal?: 'SIGKILL'): Promise<void> {
    if (signal === undefined) return shutDown(holder)
    const closed = new Promise(resolve => holder.once('close', resolve))
    child.kill(signal)
    await closed
  }

  return {
    url: `redis://:${place.password}@127.0.0.1:${place.port}`,
    end,
    async start() {
      child = await startServer(server, place, holder, quiet)
    },
    async stop() {
      await end()
      holder.disconnect()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
