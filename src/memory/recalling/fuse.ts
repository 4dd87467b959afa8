/**
 * One signal's scores as z-scores over the places that take part, so that signals of any scale can be added: 0 for an
 * average score, 1 for one standard deviation above. What is not known (NaN) counts as average, and so does everything
 * where all scores are the same.
 */
export function zScores(scores: Float64Array, places: readonly number[]): Float64Array {
  let count = 0
  let sum = 0
  for (const place of places) {
    const score = scores[place] as number
    if (!Number.isFinite(score)) continue
    count += 1
    sum += score
  }
  const mean = sum / count
  let squares = 0
  for (const place of places) {
    const score = scores[place] as number
    if (Number.isFinite(score)) squares += (score - mean) ** 2
  }
  const deviation = Math.sqrt(squares / count)
  const scaled = new Float64Array(scores.length)
  if (!(deviation > 0)) return scaled
  for (const place of places) {
    const score = scores[place] as number
    if (Number.isFinite(score)) scaled[place] = (score - mean) / deviation
  }
  return scaled
}

/** Adds `weight` times some scores to a sum. */
export function addTo(sum: Float64Array, scores: Float64Array, weight: number): void {
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] = (sum[place] as number) + weight * (scores[place] as number)
  }
}
