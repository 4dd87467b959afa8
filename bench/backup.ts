// npm run bench:backup: how long it takes to back up, restore and move a memory of 100,000 facts, each as the command that an
// operator runs, and how much memory that process takes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { env, execPath, stdout, versions } from 'node:process'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import { createKeys } from '../src/redis/keys.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { newFactId, seedFacts } from '../test/redis/support/seed-facts.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { anyPoint, newId, sentence } from './memory/data.ts'
import { sized } from './options.ts'

const FACTS = sized(100_000, 500)
const FACTS_EACH = 200
const DIMENSIONS = 512
const PASSPHRASE = 'a long passphrase'
const MEGABYTE = 1_000_000
const KIBIBYTE = 1024
/** How often it is looked how much memory a process takes. */
const LOOK_MS = 20

const repository = resolve(import.meta.dirname, '..')
const keys = createKeys()

/** Facts, with whose the message is that each rests on. */
async function fill(url: string): Promise<void> {
  const redis = new Redis(url)
  for (let done = 0; done < FACTS; done += FACTS_EACH) {
    const user = newId()
    const facts = Array.from({ length: Math.min(FACTS_EACH, FACTS - done) }, () => ({
      ...{ user, id: newFactId(), text: sentence(), near: `${sentence()}\n${sentence()}`, point: anyPoint(DIMENSIONS) },
    }))
    await seedFacts(redis, keys, facts)
    const owners = redis.pipeline()
    for (const _ of facts) {
      const id = newId()
      owners.set(keys.message(id), `${user} 4242  dm `)
    }
    await owners.exec()
  }
  redis.disconnect()
}

interface Measured {
  readonly seconds: number
  /** The most that the process had of the machine's memory. */
  readonly megabytes: number
}

async function measure(name: string, args: readonly string[], folder: string, url?: string): Promise<Measured> {
  const program = [join(repository, 'start.js'), join(repository, `src/cli/${name}.ts`), ...args]
  const { PATH = '', HOME = '' } = env
  const given = { PATH, HOME, BACKUP_PASSPHRASE: args.includes('--encrypt') ? PASSPHRASE : undefined }
  const begun = performance.now()
  const child = spawn(execPath, program, {
    cwd: folder,
    env: { ...given, ...(url !== undefined && { REDIS_URL: url }) },
  })
  let kilobytes = 0
  const looking = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'utf8').then(
      status => {
        kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(?<kB>\d+)/u.exec(status)?.[1] ?? 0))
      },
      () => undefined, // it has ended, or this is no Linux
    )
  }, LOOK_MS)
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close'), text(child.stdout)])
  clearInterval(looking)
  if (code !== 0) throw new Error(`${name} failed: ${said}`)
  return { seconds: (performance.now() - begun) / 1000, megabytes: (kilobytes * KIBIBYTE) / MEGABYTE }
}

const row = (what: string, { seconds, megabytes }: Measured, bytes?: number) =>
  stdout.write(
    `| ${what} | ${seconds.toFixed(1)} | ${megabytes.toFixed(0)} | ${bytes === undefined ? '' : (bytes / MEGABYTE).toFixed(1)} |\n`,
  )

const folder = await mkdtemp(join(tmpdir(), 'keepsake-bench-'))
const targetFolder = await mkdtemp(join(tmpdir(), 'keepsake-bench-'))
const source = await startLocalRedis({ dataDir: join(folder, 'data'), log: silentLogger })
const target = await startLocalRedis({ dataDir: targetFolder, log: silentLogger })
await fill(source.url)
const redis = new Redis(source.url)
const size = await redis.dbsize()
redis.disconnect()
stdout.write(
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}; ${FACTS} facts of ${DIMENSIONS} dimensions, ${size} keys\n\n` +
    '| command | seconds | MB of the process | MB of the file |\n|---|--:|--:|--:|\n',
)
const sizeOf = async (file: string) => (await stat(join(folder, file))).size
row('backup', await measure('backup', ['plain'], folder), await sizeOf('plain'))
row('backup --encrypt', await measure('backup', ['sealed', '--encrypt'], folder), await sizeOf('sealed'))
await source.stop()
row('restore', await measure('restore', ['plain'], folder, target.url))
row('restore --replace', await measure('restore', ['plain', '--replace'], folder, target.url))
const emptied = new Redis(target.url)
await emptied.flushall()
emptied.disconnect()
row('move', await measure('move', ['--to', target.url], folder))
await target.stop()
for (const used of [folder, targetFolder]) await rm(used, { recursive: true, force: true })
