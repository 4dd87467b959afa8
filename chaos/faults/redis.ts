import process from 'node:process'
import type { ChaosWorld } from '../world.ts'
import type { Fault } from './fault.ts'

export const killRedis = signalAndAway('SIGKILL')
export const restartRedis = signalAndAway('SIGTERM')

/** The server ends at a signal; it is started again at once, and can be reached when the fault is over. */
function signalAndAway(signal: NodeJS.Signals): Fault {
  return async ({ redis, proxy }) => {
    const pid = await pidOf(redis)
    proxy.cut()
    process.kill(pid, signal)
    return async () => {
      await redis.ping() // waits until the server is there again
      proxy.open()
    }
  }
}

/** As a machine that swaps, or a virtual one that is moved. */
export const pauseRedis: Fault = async ({ redis }) => {
  const pid = await pidOf(redis)
  process.kill(pid, 'SIGSTOP')
  return async () => void process.kill(pid, 'SIGCONT')
}

/** Takes no more than what is there already. */
export const fillRedis: Fault = async ({ redis }) => {
  await redis.config('SET', 'maxmemory-policy', 'noeviction')
  await redis.config('SET', 'maxmemory', '1')
  return async () => void (await redis.config('SET', 'maxmemory', '0'))
}

/** Does what it is told, and nobody hears of it. */
export const loseRedisAnswers: Fault = async ({ proxy }) => {
  proxy.mute()
  return async () => {
    proxy.cut()
    proxy.open()
  }
}

async function pidOf(redis: ChaosWorld['redis']): Promise<number> {
  return Number(/^process_id:(\d+)/mu.exec(await redis.info('server'))?.[1])
}
