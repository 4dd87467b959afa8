/**
 * Learns what waits before it is shown, as long as somebody may be kept waiting for that; after `patienceMs` it goes on by
 * itself. `failed` where it failed by then; `onFailure` hears of a failure whenever it comes.
 */
export async function learnFirst(
  learn: () => Promise<void>,
  patienceMs: number,
  onFailure: (error: unknown) => void,
): Promise<'learned' | 'failed' | 'goesOn'> {
  const learning = learn().then(
    () => 'learned' as const,
    (error: unknown) => {
      onFailure(error)
      return 'failed' as const
    },
  )
  const { promise: tooLong, resolve } = Promise.withResolvers<'goesOn'>()
  const timer = setTimeout(() => resolve('goesOn'), patienceMs)
  try {
    return await Promise.race([learning, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
