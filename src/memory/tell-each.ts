/** So often something is tried in vain in one pass: a store that is out of reach is not asked for everybody's words. */
const MAX_FAILURES = 3

/** Tells one after the other, and goes on where that fails, `MAX_FAILURES` times at most; returns the failures. */
export async function tellEach<T>(all: Iterable<T>, tell: (one: T) => Promise<unknown>): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const one of all) {
    await tell(one).catch((error: unknown) => failures.push(error))
    if (failures.length === MAX_FAILURES) break
  }
  return failures
}
