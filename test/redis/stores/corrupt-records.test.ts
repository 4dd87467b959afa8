import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import {
  runListUnembedded,
  runReadEmbeddings,
  runStoreEmbeddings,
} from '../../../src/redis/scripts/vector-index/embeddings.ts'
import { change, factFromQuestion } from '../../contract/support/changes.ts'
import { dm, questionOf } from '../../contract/support/conversations.ts'
import {
  factFrom,
  learningInputOf,
  memoryUpdate,
  statementFrom,
  summaryOf,
  talk,
} from '../../contract/support/memory-updates.ts'
import { storedConversation } from '../../contract/user-memory-store/restore.ts'
import { serverAudience } from '../../support/audiences.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'
import { userMemoryStores } from '../support/user-memory-store.ts'

/** What no script expects: texts that are no JSON, JSON of other shapes, numbers that are none, halves of names. */
const junk = [
  ...['', '7', 'x', 'null', '[]', '{}', '"text"', '{"half', '[null,7,{}]', '\ud83d', '1e999', 'inf', '-1', ':'],
  ...['{"sources":[7,null,{}],"id":7,"text":null}', '{"sources":{"a":1},"replaces":7}', '{"sources":7,"saidAt":"nan"}'],
  ...['{"scope":7,"text":7,"rev":[]}', '{"scope":"dm","text":"","rev":1e999,"messages":[]}', '{"messages":[7,null]}'],
  ...['{"id":"s","covers":7}', '{"id":7,"covers":[7]}', '{"value":null,"saidAt":null,"sources":null}'],
  ...['q:', 'a:x', 'q:7', '00000000000000000007:f:', '00000000000000000007:s:x', '00000000000000000007:z:', '000'],
]

/** Breaks all values of a key; a set, in every way at once. */
async function breakAll(redis: Redis, key: string, value: string): Promise<void> {
  switch (await redis.type(key)) {
    case 'hash': {
      const fields = [...(await redis.hkeys(key)), value]
      await redis.hset(key, Object.fromEntries(fields.map(field => [field, value])))
      break
    }
    case 'zset': {
      const members = await redis.zrange(key, '0', '-1')
      // Something else behind the halves of what is there, too: a message's id, or a lead to something.
      const begins = ['', ...new Set(members.flatMap(parts))]
      await redis.zadd(key, ...begins.flatMap(begin => junk.flatMap(member => [0, begin + member])))
      break
    }
    case 'set':
      await redis.sadd(key, ...junk)
      break
    default:
      await redis.set(key, value)
  }
}

/** What a member begins with, up to each colon. */
function parts(member: string): string[] {
  return [...member.matchAll(/:|$/g)].map(({ index }) => member.slice(0, index + 1))
}

