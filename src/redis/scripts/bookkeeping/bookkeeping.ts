import type { GuildId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptBase } from '../script-context.ts'

/** Plans when (ms since 1970) the memory of a place is deleted, unless it is planned for an earlier time. */
export const runScheduleDeparture = defineScript<number>('bookkeeping/schedule-departure-1').calledWith(
  ({ keys }: ScriptBase, place: string, at: number) => [[keys.departures], [Math.round(at), place]],
)

/** From now on nothing is kept in this server. */
export const runTurnMemoryOff = defineScript<number>('bookkeeping/turn-memory-off-1').calledWith(
  ({ keys }: ScriptBase, guild: GuildId) => [[keys.memoryOffGuilds], [assertSnowflake(guild)]],
)

/** Counts tokens to some fields of a day (yyyy-mm-dd, UTC) that is kept for so long. Run twice, it counts twice. */
export const runSpendTokens = defineScript<number>('bookkeeping/spend-tokens-1').calledWith(
  (
    { keys }: ScriptBase,
    day: string,
    { tokens, fields, seconds }: { tokens: number; fields: readonly string[]; seconds: number },
  ) => [[keys.tokenUsage(day)], [seconds, tokens, ...fields]],
)

/** Longer than the time between two checks, so that the key is there all the time and takes no more room. */
const CHECK_SECONDS = 60

/** Whether the server takes what is written: a write of no meaning. */
export const runCheckWrites = defineScript<number>('bookkeeping/check-writes-1').calledWith(({ keys }: ScriptBase) => [
  [keys.writeCheck],
  [CHECK_SECONDS],
])
