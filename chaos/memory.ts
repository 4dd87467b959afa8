import { readRedisAt } from '../test/support/read-redis.ts'
import type { Remembered } from './history.ts'
import type { Home } from './home/home.ts'
import { markedWordsIn } from './words.ts'

const PREFIX = 'keepsake:'
/** A cell's tag looks the same, and has fewer digits. */
const PERSON = /\{(\d{15,})\}/u
const FACT = /^(?:\{\d+\}:)?fact:/u

/** Which marked words stand where. */
export async function readRemembered(home: Home): Promise<Remembered> {
  const servers = await home.primaries()
  const found = await Promise.all(servers.map(({ node }) => readRedisAt(node.url, PREFIX)))
  return found.flatMap(all =>
    [...all].flatMap(([key, { value }]) => {
      const words = markedWordsIn(JSON.stringify(value))
      return words.length === 0 ? [] : [{ key, person: PERSON.exec(key)?.[1], isFact: FACT.test(key), words }]
    }),
  )
}

/** Whether something is still to be learned of anybody. */
export async function isLearning(home: Home): Promise<boolean> {
  const servers = await home.primaries()
  const waiting = servers.map(async ({ node: { admin } }) => (await admin.keys(`${PREFIX}*pending`)).length)
  return (await Promise.all(waiting)).some(count => count > 0)
}
