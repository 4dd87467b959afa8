import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { ExpenseBatch } from '../../../memory/ports/usage-ledger.ts'
import type { GuildId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptBase } from '../script-context.ts'

/** Plans when (ms since 1970) the memory of a place is deleted, unless it is planned for an earlier time. */
export const runScheduleDeparture = defineScript<number>('bookkeeping/schedule-departure-1').calledWith(
  ({ keys }: ScriptBase, place: string, at: number) => [[keys.departures], [Math.round(at), place]],
)

/** From now on nothing is kept in this server, or is again; in one cell. */
export const runSetMemoryOff = defineScript<number>('bookkeeping/set-memory-off-1').ofAnybody(
  ({ keys }: ScriptBase, guild: GuildId, isOff: boolean) => [
    [keys.memoryOffGuilds],
    [assertSnowflake(guild), isOff ? '1' : '0'],
  ],
)

/** A channel has the mode that this member of the set stands for (see `stores/server-settings.ts`), or none; the others go. */
export const runSetListeningMode = defineScript<number>('bookkeeping/set-listening-mode-2').calledWith(
  ({ keys }: ScriptBase, member: string | undefined, others: readonly string[]) => [
    [keys.listeningChannels, keys.listeningVersion],
    [randomUUID(), member ?? '', ...others],
  ],
)

/** What a batch adds, by whom and on what (counts in the order in which they are kept), and for how long that is kept. */
interface KeptExpenses {
  readonly spent: readonly (readonly [field: string, amount: number])[]
  readonly usage: readonly { readonly field: string; readonly counts: readonly number[] }[]
  readonly seconds: { readonly spent: number; readonly usage: number }
}

/** Adds to what was spent on a day, by whom and on what, unless this batch of its process was added before. */
export const runKeepExpenses = defineScript<[tokens: number, cost: number]>('bookkeeping/keep-expenses-2').calledWith(
  (
    { keys }: ScriptBase,
    { process, number, day }: Pick<ExpenseBatch, 'process' | 'number' | 'day'>,
    { spent, usage, seconds }: KeptExpenses,
  ) => [
    [keys.spent(day), keys.usage(day)],
    [
      ...[seconds.spent, seconds.usage, process, number, spent.length, ...spent.flat()],
      ...usage.flatMap(({ field, counts }) => [field, counts.join(' ')]),
    ],
  ],
)

/** Takes a notice of a day upon this process. 1 if nobody has, or it was long ago and not done. */
export const runClaimNotice = defineScript<number>('bookkeeping/claim-notice-1').calledWith(
  ({ keys }: ScriptBase, day: string, notice: string, ms: number) => [[keys.spent(day)], [`told:${notice}`, ms]],
)

/** A notice of a day was told, or can't be. */
export const runSettleNotice = defineScript<number>('bookkeeping/settle-notice-1').calledWith(
  ({ keys }: ScriptBase, day: string, notice: string) => [[keys.spent(day)], [`told:${notice}`]],
)

/** Longer than the time between two checks, so that the key is there all the time and takes no more room. */
const CHECK_SECONDS = 60

/** Whether the server takes what is written: a write of no meaning. */
export const runCheckWrites = defineScript<string>('bookkeeping/check-writes-1').calledWith(({ keys }: ScriptBase) => [
  [keys.writeCheck],
  [CHECK_SECONDS],
])

/** Notes what is about to be forgotten, and drops notes that are older than so many milliseconds. */
export const runRecordDeletion = defineScript<number>('bookkeeping/record-deletion-1').calledWith(
  ({ keys }: ScriptBase, note: string, keptMs: number) => [[keys.deletionList], [note, keptMs]],
)

/** Sets fields of a hash, and takes out those without a value, all or nothing. */
export const runChangeFields = defineScript<number>('bookkeeping/change-fields-1').calledWith(
  (_: { readonly redis: Redis }, hash: string, fields: ReadonlyMap<string, string | undefined>) => {
    const gone = [...fields].flatMap(([field, value]) => (value === undefined ? field : []))
    const kept = [...fields].flatMap(([field, value]) => (value === undefined ? [] : [field, value]))
    return [[hash], [gone.length, ...gone, ...kept]]
  },
)

/** Takes or prolongs a lock, for so long; 0 gives it back. Returns 0 if it is another process'. */
export const runHoldLock = defineScript<0 | 1>('bookkeeping/hold-lock-1').calledWith(
  (_: { readonly redis: Redis }, lock: string, processId: string, ms: number) => [[lock], [processId, ms]],
)
