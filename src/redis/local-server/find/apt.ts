import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import type { MissingServer, RedisServer, ServerProgram, ServerSearch } from '../server.ts'
import { openApt } from './apt-cache.ts'
import { cachedFolder } from './cache-folder.ts'
import { serverOf, versionProblem } from './version.ts'

/** Debian's own redis-server with the libraries that it needs, unpacked into the user's cache; it has no RediSearch. */
export async function aptServer(search: ServerSearch): Promise<RedisServer | MissingServer> {
  const { env, log } = search
  const found = await cachedFolder('redis-debian', env, async (work, whole) => {
    log.info(
      { package: 'redis-server' },
      'downloading Redis from the system’s package sources, once; this takes a minute',
    )
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
    return versionProblem(programIn(whole), env)
  })
  if ('missing' in found) return found
  return serverOf('debian', programIn(found.folder), search)
}

function programIn(folder: string): ServerProgram {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  const libraries = [`usr/lib/${triplet}`, `lib/${triplet}`].map(path => join(folder, path)).join(':')
  return { command: join(folder, 'usr/bin/redis-server'), modules: [], libraries }
}