/** A user of whom everything is kept that there is, and everything that can be done with it. */
async function scene(redis: Redis) {
  const { store, learning, keys, own } = userMemoryStores(redis)
  const questions = await talk(store, ['one', 'two', 'three', 'four'])
  const [first = questionOf(), second = questionOf(), third = questionOf(), fourth = questionOf()] = questions
  const begin = await learningInputOf(learning, first)
  const summary = summaryOf(begin.turns.slice(0, 2))
  await learning.commit(begin, {
    ...memoryUpdate(begin, {
      facts: [factFrom(second, { sources: [second.id, first.id], near: 'one\nI see.' }), factFrom(third)],
      statements: [statementFrom(second), statementFrom(first, { entity: 'sarah' })],
      setAside: [{ turn: `q:${first.id}`, reason: 'malformed' }],
      summary: { summarizedTo: `a:${first.id}`, segment: summary },
    }),
    learnedTo: `a:${third.id}`,
  })
  await store.editQuestion(second, dm, 'Two!')
  const open = { ...first, id: snowflake(), text: 'five' }
  const snapshot = await store.keepQuestion(open, dm)
  const ground = snapshot === 'claimed' ? '' : snapshot.snapshotToken
  const { user } = first
  const answer = { text: 'Yes.', saidAt: 1, messages: [snowflake()] }
  const choice = await own.keepChoice(user, { kind: 'done' })
  const trace = { facts: [], segments: [], window: [], lookups: 0 }

  async function learn() {
    const input = await learning.readInput(first)
    if (input === undefined) return
    const known = input.knowledgeFor(dm)
    const [older, newer] = input.summaries
    await learning.recordFailure(input, 'fold', { size: 1, tries: 1 })
    await learning.commit(
      input,
      memoryUpdate(input, {
        facts: [factFrom(fourth)],
        confirmed: known.facts.map(({ id }) => ({ fact: id, saidAt: 9 })),
        statements: known.statements.map(statement => statementFrom(fourth, { ...statement, saidAt: 9e12 })),
        evictedFacts: known.facts.slice(0, 1).map(({ id }) => id),
        evictedEntities: ['sarah'],
        relearnedTurns: input.relearn,
        summary: {
          summarizedTo: `a:${fourth.id}`,
          ...(input.turns.length > 0 && { segment: summaryOf(input.turns) }),
          ...(older && newer && { merged: { from: [older.id, newer.id], segment: older } }),
        },
      }),
    )
  }

  async function embed() {
    const field = 'e:test_model:2'
    await runReadEmbeddings({ redis, keys }, user, field, { version: '', ids: [], prefixes: [], prefixBytes: 8 })
    await runListUnembedded({ redis, keys }, user, { field: 'e:a:2', limit: 9 })
    const ids = await redis.zrange(keys.facts(user), '0', '-1')
    const embedding = Buffer.from('bytes!!!')
    const embedded = ids.map(id => ({ id, text: 'Alex lives in Lisbon.', near: '', embedding }))
    await runStoreEmbeddings({ redis, keys }, user, 'e:a:2', embedded)
  }

  /** Under the epoch as it is now: under another one nothing would be touched. */
  async function changeAll() {
    const now = (await redis.hget(keys.user(user), 'epoch')) ?? ''
    const facts = (await redis.zrange(keys.facts(user), '0', '-1')).filter(id => /^[\w-]{1,64}$/.test(id))
    const told = factFromQuestion(third, { guild: '7' })
    await own.applyChange(
      user,
      change(now, {
        facts: [told, ...facts.slice(0, 1).map(id => ({ ...told, id }))],
        statements: [statementFrom(second), statementFrom(third, { entity: 'sarah' })],
        confirmed: facts.slice(0, 1).map(fact => ({ fact, saidAt: 9 })),
        removed: { facts: facts.slice(1), statements: [statementFrom(first, { entity: 'sarah' })] },
        evictedFacts: facts.slice(1),
        sourceMessage: third.id,
      }),
    )
    const held = storedConversation({ guild: '7', segments: [summaryOf(begin.turns)] })
    await own.restoreConversation(user, now, held)
  }

  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    look: () => store.readSnapshot(open, dm),
    answer: () => store.keepAnswer(open, ground, answer, trace),
    reopen: () => store.reopenQuestion(open, dm),
    edit: () => store.reopenQuestion(open, dm, 'Five!'),
    'edit an old one': () => store.editQuestion(first, dm, 'One!'),
    'the last answer': () => store.findLastAnswer(first),
    trace: () => store.readTrace(open),
    backlog: async () => learning.setNextDue(await learning.readBacklog(user), 0),
    learn,
    embed,
    'receive late': () => store.keepQuestion({ ...first, id: String(BigInt(first.id) + 1n) }, dm),
    'receive in a server': () => store.keepQuestion(questionOf({ user, guild: '7' }), serverAudience('7')),
    'learn again': learn,
    'change anything': changeAll,
    'set anything': async () => {
      await own.updateSettings(user, { timeZone: 'Asia/Tokyo', locale: 'ja' })
      await own.setIncognito({ user, channel: '5' }, true)
      await own.replaceChoice(user, choice, { kind: 'done' })
      await own.keepChoice(user, { kind: 'done' })
      return await own.readChoice(user, choice)
    },
    'delete an answer': () =>
      store.deleteMessage(begin.turns.flatMap(turn => ('messages' in turn ? turn.messages : []))[0] ?? '1'),
    'delete questions': async () => {
      for (const { id } of questions) await store.deleteMessage(id)
    },
    waiting: async () => {
      await learning.postpone(user, 1)
      return [await learning.listDue(9), await learning.countWaitingUsers(), await store.takeOverClaims(wholeBot)]
    },
  }
  return { keys, steps }
}

const values = ['user', 'conv', 'log', 'fact', 'entity', 'claims', 'message', 'offers'].map(kind => ({
  kind,
  ways: junk,
}))
const sets = [
  ...['turns', 'relearn', 'convs', 'messages', 'facts', 'entities', 'sources', 'pending'],
  'unembedded',
].map(kind => ({ kind, ways: ['every'] }))

test.each([...values, ...sets])(
  'whatever stands in $kind, no script stops halfway: nothing would take back what it did',
  async ({ kind, ways }) => {
    const redis = plainRedis()
    for (const value of ways) {
      const { keys, steps } = await scene(redis)
      const prefix = keys.pending.slice(0, -'pending'.length)
      const broken = (await redis.keys(`${prefix}${kind}*`)).filter(
        key => key.slice(prefix.length).split(':')[0] === kind,
      )
      expect(broken).not.toEqual([])
      for (const key of broken) await breakAll(redis, key, value)

      const failures: unknown[] = []
      for (const [name, step] of Object.entries(steps)) {
        await step().catch((error: unknown) => failures.push([name, error]))
      }

      expect(failures, value).toEqual([])
    }
  },
)
