import { describe, expect, test } from 'vitest'
import { describeReport } from '../../chaos/report.ts'
import { runChaos } from '../../chaos/run.ts'

/** Processes start again in it, on a machine that has other things to do. */
const SLOW = { timeout: 240_000, retry: 0 }

describe('whatever breaks', () => {
  test.for([
    { seed: 1, processes: 2 },
    { seed: 2, processes: 1 },
    { seed: 3, processes: 1 },
  ])('each question has one answer, and is remembered: seed $seed, processes: $processes', SLOW, async options => {
    const report = await runChaos({ ...options, ms: 12_000 })

    expect(report.faultsInAll).toBeGreaterThan(2)
    expect(report.questions).toBeGreaterThan(8)
    expect(report.violations, describeReport(report)).toEqual([])
  })
})
