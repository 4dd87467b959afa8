import { MOST_CHANGED, type OwnMemory } from '../../memory/own-memory.ts'
import { runScript } from '../scripts.ts'
import { newEpoch } from '../store.ts'
import { changeArgs, guildsOf } from './change-args.ts'
import { keptSeconds } from './kept-seconds.ts'
import type { OwnOptions } from './options.ts'
import { TooMuch } from './refused.ts'

/** What users tell, move and correct by themselves. */
export function changing(options: Pick<OwnOptions, 'redis' | 'keys' | 'historyDays'>): Pick<OwnMemory, 'change'> {
  const { redis, keys } = options
  const seconds = keptSeconds(options)

  return {
    async change(user, change) {
      const size = change.facts.length + change.statements.length
      if (size > MOST_CHANGED) throw new TooMuch('A change holds more than may be kept at once.', { size })
      const kept = await runScript(
        redis,
        'change',
        [
          ...[keys.user(user), keys.facts(user), keys.entities(user), keys.sources(user), keys.unembedded],
          ...[keys.messages(user), keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix],
          ...[keys.guilds(user), ...guildsOf(change).map(keys.guild)],
        ],
        changeArgs(user, change, { keys, epoch: newEpoch(), seconds }),
      )
      return kept === 1 ? 'kept' : 'moved'
    },
  }
}
