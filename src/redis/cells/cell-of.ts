import type { UserId } from '../../memory/types.ts'

/** What may stand in any cell is asked of all of them: of more that would take longer than it saves. */
export const MOST_CELLS = 256

/** 2^64: all arithmetic is that of unsigned 64-bit integers. */
const BITS = 64
const mod64 = (value: bigint) => BigInt.asUintN(BITS, value)

/** The multiplier of the generator in the paper on jump hashes, and the range of what is drawn from it. */
const MULTIPLIER = 2_862_933_555_777_941_757n
const DRAWN_BITS = 33n
const RANGE = 2 ** 31

/**
 * In which of so many cells a user's memory stands, from 0 on: the same for each process, for ever. Where cells are added, a
 * user stays or moves into one of those that are new, and of all users no more move than the new cells are of all cells
 * (Lamping and Veach, “A Fast, Minimal Memory, Consistent Hash Algorithm”, 2014).
 */
export function cellOf(user: UserId, cells: number): number {
  if (cells === 1) return 0
  let key = mixBits(BigInt(user))
  let cell = 0
  for (let next = 0; next < cells; ) {
    cell = next
    key = mod64(key * MULTIPLIER + 1n)
    next = Math.floor((cell + 1) * (RANGE / Number((key >> DRAWN_BITS) + 1n)))
  }
  return cell
}

/** Ids of Discord's are times and small counts, whose last bits are often alike: splitmix64 spreads them over all bits. */
function mixBits(id: bigint): bigint {
  let bits = mod64(id + 0x9e37_79b9_7f4a_7c15n)
  bits = mod64((bits ^ (bits >> 30n)) * 0xbf58_476d_1ce4_e5b9n)
  bits = mod64((bits ^ (bits >> 27n)) * 0x94d0_49bb_1331_11ebn)
  return bits ^ (bits >> 31n)
}
