import { z } from 'zod'
import type { DeletionNote } from '../../memory/ports/user-memory-store.ts'
import { ownIdSchema, snowflakeSchema } from '../keys.ts'
import { forgetRequestSchema, previewedDeletionSchema } from '../records/forget-requests.ts'
import { parseJson } from '../records/parse-json.ts'

const user = snowflakeSchema

/** What is noted of a deletion: ids, and hashes in place of words. */
const deletionSchema = z.discriminatedUnion('kind', [
  /** Everything of a user, who has had this epoch since. */
  z.object({ kind: z.literal('everything'), user, epoch: z.string().regex(/^\w{1,64}$/u) }),
  z.object({
    ...{ kind: z.literal('request'), user, request: forgetRequestSchema, deleted: previewedDeletionSchema },
    messages: z.array(snowflakeSchema),
  }),
  /** A message was deleted on Discord, or has other words now: what the old ones led to goes. */
  z.object({ kind: z.literal('message'), message: snowflakeSchema }),
  /** What was put right or moved by the user: the records that stood there before, and hashes of where statements stood. */
  z.object({ kind: z.literal('change'), user, facts: z.array(ownIdSchema), statements: z.array(z.string()) }),
  /** Nothing of a user is to be kept any more, or again: a backup does not undo that either. */
  z.object({ kind: z.literal('pause'), user, isPaused: z.boolean() }),
  z.object({ kind: z.literal('serverMemory'), guild: snowflakeSchema, isOff: z.boolean() }),
])

export type Deletion = z.infer<typeof deletionSchema>

/** Of a user's request. */
export const requestedDeletion = (user: string, note: DeletionNote): Deletion =>
  deletionSchema.parse({ kind: 'request', user, ...note })

const recordSchema = z.intersection(z.object({ at: z.number() }), deletionSchema)

/** A deletion as a line of the list. @param at milliseconds since 1970 */
export function deletionLine(deletion: Deletion, at: number): string {
  return JSON.stringify({ at, ...deletionSchema.parse(deletion) })
}

/** Undefined if the line is none, or was written by a version that notes more. */
export function parseDeletionLine(line: string): (Deletion & { readonly at: number }) | undefined {
  return parseJson(recordSchema, line)
}
