import { createHash, randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { inject, onTestFinished } from 'vitest'
import { readScript } from '../../../src/redis/run-script.ts'

/** The scripts of the learner and of the embedding backfill, which run beside every answer when it is time. */
const inBackground = new Set(
  [
    ...['list-due-1', 'postpone-due-1', 'read-backlog-6', 'set-next-due-2', 'read-input-17', 'commit-update-18'].map(
      name => `learning/${name}`,
    ),
    ...['learning/record-failure-2', 'vector-index/list-unembedded-2', 'vector-index/store-embeddings-2'],
    ...['conversation/renew-lease-1', 'conversation/take-over-claims-2'],
  ].map(path => sha1(readScript(path))),
)

function sha1(lua: string): string {
  return createHash('sha1').update(lua).digest('hex')
}

/** A script is sent whole at first, and by its hash from then on: the same command to an answer. */
function asEvalsha([name = '', script = '', ...args]: readonly string[]): string[] {
  return name.toLowerCase() === 'eval' ? ['evalsha', sha1(script), ...args] : [name, script, ...args]
}

/** No answer waits for it. */
function isBeside([name = '', sha = '']: readonly string[]): boolean {
  return ['scan', 'sscan'].includes(name.toLowerCase()) || inBackground.has(sha)
}

/**
 * Listens to what reaches the Redis of the suite; returns what has come by then about a key, whole: people have the same
 * ids in every test. Only what an answer waits for.
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
    const command = asEvalsha(args)
    if (source !== 'lua' && !isBeside(command)) commands.push(command)
  })
  return async (about: string | RegExp) => {
    const isAbout = (arg: string) => (typeof about === 'string' ? arg.includes(about) : about.test(arg))
    const mark = randomUUID()
    const { promise, resolve } = Promise.withResolvers<void>()
    monitor.on('monitor', (_time: string, args: string[]) => args.includes(mark) && resolve())
    await redis.echo(mark)
    await promise
    return commands.filter(args => args.some(arg => isAbout(arg))).map(([name]) => name?.toLowerCase())
  }
}
