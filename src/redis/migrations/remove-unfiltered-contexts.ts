import { withMemoryErrors } from '../connection/errors.ts'
import { usersWithFacts } from '../everybody/users-with-facts.ts'
import { snowflakeSchema } from '../keys.ts'
import { runExpireContexts } from '../scripts/user-memory/forget.ts'
import type { MigrationContext } from './migration.ts'

/**
 * Empties the contexts of all facts: they held answers of the bot as well, and words that are left out of a context today.
 * They are for matching only; facts and embeddings stay as they are.
 */
export async function removeUnfilteredContexts({ redis, keys, signal }: MigrationContext): Promise<number> {
  let emptied = 0
  for await (const user of usersWithFacts(withMemoryErrors(redis), keys)) {
    signal.throwIfAborted()
    if (!snowflakeSchema.safeParse(user).success) continue
    emptied += await runExpireContexts({ redis, keys }, user, Number.MAX_SAFE_INTEGER)
  }
  return emptied
}
