import type { UserId } from '../../../memory/types.ts'
import type { StoredKey } from '../../copy/stored-key.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import { type ScriptBase, TOMBSTONE_SECONDS } from '../script-context.ts'

/** Notes on which servers cells are to stand; 0 if the memory has others than that many, if that is told. */
export const runPlaceCells = defineScript<0 | 1>('cells/place-cells-2').calledWith(
  ({ keys }: ScriptBase, used: number | undefined, fields: readonly string[]) => [
    [keys.cells, keys.homes],
    [used ?? '', ...fields],
  ],
)

/** Lets a memory stand in more cells; 0 if it has others than that many, or they were given other servers since. */
export const runBeginGrowth = defineScript<0 | 1>('cells/begin-growth-2').calledWith(
  ({ keys }: ScriptBase, from: number, to: number, placement: string) => [
    [keys.cells, keys.homes],
    [from, to, placement],
  ],
)

/** Everybody stands where that many cells want them; 0 if others are being added. */
export const runEndGrowth = defineScript<0 | 1>('cells/end-growth-1').calledWith(
  ({ keys }: ScriptBase, cells: number, from: number) => [[keys.cells], [cells, from]],
)

/** A key with its type, when it expires, and what it holds, four parts each. */
export type UserReply = [
  digest: Buffer,
  dueAt: Buffer,
  lacksEmbeddings: 0 | 1,
  keys: (Buffer | number | readonly Buffer[])[],
]

/** Reads all that stands of a user in a cell, and marks them as about to be moved by somebody: see the script for what else there is to say. */
export const runReadUser = defineScript<UserReply | Buffer>('cells/read-user-25', 'buffers').calledWith(
  (context: ScriptBase, user: UserId, mover: string) => [
    wholeUserKeys(context, user),
    [assertSnowflake(user), TOMBSTONE_SECONDS, mover],
  ],
)

interface CopyToWrite {
  /** Who moves them. */
  readonly mover: string
  readonly dueAt: Buffer
  readonly lacksEmbeddings: boolean
  readonly keys: readonly StoredKey[]
}

/** Writes a copy of a user into a cell, in the place of a former one; 0 if another one moves them by now, or was through with it. */
export const runWriteCopy = defineScript<0 | 1>('cells/write-copy-26').calledWith(
  (context: ScriptBase, user: UserId, { mover, dueAt, lacksEmbeddings, keys }: CopyToWrite) => [
    [...wholeUserKeys(context, user), context.keys.arriving(user)],
    [
      ...[assertSnowflake(user), mover, dueAt, lacksEmbeddings ? '1' : '0'],
      ...keys.flatMap(({ name, type, expiresAt = NEVER, parts }) => [
        ...[Buffer.from(`${context.keys.prefix}${name}`, 'latin1'), type, expiresAt, parts.length],
        ...parts,
      ]),
    ],
  ],
)

/** Of a key that does not expire. */
const NEVER = -1

/** Takes a copy of a user away; 0 if another one moves them by now, or was through with it. */
export const runDropCopy = defineScript<0 | 1>('cells/drop-copy-26').calledWith(
  (context: ScriptBase, user: UserId, mover: string) => [
    [...wholeUserKeys(context, user), context.keys.arriving(user)],
    [assertSnowflake(user), mover],
  ],
)

/** Lets a user leave a cell, if what stands there is what this one copied, and nobody moves them since; else, or if they are busy, 0. */
export const runLeaveCell = defineScript<0 | 1>('cells/leave-cell-26').calledWith(
  (context: ScriptBase, user: UserId, mover: string, digest: string) => [
    [...wholeUserKeys(context, user), context.keys.learner(user)],
    [assertSnowflake(user), TOMBSTONE_SECONDS, mover, digest],
  ],
)

/** Lets a user stay whom somebody has copied: they do not leave by that copy any more; 0 if they have, or another one moves them. */
export const runStayInCell = defineScript<0 | 1>('cells/stay-in-cell-1').calledWith(
  ({ keys }: ScriptBase, user: UserId, mover: string) => [[keys.moving(user)], [mover]],
)

/** See includes/whole-user.lua. */
function wholeUserKeys({ keys }: ScriptBase, user: UserId): string[] {
  return [
    ...[keys.user(user), keys.moving(user), keys.pending, keys.unembedded, keys.claims, keys.purges, keys.guilds(user)],
    ...[keys.facts(user), keys.entities(user), keys.conversations(user), keys.messages(user), keys.messageLinks(user)],
    ...[keys.formerTraces(user), keys.setAsideTurns(user), keys.pendingChoices(user)],
    ...[keys.factPrefix(user), keys.entityPrefix(user), ...keys.conversationPrefixes(user)],
    ...[keys.formerTracePrefix(user), keys.messagePrefix, keys.guildPrefix, keys.traces(user)],
  ]
}
