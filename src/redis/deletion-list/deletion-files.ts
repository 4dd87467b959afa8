import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** How far back the list goes, and so how old a backup may be that is put back. */
export const DELETIONS_KEPT_MS = 365 * 86_400_000

/** One file a month, so that what is too old goes without anything being written anew. */
const MONTH_FILE = /^\d{4}-\d\d$/u
const MONTH_LENGTH = 7

function folderOf(dataDir: string): string {
  return join(dataDir, 'deletions')
}

const monthOf = (time: number) => new Date(time).toISOString().slice(0, MONTH_LENGTH)

/** Adds a line, and removes the files of months that are too old. Throws what the file system does. */
export function appendDeletionLine(dataDir: string, line: string, now: number): void {
  const folder = folderOf(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  appendFileSync(join(folder, monthOf(now)), `${line}\n`, { mode: 0o600 })
  const oldest = monthOf(now - DELETIONS_KEPT_MS)
  for (const month of monthsIn(folder)) if (month < oldest) rmSync(join(folder, month), { force: true })
}

/** All lines that were ever added in this folder, as far back as they are kept; one that was cut off is none. */
export function readDeletionLines(dataDir: string): string[] {
  const folder = folderOf(dataDir)
  return monthsIn(folder).flatMap(month => readFileSync(join(folder, month), 'utf8').split('\n').slice(0, -1))
}

function monthsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => MONTH_FILE.test(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
