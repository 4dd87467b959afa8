import { type DeletionCounts, emptyDeletionCounts, sumDeletionCounts } from '../../../memory/ports/user-memory-store.ts'
import type { MessageId, UserId } from '../../../memory/types.ts'
import { withMemoryErrors } from '../../connection/errors.ts'
import { assertSnowflake, snowflakeSchema } from '../../keys.ts'
import { newEpoch } from '../../scripts/script-context.ts'
import { type Purge, runForgetEverything, runPurgeStep, runReleaseClaims } from '../../scripts/user-memory/forget.ts'
import { type UserMemoryDependencies, withCachesCleared } from './dependencies.ts'

/** What one script removes: 1 to 3 ms (bench/forgetting.ts). */
const STEP_SIZES = { facts: 50, others: 100 }

type Dependencies = Pick<UserMemoryDependencies, 'redis' | 'keys' | 'historyDays'>

/** Removes everything of a user, also what was said up to an id and comes in only now. */
export async function purgeUser(
  dependencies: UserMemoryDependencies,
  user: UserId,
  until: MessageId,
): Promise<DeletionCounts> {
  return await withCachesCleared(dependencies, user, async () => {
    const epoch = newEpoch()
    await dependencies.deletionList?.record({ kind: 'everything', user, epoch })
    const found = await runForgetEverything(dependencies, user, epoch, until)
    const [entities, statements, turns, summaries, conversations, traces] = found
    let counts: DeletionCounts = {
      ...emptyDeletionCounts,
      entities,
      statements,
      turns,
      summaries,
      conversations,
      traces,
    }
    for (const epoch of await purgingEpochs(dependencies, user)) {
      counts = sumDeletionCounts(counts, await purge(dependencies, { user, epoch }))
    }
    await releaseClaims(dependencies, user)
    const { redis, keys } = dependencies.firstCell ?? dependencies
    await withMemoryErrors(redis).zrem(keys.directUsers, user)
    return counts
  })
}

/** Goes on where forgetting everything was cut off in the middle, of any user. Throws MemoryUnavailable. */
export async function resumePurges(dependencies: Dependencies & Pick<UserMemoryDependencies, 'index'>): Promise<void> {
  for (const found of await allPurges(dependencies)) {
    await purge(dependencies, found)
    dependencies.index.forget(found.user)
  }
}

/** The epochs of a user whose lists are not yet empty. */
export async function purgingEpochs(dependencies: Dependencies, user: UserId): Promise<string[]> {
  return (await allPurges(dependencies)).filter(found => found.user === user).map(({ epoch }) => epoch)
}

async function allPurges({ redis, keys }: Dependencies): Promise<Purge[]> {
  const members = await withMemoryErrors(redis).smembers(keys.purges)
  return members.flatMap(member => {
    const [user = '', epoch = ''] = member.split(':')
    return snowflakeSchema.safeParse(user).success && /^\w+$/u.test(epoch) ? [{ user, epoch }] : []
  })
}

async function purge(dependencies: Dependencies, found: Purge): Promise<DeletionCounts> {
  let counts = emptyDeletionCounts
  for (let isMore = true; isMore; ) {
    const [facts, traces, more] = await runPurgeStep(dependencies, found, STEP_SIZES)
    counts = sumDeletionCounts(counts, { ...emptyDeletionCounts, facts, traces })
    isMore = more === 1
  }
  return counts
}

/** Ends the claims of questions that are gone: no answer to them would be kept. */
async function releaseClaims({ redis, keys }: Dependencies, user: UserId): Promise<void> {
  const pattern = `${assertSnowflake(user)}:*`
  let cursor = '0'
  do {
    const [next, found] = await withMemoryErrors(redis).hscan(
      keys.claims,
      cursor,
      'MATCH',
      pattern,
      'COUNT',
      STEP_SIZES.others,
    )
    cursor = next
    const fields = found.filter((_, i) => i % 2 === 0)
    if (fields.length > 0) await runReleaseClaims({ redis, keys }, user, fields)
  } while (cursor !== '0')
}
