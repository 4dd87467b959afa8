import type { HomeServer } from '../home/home.ts'
import type { ChaosWorld } from '../world.ts'
import type { Fault } from './fault.ts'

export const killRedis = ofServer(server => endAndAway(server, 'SIGKILL'))
export const restartRedis = ofServer(server => endAndAway(server, 'SIGTERM'))

/** The server ends at a signal, and can be reached again when the fault is over. */
async function endAndAway({ node, proxy }: HomeServer, signal: 'SIGKILL' | 'SIGTERM') {
  proxy.cut()
  await node.end(signal)
  return async () => {
    await node.start()
    proxy.open()
  }
}

/** As a machine that swaps, or a virtual one that is moved. */
export const pauseRedis = ofServer(async ({ node }) => {
  node.signal('SIGSTOP')
  return async () => node.signal('SIGCONT')
})

/** Takes no more than what is there already. */
export const fillRedis = ofServer(async ({ node: { admin } }) => {
  await admin.config('SET', 'maxmemory-policy', 'noeviction')
  await admin.config('SET', 'maxmemory', '1')
  return async () => void (await admin.config('SET', 'maxmemory', '0'))
})

/** Does what it is told, and nobody hears of it. */
export const loseRedisAnswers = ofServer(async ({ proxy }) => {
  proxy.mute()
  return async () => {
    proxy.cut()
    proxy.open()
  }
})

/** A replica takes its primary's place, in order. */
export const failOverRedis: Fault = async (world, planned) => {
  await world.home.failOver(await chooseServer(world, planned.at))
  return async () => undefined
}

/** Of several servers that have keys it is done to one, which the moment chooses. */
function ofServer(fault: (server: HomeServer) => ReturnType<Fault>): Fault {
  return async (world, { at }) => await fault(await chooseServer(world, at))
}

async function chooseServer({ home }: ChaosWorld, at: number): Promise<HomeServer> {
  const primaries = await home.primaries()
  return primaries[at % primaries.length] ?? primaries[0]
}
