import { z } from 'zod'
import { nothing, sum } from '../../memory/own/counted.ts'
import type { Forgotten, OwnMemory } from '../../memory/own-memory.ts'
import { USER_ENTITY, type UserId } from '../../memory/types.ts'
import { digits, snowflake } from '../keys.ts'
import { runScript } from '../scripts.ts'
import { DELETED_SECONDS, newEpoch } from '../store.ts'
import { unavailable } from '../unavailable.ts'
import type { OwnOptions } from './options.ts'

/** So long an old write can be under way at most. */
const EPOCH_SECONDS = 86_400

/** What one script takes away: 1 to 3 ms (bench/forgetting.ts). */
const STEP = { facts: 50, others: 100 }

const begun = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])
const taken = z.tuple([z.number(), z.number(), z.number()])

type Options = Pick<OwnOptions, 'redis' | 'keys' | 'index' | 'known' | 'onForgotten'>

/** Takes away everything of a user. */
export function forgettingEverything(options: Options): Pick<OwnMemory, 'forgetEverything'> {
  const { redis, keys } = options

  async function begin(user: UserId): Promise<Forgotten> {
    const epoch = newEpoch()
    const found = await runScript(
      redis,
      'forget-everything',
      [
        ...[keys.user(user), keys.conversations(user), keys.entities(user), keys.aside(user), keys.offers(user)],
        ...[keys.guilds(user), keys.pending, keys.unembedded, keys.going],
        ...[keys.facts(user), keys.traces(user), keys.messages(user), keys.sources(user)],
        ...[...keys.goingLists(user, epoch), ...keys.conversationPrefixes(user)],
        ...[keys.entityPrefix(user), keys.guildPrefix],
      ],
      [digits(user), epoch, EPOCH_SECONDS, USER_ENTITY],
    )
    const [entities, statements, turns, segments, conversations] = begun.parse(found)
    return { ...nothing, entities, statements, turns, segments, conversations }
  }

  return {
    async forgetEverything(user) {
      let forgotten = nothing
      try {
        forgotten = await begin(user)
        for (const epoch of await epochsGoing(options, user)) {
          forgotten = sum(forgotten, await takeGoing(options, user, epoch))
        }
        await takeClaims(options, user)
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
export async function finishForgetting(options: Options): Promise<void> {
  for (const { user, epoch } of await allGoing(options)) {
    await takeGoing(options, user, epoch)
    options.index.forget(user)
  }
}

/** The lists of a user that are not yet done with. */
export async function epochsGoing(options: Pick<Options, 'redis' | 'keys'>, user: UserId): Promise<string[]> {
  return (await allGoing(options)).filter(going => going.user === user).map(({ epoch }) => epoch)
}

async function allGoing({ redis, keys }: Pick<Options, 'redis' | 'keys'>): Promise<{ user: UserId; epoch: string }[]> {
  const members = await redis.smembers(keys.going).catch((error: unknown) => {
    throw unavailable('smembers', error)
  })
  return members.flatMap(member => {
    const [user = '', epoch = ''] = member.split(':')
    return snowflake.safeParse(user).success && /^\w+$/u.test(epoch) ? [{ user, epoch }] : []
  })
}

async function takeGoing({ redis, keys }: Pick<Options, 'redis' | 'keys'>, user: UserId, epoch: string) {
  let forgotten = nothing
  for (let isMore = true; isMore; ) {
    const found = await runScript(
      redis,
      'take-going',
      [
        ...keys.goingLists(user, epoch),
        ...[keys.facts(user), keys.traces(user), keys.messages(user), keys.sources(user), keys.going],
        ...[keys.factPrefix(user), keys.tracePrefix(user), keys.messagePrefix, keys.logPrefix(user)],
      ],
      [digits(user), epoch, STEP.facts, STEP.others, DELETED_SECONDS],
    )
    const [facts, traces, more] = taken.parse(found)
    forgotten = sum(forgotten, { ...nothing, facts, traces })
    isMore = more === 1
  }
  return forgotten
}

/** Ends the claims of questions that are gone: nothing of what is answered to them would be kept. */
async function takeClaims({ redis, keys }: Pick<Options, 'redis' | 'keys'>, user: UserId): Promise<void> {
  let cursor = '0'
  do {
    const [next, found] = await redis
      .hscan(keys.claims, cursor, 'MATCH', `${digits(user)}:*`, 'COUNT', STEP.others)
      .catch((error: unknown) => {
        throw unavailable('hscan', error)
      })
    cursor = next
    const fields = found.filter((_, i) => i % 2 === 0)
    if (fields.length > 0) {
      await runScript(redis, 'take-claims', [keys.claims, keys.messagePrefix, keys.logPrefix(user)], fields)
    }
  } while (cursor !== '0')
}
