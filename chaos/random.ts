import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Choices that are the same in every run with the same seed. */
export interface Random {
  /** From `low` to `high`, both possible. */
  between(low: number, high: number): number
  /** True so often of a hundred times. */
  inPercent(percent: number): boolean
  pick<T>(all: readonly [T, ...T[]]): T
  shuffle<T>(all: readonly T[]): T[]
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  const between = (low: number, high: number) => uniformInt(generator, low, high)
  return {
    between,
    inPercent: percent => 100 * uniformFloat64(generator) < percent,
    pick: all => all[between(0, all.length - 1)] ?? all[0],
    shuffle(all) {
      const left = [...all]
      return all.flatMap(() => left.splice(between(0, left.length - 1), 1))
    },
  }
}
