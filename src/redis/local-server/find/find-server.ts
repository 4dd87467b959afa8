import { access, constants, realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { ConfigError } from '../../../errors.ts'
import { minimumMajorVersion } from '../../connection/server-info.ts'
import type { Environment } from '../run-command.ts'
import type { MissingServer, RedisServer, ServerSearch } from '../server.ts'
import { aptServer } from './apt.ts'
import { dockerServer } from './docker.ts'
import { pipServer } from './pip.ts'
import { serverOf } from './version.ts'

/**
 * Finds a Redis to run here: on PATH, by Docker, or one that is fetched into the user's cache, with RediSearch if that
 * runs here and else without. Throws ConfigError with the choices if there is none.
 */
export async function findServer(search: ServerSearch): Promise<RedisServer> {
  const reasons: string[] = []
  for (const find of [redisStackOnPath, redisOnPath, dockerServer, pipServer, aptServer]) {
    // The next is only looked for where this one is missing.
    const found = await find(search)
    if (!('missing' in found)) return found
    reasons.push(found.missing)
    search.log.debug({ reason: found.missing }, 'redis provider unavailable')
  }
  throw new ConfigError(
    [
      'Keepsake needs a Redis to remember with, found none and could not fetch one. Any of these will do:',
      `  install redis-server ${minimumMajorVersion} or newer (or redis-stack-server),`,
      '  install Docker and start it, or',
      '  set REDIS_URL to a Redis of yours, such as redis://127.0.0.1:6379.',
      `What was tried: ${reasons.join('; ')}.`,
    ].join('\n'),
  )
}

/** `redis-stack-server` is a script that takes no configuration of ours: the programs it starts lie beside it. */
async function redisStackOnPath(search: ServerSearch): Promise<RedisServer | MissingServer> {
  const script = await findOnPath('redis-stack-server', search.env)
  if (script === undefined) return { missing: 'no redis-stack-server on PATH' }
  const bin = dirname(await realpath(script))
  const command = join(bin, 'redis-server')
  const module = join(bin, '../lib/redisearch.so')
  if (!((await isProgram(command)) && (await isProgram(module)))) return { missing: 'redis-stack-server is not whole' }
  return serverOf('redis-stack-server', { command, modules: [module] }, search)
}

async function redisOnPath(search: ServerSearch): Promise<RedisServer | MissingServer> {
  const command = await findOnPath('redis-server', search.env)
  if (command === undefined) return { missing: 'no redis-server on PATH' }
  const module = join(dirname(await realpath(command)), '../lib/redis/modules/redisearch.so')
  const found = await serverOf('redis-server', { command, modules: (await isProgram(module)) ? [module] : [] }, search)
  if ('missing' in found) search.log.warn({ reason: found.missing }, 'redis-server on PATH skipped')
  return found
}

/** The program of a name, where PATH has one. */
export async function findOnPath(name: string, env: Environment): Promise<string | undefined> {
  const { PATH = '' } = env
  for (const folder of PATH.split(delimiter)) {
    const file = join(folder, name)
    if (folder !== '' && (await isProgram(file))) return file
  }
  return undefined
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
