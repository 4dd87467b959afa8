import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import type { Keys } from '../../../src/redis/keys.ts'

/** A command as Redis ran it, within a script or not, with the number of its arguments. */
interface RunCommand {
  readonly name: string
  readonly isInScript: boolean
  readonly size: number
}

/** Listens to what Redis runs; returns what tells the commands about some keys that a piece of work came to. */
export async function logCommands(redis: Redis, keys: Keys) {
  const monitor = redis.duplicate({ monitor: true })
  // A command of another test may come in before the client knows that it monitors.
  monitor.on('error', () => undefined)
  await new Promise<void>(resolve => void monitor.once('monitoring', resolve))
  onTestFinished(() => monitor.disconnect())

  return async (work: () => Promise<unknown>): Promise<readonly RunCommand[]> => {
    const commands: RunCommand[] = []
    await passed(redis, monitor)
    const note = (_time: string, [name = '', ...rest]: string[], source: string) => {
      const isOurs = rest.some(arg => arg.startsWith(keys.prefix))
      if (isOurs) commands.push({ name: name.toLowerCase(), isInScript: source === 'lua', size: rest.length })
    }
    monitor.on('monitor', note)
    await work()
    await passed(redis, monitor)
    monitor.off('monitor', note)
    return commands
  }
}

/** Resolves when the monitor has told all that came before. */
async function passed(redis: Redis, monitor: Redis): Promise<void> {
  const mark = randomUUID()
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (_time: string, args: string[]) => args.includes(mark) && resolve()
  monitor.on('monitor', look)
  await redis.echo(mark)
  await promise
  monitor.off('monitor', look)
}
