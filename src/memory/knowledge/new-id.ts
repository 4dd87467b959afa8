import { randomBytes } from 'node:crypto'

/**
 * An id for a fact or an entity of one user: 12 characters, as each stands in many places (its key, lists, links from messages,
 * traces). Of 72 bits by chance: no two of one person's are alike.
 */
export function newId(): string {
  return randomBytes(9).toString('base64url')
}
