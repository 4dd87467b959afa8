import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { inject, onTestFinished } from 'vitest'
import { shaOf } from '../../../src/redis/run-script.ts'

/** The scripts of the learner and of re-embedding, which run beside every answer when it is time. */
const inBackground = new Set(
  (
    [
      ...(['due', 'hasten', 'postpone', 'backlog', 'settle', 'material', 'commit', 'trouble'] as const),
      ...(['unembedded-facts', 'embed-facts', 'renew-lease', 'take-abandoned'] as const),
    ] as const
  ).map(shaOf),
)

/** No answer waits for it; or it sends a script whole that was sent by its hash before, for the first time. */
function isBeside([name = '', sha = '']: readonly string[]): boolean {
  return ['scan', 'sscan', 'eval'].includes(name.toLowerCase()) || inBackground.has(sha)
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
    if (source !== 'lua' && !isBeside(args)) commands.push(args)
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
