/**
 * How much of all keys SCAN has passed when it returns this cursor, from 0 to 1: it counts through the slots of its table with
 * the binary digits in the opposite order. At its end the cursor is 0 again.
 */
export function shareScanned(cursor: string): number {
  const digits = [...BigInt(cursor).toString(2).padStart(64, '0')].reverse().join('')
  return Number.parseInt(digits, 2) / 2 ** 64
}
