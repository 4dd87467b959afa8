import type { Change } from '../own-memory.ts'

/** The change that changes nothing, to be filled with what does. */
export function noChange(epoch: string): Change {
  const gone = { facts: [], statements: [] }
  return { epoch, standing: [], facts: [], statements: [], confirmed: [], gone, evicted: [] }
}
