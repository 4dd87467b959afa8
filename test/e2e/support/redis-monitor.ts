import { createHash, randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { Redis } from 'ioredis'
import { inject, onTestFinished } from 'vitest'
import { readScript } from '../../../src/redis/run-script.ts'

/** What the learner, the embedding backfill and the claims do beside every answer when it is time. */
const inBackground = new Set([
  ...['list-due', 'postpone-due', 'read-backlog', 'set-next-due', 'read-input', 'commit-update', 'record-failure'],
  ...['claim-learner', 'release-learner', 'list-unembedded', 'store-embeddings', 'renew-lease', 'take-over-claims'],
  ...['check-writes', 'scan', 'sscan', 'find-oldest-unlearned', 'expire-contexts'],
])

/** Scripts by the hash that they are called by, and by what MONITOR leaves as it is of one that is sent whole. */
const scriptNames = new Map(
  ['bookkeeping', 'conversation', 'learning', 'user-memory', 'vector-index']
    .flatMap(folder => globSync(`${folder}/*.lua`, { cwd: new URL('../../../src/redis/scripts/', import.meta.url) }))
    .map(path => path.replace(/\.lua$/, ''))
    .flatMap(path =>
      [sha1, lettersOf].map(identify => [identify(readScript(path)), path.replace(/^.*\/|-\d+$/g, '')] as const),
    ),
)

function sha1(lua: string): string {
  return createHash('sha1').update(lua).digest('hex')
}

function lettersOf(lua: string): string {
  return lua.replaceAll(/\\x[\da-f]{2}|\\.|[^!-~]|[\\"]/gu, '')
}

/** The command, or the script without the number of its keys. One is sent whole at first, and by its hash from then on. */
function nameOf([command = '', script = '']: readonly string[]): string {
  const name = command.toLowerCase()
  return (name.startsWith('eval') ? scriptNames.get(name === 'eval' ? lettersOf(script) : script) : undefined) ?? name
}

/**
 * Listens to what reaches the Redis of the suite; returns the names of what has come by then about a key, whole: people
 * have the same ids in every test. Only what an answer waits for.
 */
export async function monitorRedis() {
  const redis = new Redis(inject('redisUrl'))
  const monitor = redis.duplicate({ monitor: true })
  // A command of another test may come in before the client knows that it monitors: it wonders, and goes on.
  monitor.on('error', () => undefined)
  await new Promise<void>(resolve => void monitor.once('monitoring', resolve))
  onTestFinished(() => {
    redis.disconnect()
    monitor.disconnect()
  })
  const commands: string[][] = []
  monitor.on('monitor', (_time: string, args: string[], source: string) => {
    if (source !== 'lua' && !inBackground.has(nameOf(args))) commands.push(args)
  })
  return async (about: string | RegExp) => {
    const isAbout = (arg: string) => (typeof about === 'string' ? arg.includes(about) : about.test(arg))
    const mark = randomUUID()
    const { promise, resolve } = Promise.withResolvers<void>()
    monitor.on('monitor', (_time: string, args: string[]) => args.includes(mark) && resolve())
    await redis.echo(mark)
    await promise
    return commands.filter(args => args.some(arg => isAbout(arg))).map(nameOf)
  }
}
