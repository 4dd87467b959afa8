import { z } from 'zod'
import type { DeletionNote, ForgetRequest } from '../../memory/ports/user-memory-store.ts'
import type { Knowledge, UserId } from '../../memory/types.ts'
import { ownIdSchema, snowflakeSchema } from '../keys.ts'
import { forgetRequestSchema, previewedDeletionSchema } from '../records/forget-requests.ts'
import { parseJson } from '../records/parse-json.ts'
import { entityHash } from './word-hashes.ts'

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

type RequestedDeletion = Extract<Deletion, { readonly kind: 'request' }>

/** Of a user's request: entities are named by hashes there, see `noteWithin`. */
export function requestedDeletion(user: UserId, note: DeletionNote): Deletion {
  const request = withEntities(note.request, ids => ids.map(id => entityHash(user, id)))
  return deletionSchema.parse({ kind: 'request', user, ...note, request })
}

/** What was noted of a request, with the entities that a memory knows under their own ids; others are not in it. */
export function noteWithin({ facts, statements }: Knowledge, deletion: RequestedDeletion): DeletionNote {
  const { user, request, deleted, messages } = deletion
  const known = new Set([...statements.map(({ entity }) => entity), ...facts.map(({ subject }) => subject)])
  const named = (hashes: readonly string[]) => [...known].filter(id => hashes.includes(entityHash(user, id)))
  return { request: withEntities(request, named), deleted, messages }
}

function withEntities(
  request: ForgetRequest,
  change: (entities: readonly string[]) => readonly string[],
): RequestedDeletion['request'] {
  return forgetRequestSchema.parse(
    request.kind === 'things' ? { ...request, entities: change(request.entities) } : request,
  )
}

const recordSchema = z.intersection(z.object({ at: z.number() }), deletionSchema)

/** A deletion as a line of the list. @param at milliseconds since 1970 */
export function deletionLine(deletion: Deletion, at: number): string {
  return JSON.stringify({ at, ...deletionSchema.parse(deletion) })
}

/** Undefined if the line is none, or was written by a version that notes more. */
export function parseDeletionLine(line: string): (Deletion & { readonly at: number }) | undefined {
  return parseJson(recordSchema, line)
}
