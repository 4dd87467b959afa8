import { z } from 'zod'
import type { Shards } from '../memory/shards.ts'

/** Far more than anybody has: Discord serves up to 2,500 servers on each. */
const MOST_SHARDS = 100_000

const NUMBER = /^\d{1,9}$/u
const RANGE = /^\d{1,9}(?:-\d{1,9})?$/u

/** `0-7/16` and the like: which shards this process serves, and how many there are in all. */
export const shardsSetting = z.string().transform((text, context) => {
  const shards = parseShards(text.replaceAll(/\s/gu, ''))
  if (typeof shards !== 'string') return shards
  context.addIssue({ code: 'custom', message: shards })
  return z.NEVER
})

/** What is wrong with it, if anything is. */
function parseShards(text: string): Shards | string {
  const [listed = '', total = '', ...more] = text.split('/')
  const ranges = listed.split(',')
  if (more.length > 0 || !NUMBER.test(total) || !ranges.every(range => RANGE.test(range)))
    return 'must be like 0-7/16 or 0,3/16: the shards of this process, and how many all processes have'
  const count = Number(total)
  if (count < 1 || count > MOST_SHARDS) return `must have a number from 1 to ${MOST_SHARDS} behind the /`
  const ids = new Set<number>()
  for (const range of ranges) {
    const [first = 0, last = first] = range.split('-').map(Number)
    if (first > last) return `must begin a range with the lower shard: ${last}-${first} instead of ${range}`
    if (last >= count)
      return `must name shards from 0 to ${count - 1}, as there are ${count} in all: there is no ${last}`
    for (let id = first; id <= last; id += 1) ids.add(id)
  }
  return { ids: [...ids].toSorted((one, other) => one - other), count }
}
