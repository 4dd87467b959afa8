import { env } from 'node:process'
import fc from 'fast-check'
import { propertyFactor } from './property-factor.ts'

const { PROPERTY_SEED } = env

/** So many examples in the suite; `PROPERTY_RUNS=20` takes twenty times as many. */
export function runs(inSuite: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(inSuite * propertyFactor) }
}

/** The same examples in every run, so that a change is judged by what it changes; `PROPERTY_SEED=<number>` takes others. */
fc.configureGlobal({ seed: Number(PROPERTY_SEED ?? 20_261_128), ...runs(100) })

export { fc }
