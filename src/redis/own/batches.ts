/** So many at a time, as one script or one pipeline takes them. */
export function* batches<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size)
}
