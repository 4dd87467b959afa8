import { hash } from 'node:crypto'
import type { StatementRef } from '../../memory/ports/user-memory-store.ts'
import type { EntityId, UserId } from '../../memory/types.ts'

/** 72 bits: of one user no two are the same by chance. */
const HASH_LENGTH = 12

const shortHash = (parts: readonly string[]) => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, HASH_LENGTH)

/** Where a statement stands, without a word: its field may be one that somebody said. */
export function statementHash({ entity, field, scope }: StatementRef): string {
  return shortHash([entity, field, scope])
}

/** An entity without a word: its id is made of its name. */
export function entityHash(user: UserId, entity: EntityId): string {
  return shortHash([user, entity])
}
