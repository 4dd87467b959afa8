import { z } from 'zod'
import type { DeletionCounts, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import { emptyDeletionCounts, sumDeletionCounts } from '../../../memory/ports/user-memory-store.ts'
import { USER_ENTITY, type UserId } from '../../../memory/types.ts'
import { toMemoryUnavailable } from '../../connection/errors.ts'
import { assertSnowflake, snowflakeSchema } from '../../keys.ts'
import { runScript } from '../../run-script.ts'
import { newEpoch, TOMBSTONE_SECONDS } from '../conversations.ts'
import type { UserMemoryDependencies } from './options.ts'

/** So long an old write can be under way at most. */
const EPOCH_SECONDS = 86_400

/** What one script takes away: 1 to 3 ms (bench/forgetting.ts). */
const STEP_SIZE = { facts: 50, others: 100 }

const beginReplySchema = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])
const purgeReplySchema = z.tuple([z.number(), z.number(), z.number()])

type ForgetEverythingDependencies = Pick<UserMemoryDependencies, 'redis' | 'keys' | 'index' | 'known' | 'onForgotten'>

/** Takes away everything of a user. */
export function forgetEverythingMethods(
  options: ForgetEverythingDependencies,
): Pick<UserMemoryStore, 'forgetEverything'> {
  const { redis, keys } = options

  async function begin(user: UserId): Promise<DeletionCounts> {
    const epoch = newEpoch()
    const found = await runScript(
      redis,
      'forget-everything',
      [
        ...[
          keys.user(user),
          keys.conversations(user),
          keys.entities(user),
          keys.setAsideTurns(user),
          keys.pendingChoices(user),
        ],
        ...[keys.guilds(user), keys.pending, keys.unembedded, keys.purges],
        ...[keys.facts(user), keys.traces(user), keys.messages(user), keys.messageLinks(user)],
        ...[...keys.purgeLists(user, epoch), ...keys.conversationPrefixes(user)],
        ...[keys.entityPrefix(user), keys.guildPrefix],
      ],
      [assertSnowflake(user), epoch, EPOCH_SECONDS, USER_ENTITY],
    )
    const [entities, statements, turns, segments, conversations] = beginReplySchema.parse(found)
    return { ...emptyDeletionCounts, entities, statements, turns, summaries: segments, conversations }
  }

  return {
    async forgetEverything(user) {
      let forgotten = emptyDeletionCounts
      try {
        forgotten = await begin(user)
        for (const epoch of await purgingEpochs(options, user)) {
          forgotten = sumDeletionCounts(forgotten, await purge(options, user, epoch))
        }
        await releaseClaims(options, user)
      } finally {
        options.known.forget(user)
        options.index.forget(user)
        options.onForgotten(user)
      }
      return forgotten
    },
  }
}

/** Goes on where forgetting everything was cut off in the middle, of anybody. Throws MemoryUnavailable. */
export async function resumePurges(options: ForgetEverythingDependencies): Promise<void> {
  for (const { user, epoch } of await allPurges(options)) {
    await purge(options, user, epoch)
    options.index.forget(user)
  }
}

/** The lists of a user that are not yet done with. */
export async function purgingEpochs(
  options: Pick<ForgetEverythingDependencies, 'redis' | 'keys'>,
  user: UserId,
): Promise<string[]> {
  return (await allPurges(options)).filter(going => going.user === user).map(({ epoch }) => epoch)
}

async function allPurges({
  redis,
  keys,
}: Pick<ForgetEverythingDependencies, 'redis' | 'keys'>): Promise<{ user: UserId; epoch: string }[]> {
  const members = await redis.smembers(keys.purges).catch((error: unknown) => {
    throw toMemoryUnavailable('smembers', error)
  })
  return members.flatMap(member => {
    const [user = '', epoch = ''] = member.split(':')
    return snowflakeSchema.safeParse(user).success && /^\w+$/u.test(epoch) ? [{ user, epoch }] : []
  })
}

async function purge(
  { redis, keys }: Pick<ForgetEverythingDependencies, 'redis' | 'keys'>,
  user: UserId,
  epoch: string,
) {
  let forgotten = emptyDeletionCounts
  for (let isMore = true; isMore; ) {
    const found = await runScript(
      redis,
      'take-going',
      [
        ...keys.purgeLists(user, epoch),
        ...[keys.facts(user), keys.traces(user), keys.messages(user), keys.messageLinks(user), keys.purges],
        ...[keys.factPrefix(user), keys.tracePrefix(user), keys.messagePrefix, keys.logPrefix(user)],
      ],
      [assertSnowflake(user), epoch, STEP_SIZE.facts, STEP_SIZE.others, TOMBSTONE_SECONDS],
    )
    const [facts, traces, more] = purgeReplySchema.parse(found)
    forgotten = sumDeletionCounts(forgotten, { ...emptyDeletionCounts, facts, traces })
    isMore = more === 1
  }
  return forgotten
}

/** Ends the claims of questions that are gone: nothing of what is answered to them would be kept. */
async function releaseClaims(
  { redis, keys }: Pick<ForgetEverythingDependencies, 'redis' | 'keys'>,
  user: UserId,
): Promise<void> {
  let cursor = '0'
  do {
    const [next, found] = await redis
      .hscan(keys.claims, cursor, 'MATCH', `${assertSnowflake(user)}:*`, 'COUNT', STEP_SIZE.others)
      .catch((error: unknown) => {
        throw toMemoryUnavailable('hscan', error)
      })
    cursor = next
    const fields = found.filter((_, i) => i % 2 === 0)
    if (fields.length > 0) {
      await runScript(redis, 'take-claims', [keys.claims, keys.messagePrefix, keys.logPrefix(user)], fields)
    }
  } while (cursor !== '0')
}
