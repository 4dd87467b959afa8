import type { z } from 'zod'
import { withPauses } from '../pacer.ts'
import { invalidPartOf } from './read-file.ts'
import { type ImportReport, type ImportTally, reject, rejectInvalid } from './report.ts'

/** How the records of one kind are read from a file. */
export interface RecordKind<T> {
  readonly schema: z.ZodType<T>
  readonly tally: ImportTally
  /** Where the list stands in the file. */
  readonly path: readonly PropertyKey[]
  /** By what two records are the same. */
  readonly keyOf: (record: T) => string
  /** The keys of what is known already. */
  readonly existing?: ReadonlySet<string>
  /** Whether it says that it was said in the future. */
  readonly isInFuture: (record: T) => boolean
}

/** The valid records of a list, each once, without what is known already and what nobody can have said yet. */
export async function readRecords<T>(
  found: readonly unknown[],
  report: ImportReport,
  { schema, tally, path, keyOf, existing, isInFuture }: RecordKind<T>,
): Promise<readonly T[]> {
  const records = new Map<string, T>()
  let at = -1
  for await (const item of withPauses(found)) {
    at += 1
    const { success, data: record, error } = schema.safeParse(item)
    if (!success) {
      rejectInvalid(report, tally, invalidPartOf(error, [...path, at]))
      continue
    }
    const key = keyOf(record)
    if (existing?.has(key)) tally.here += 1
    else if (records.has(key)) reject(tally, 'twice')
    else if (isInFuture(record)) reject(tally, 'later')
    else records.set(key, record)
  }
  return [...records.values()]
}
