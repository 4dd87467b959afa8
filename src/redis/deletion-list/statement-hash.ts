import { hash } from 'node:crypto'
import type { StatementRef } from '../../memory/ports/user-memory-store.ts'

/** 72 bits: of one user no two are the same by chance. */
const HASH_LENGTH = 12

/** Where a statement stands, without a word: its field may be one that somebody said. */
export function statementHash({ entity, field, scope }: StatementRef): string {
  return hash('sha256', JSON.stringify([entity, field, scope]), 'base64url').slice(0, HASH_LENGTH)
}
