import { isClusterAddress, nameServer } from '../redis/connection/address.ts'
import { describeLoss } from '../redis/connection/server-info.ts'
import { inspectHomes } from '../redis/homes/inspect-homes.ts'
import { inspectRedis, type RedisInspection } from '../redis/inspect.ts'
import type { Finding } from './finding.ts'

const FULL_PERCENT = 80

export function writesFinding({ refusal }: RedisInspection): Finding {
  const check = 'Redis writes'
  if (refusal === undefined) return { check, state: 'ok', said: 'taken' }
  return { check, state: 'problem', said: `refused (${refusal.code})`, whatToDo: refusal.whatToDo }
}

export function durabilityFinding({ restartLoses, evicts }: RedisInspection): Finding {
  const check = 'Redis keeps'
  if (restartLoses === undefined || evicts === undefined)
    return { check, state: 'ok', said: 'not told: its CONFIG is refused, as managed servers do' }
  const wrong = [
    ...(restartLoses === 'nothing' ? [] : [[describeLoss[restartLoses], 'appendonly yes'] as const]),
    ...(evicts ? [['memories are evicted when it is full', 'maxmemory-policy noeviction'] as const] : []),
  ]
  if (wrong.length === 0) return { check, state: 'ok', said: 'what it is given, over restarts and when full' }
  const [said, settings] = [wrong.map(([what]) => what).join('; '), wrong.map(([, setting]) => setting).join(', ')]
  return { check, state: 'problem', said, whatToDo: `In redis.conf: ${settings}` }
}

export function roomFinding({ fullPercent }: RedisInspection): Finding {
  const check = 'Redis room'
  if (fullPercent < FULL_PERCENT)
    return { check, state: 'ok', said: fullPercent === 0 ? 'no limit near' : `${fullPercent} % of maxmemory taken` }
  return {
    check,
    state: 'warning',
    said: `${fullPercent} % of maxmemory taken`,
    whatToDo: 'Raise maxmemory, or nothing new is remembered soon.',
  }
}

/** Whether the servers are those that have the memory's cells, and each of them is well; nothing where it is one, as mostly. */
export async function checkHomes(
  urls: readonly [string, ...string[]],
  wantedCells: number,
): Promise<readonly Finding[]> {
  const [first, ...others] = urls
  if (isClusterAddress(first)) return []
  const homes = await inspectHomes(urls)
  const check = 'Redis servers'
  const isGrown = homes !== undefined && homes.total >= wantedCells
  const isIdle = (i: number) => isGrown && homes.cells[i + 1] === 0
  const findings = await Promise.all(others.map((url, i) => checkServer(url, isIdle(i) ? wantedCells : undefined)))
  if (homes?.problem !== undefined)
    return [{ check, state: 'problem', said: 'not those of this memory', whatToDo: homes.problem }, ...findings]
  if (others.length === 0) return []
  const counts = urls.map((url, i) => `${nameServer(url)} ${homes?.cells[i] ?? '?'}`)
  return [{ check, state: 'ok', said: `cells at ${counts.join(', ')}` }, ...findings]
}

/** @param idleAt how many cells there are, where none of them stands there */
async function checkServer(url: string, idleAt: number | undefined): Promise<Finding> {
  const check = `Redis at ${nameServer(url)}`
  const found = await inspectRedis(url)
  if (!('version' in found))
    return { check, state: 'problem', said: `out of reach (${found.code})`, whatToDo: found.whatToDo }
  const wrong = [writesFinding(found), durabilityFinding(found), roomFinding(found)].find(({ state }) => state !== 'ok')
  if (wrong !== undefined) return { ...wrong, check, said: `${wrong.check}: ${wrong.said}` }
  if (idleAt === undefined)
    return { check, state: 'ok', said: `version ${found.version || 'not told'}, takes writes and keeps them` }
  const whatToDo = `Raise CELLS, which is ${idleAt}: new cells go where the fewest are.`
  return { check, state: 'warning', said: 'no cell stands there', whatToDo }
}
