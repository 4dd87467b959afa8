import { describe, expect, test } from 'vitest'
import { fc, runs } from '../../support/property.ts'
import { playAndCheck } from './checks.ts'
import { lives } from './lives.ts'
import { anySteps } from './steps.ts'

const LIVES = runs(15)
/** Where something fails, the shortest way to it found until then is told. */
const MOST_MS = 30_000 + LIVES.numRuns * 1000

describe('whatever is said, learned, corrected and forgotten, in any order', () => {
  test(
    'what was taken away is nowhere, and the rest is known to whoever may hear it',
    async () => {
      const anyLife = fc.asyncProperty(anySteps, steps =>
        playAndCheck(steps, (is, hasToBe) => expect(is).toEqual(hasToBe)),
      )
      await fc.assert(anyLife, { ...LIVES, interruptAfterTimeLimit: MOST_MS })
    },
    MOST_MS + 20_000,
  )

  test.each(Object.entries(lives))('%s', async (_, steps) => {
    await playAndCheck(steps, (is, hasToBe) => expect(is).toEqual(hasToBe))
  })
})
