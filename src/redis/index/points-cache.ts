/** The embeddings of one user's facts, as they were at one version: row by row in one table, each of length one. */
export interface Points {
  readonly version: string
  readonly rowOf: ReadonlyMap<string, number>
  readonly scopes: readonly string[]
  readonly table: Float32Array
  /** The first bytes of each embedding as Redis has it: see `BEGIN_BYTES`. */
  readonly begins: readonly Buffer[]
}

/**
 * By so many bytes an embedding is known again, or by all if it has fewer: of two texts, no two embeddings are the same
 * in their first 16 dimensions.
 */
export const BEGIN_BYTES = 32

/** What an id, its scope, the first bytes and their places in maps and lists take, about. */
const BYTES_A_FACT = 350

/** Keeps points by name, within a limit of bytes: those that were not used for longest go first. */
export function pointsCache(limit: number) {
  const kept = new Map<string, Points>()
  let bytes = 0

  function remove(name: string): void {
    const points = kept.get(name)
    if (points) bytes -= size(points)
    kept.delete(name)
  }

  return {
    get(name: string): Points | undefined {
      const points = kept.get(name)
      if (points) {
        kept.delete(name)
        kept.set(name, points)
      }
      return points
    },

    /** Those whose names begin so. */
    beginningWith(begin: string): readonly Points[] {
      return [...kept].filter(([name]) => name.startsWith(begin)).map(([, points]) => points)
    },

    forget(begin: string): void {
      for (const name of [...kept.keys()].filter(name => name.startsWith(begin))) remove(name)
    },

    clear(): void {
      kept.clear()
      bytes = 0
    },

    set(name: string, points: Points): void {
      remove(name)
      kept.set(name, points)
      bytes += size(points)
      for (const oldest of kept.keys()) {
        if (bytes <= limit) break
        remove(oldest)
      }
    },
  }
}

function size({ table, scopes }: Points): number {
  return table.byteLength + scopes.length * BYTES_A_FACT
}
