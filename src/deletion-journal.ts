import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorDetails } from './errors.ts'
import type { DeletionJournal } from './memory/ports/deletion-journal.ts'
import type { MessageId } from './memory/types.ts'
import type { Logger } from './observability/logger.ts'

/**
 * Which messages were deleted on Discord while the store was out of reach, in a file: ids alone, a line each, so that a stop
 * loses none. Where no file can be written they wait in the process, and a stop loses them, which the log says.
 */
export function openDeletionJournal(file: string, log: Pick<Logger, 'warn'>): DeletionJournal {
  let isFailing = false

  function attempt<T>(work: () => T, otherwise: T): T {
    try {
      return work()
    } catch (error) {
      if (!isFailing)
        log.warn({ ...errorDetails(error), file }, 'deletions can’t be noted in a file: a stop would lose them')
      isFailing = true
      return otherwise
    }
  }

  return {
    read: () => attempt(() => idsIn(file), []),
    add(message) {
      attempt(() => {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        appendFileSync(file, `${message}\n`, { mode: 0o600 })
      }, undefined)
    },
    clear() {
      attempt(() => rmSync(file, { force: true }), undefined)
    },
  }
}

function idsIn(file: string): readonly MessageId[] {
  const lines = readIfThere(file).split('\n')
  // A line that was cut off by the end of the process is none.
  return [...new Set(lines.slice(0, -1).filter(line => /^\d{1,20}$/u.test(line)))]
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
