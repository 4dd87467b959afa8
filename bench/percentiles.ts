/** Times at these shares of all, `4.2 / 11.1`. */
export function percentiles(times: readonly number[], shares: readonly number[], digits = 1): string {
  const sorted = times.toSorted((a, b) => a - b)
  const last = sorted.length - 1
  return shares.map(share => rounded(sorted[Math.min(Math.floor(sorted.length * share), last)], digits)).join(' / ')
}

/** A number as it is printed. Throws where it is none: a bench that prints NaN has measured nothing. */
export function rounded(number: number | undefined, digits: number): string {
  if (number === undefined || !Number.isFinite(number)) throw new Error(`This was not measured: it came to ${number}.`)
  return number.toFixed(digits)
}
