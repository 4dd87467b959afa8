import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import {
  type MissingServer,
  programEnvironment,
  programServer,
  type RedisServer,
  type ServerSearch,
} from '../server.ts'
import { openApt } from './apt-cache.ts'
import { cachedFolder } from './cache-folder.ts'
import { versionProblem } from './version.ts'

/** Debian's own redis-server with the libraries that it needs, unpacked into the user's cache; it has no RediSearch. */
export async function aptServer({ env, log, writtenBy }: ServerSearch): Promise<RedisServer | MissingServer> {
  const found = await cachedFolder('redis-debian', env, async (work, whole) => {
    log.info({ package: 'redis-server' }, 'fetching Redis from the system’s package sources, once; this takes a minute')
    const apt = await openApt(work, env)
    // Unlike `download` this brings what the packages need and the machine lacks; redis-tools holds the program itself.
    const options = ['--download-only', '--reinstall', '--yes', '--no-install-recommends']
    const fetched = await apt.get('install', ...options, 'redis-server', 'redis-tools')
    if (!fetched.isOk) return `no redis-server from the package sources (${fetched.complaint})`
    const packages = (await readdir(apt.archives)).filter(name => name.endsWith('.deb'))
    for (const name of packages) {
      const unpacked = await runCommand('dpkg', ['-x', join(apt.archives, name), whole], { env })
      if (!unpacked.isOk) return `${name} could not be unpacked (${unpacked.complaint})`
    }
    const program = programIn(whole)
    return versionProblem(program.command, programEnvironment(env, program.libraries), undefined)
  })
  if ('missing' in found) return found
  const program = programIn(found.folder)
  const old = await versionProblem(program.command, programEnvironment(env, program.libraries), writtenBy)
  return old === undefined ? programServer('debian', program, env) : { missing: old }
}

function programIn(folder: string): { command: string; modules: string[]; libraries: string } {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  const libraries = [`usr/lib/${triplet}`, `lib/${triplet}`].map(path => join(folder, path)).join(':')
  return { command: join(folder, 'usr/bin/redis-server'), modules: [], libraries }
}
