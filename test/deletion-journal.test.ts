import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openDeletionJournal } from '../src/deletion-journal.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'keepsake-'))
const log = () => ({ warn: vi.fn() })

test('what was noted is there for the next process, each once, and for nobody else on the machine', () => {
  const file = join(folder(), 'new', 'pending-deletions')
  const first = openDeletionJournal(file, log())
  for (const id of ['10', '12', '10']) first.add(id)

  expect(openDeletionJournal(file, log()).read()).toEqual(['10', '12'])
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('what is no id, and a line that was cut off, is passed over', () => {
  const file = join(folder(), 'pending-deletions')
  const journal = openDeletionJournal(file, log())
  journal.add('10')
  appendFileSync(file, 'words\n12')

  expect(journal.read()).toEqual(['10'])
})

test('all of many are there: whoever has no room for them counts what is let go', () => {
  const file = join(folder(), 'pending-deletions')
  writeFileSync(file, Array.from({ length: 100_001 }, (_, id) => `${id}\n`).join(''))

  expect(openDeletionJournal(file, log()).read()).toHaveLength(100_001)
})

test('after it was cleared nothing is there', () => {
  const file = join(folder(), 'pending-deletions')
  const journal = openDeletionJournal(file, log())
  journal.add('10')
  journal.clear()
  journal.clear()

  expect(journal.read()).toEqual([])
  expect(() => readFileSync(file)).toThrow('ENOENT')
})

test('where no file can be written that is logged once, and nothing fails', () => {
  const blocked = join(folder(), 'file')
  writeFileSync(blocked, '')
  const { warn } = log()
  const journal = openDeletionJournal(join(blocked, 'pending-deletions'), { warn })

  journal.add('10')
  journal.add('12')

  expect(journal.read()).toEqual([])
  expect(warn).toHaveBeenCalledOnce()
})
