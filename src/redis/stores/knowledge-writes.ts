import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Statement } from '../../memory/types.ts'
import { type Keys, ownIdSchema } from '../keys.ts'
import { statementJson } from '../records/facts.ts'
import { statementField } from '../records/message-links.ts'

export const ownIdsSchema = z.array(ownIdSchema)

/** Redis does not undo what a script did before an error: a number that is none is refused here. */
export const confirmationsSchema = z.array(z.object({ fact: ownIdSchema, saidAt: z.number() }))

/** A statement as the scripts store it. */
export interface StatementWrite {
  readonly key: string
  readonly entity: string
  readonly field: string
  readonly saidAt: number
  readonly json: string
}

export function statementWrite(user: string, statement: Statement, keys: Keys): StatementWrite {
  return {
    key: keys.entity(user, statement.entity),
    entity: statement.entity,
    field: statementField(statement),
    saidAt: statement.saidAt,
    json: statementJson(statement),
  }
}

/** The same for the same arguments, so that a script which is run again with them knows it. */
export function fingerprintOf(args: readonly (string | Buffer)[], encoding: 'hex' | 'base64url'): string {
  const hash = createHash('sha256')
  for (const arg of args) hash.update(arg).update('\n')
  return hash.digest(encoding)
}
