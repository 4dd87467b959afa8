import { appendFileSync, readFileSync } from 'node:fs'
import { cpuUsage, env } from 'node:process'
import { afterAll } from 'vitest'

const { TEST_COSTS } = env
const TICKS_A_SECOND = 100

/** Seconds of a processor that child processes took which have ended, of Linux. */
function secondsOfChildren(): number {
  const [, fields = ''] = readFileSync('/proc/self/stat', 'utf8').split(/\) (?=[^)]*$)/u)
  const [user, system] = fields.split(' ').slice(13, 15)
  return (Number(user) + Number(system)) / TICKS_A_SECOND
}

const now = () => {
  const { user, system } = cpuUsage()
  return { own: (user + system) / 1e6, children: secondsOfChildren(), waited: performance.now() / 1000 }
}

/** With `TEST_COSTS=<file> npm test` each test file adds a line to that file: what it took of the processor, and how long. */
if (TEST_COSTS !== undefined) {
  const before = now()
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a hook needs from this pattern
  afterAll(({}, { file: { name } }) => {
    const after = now()
    const taken = (['own', 'children', 'waited'] as const).map(what => [
      what,
      Number((after[what] - before[what]).toFixed(2)),
    ])
    appendFileSync(TEST_COSTS, `${JSON.stringify({ ...Object.fromEntries(taken), name })}\n`)
  })
}
