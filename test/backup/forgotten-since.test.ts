import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { openBackup } from '../../src/backup/read-backup.ts'
import { restore } from '../../src/backup/restore.ts'
import { changeFactScope } from '../../src/memory/editing/change-scope.ts'
import { deleteConfirmed, deleteEverything, forgetPlace, proposeDeletion } from '../../src/memory/forgetting/forget.ts'
import type { ForgetRequest } from '../../src/memory/ports/user-memory-store.ts'
import type { SpreadMemory } from '../../src/redis/copy/spread-memory.ts'
import { readDeletionLines } from '../../src/redis/deletion-list/deletion-files.ts'
import { openDeletionList } from '../../src/redis/deletion-list/deletion-list.ts'
import { redisServerSettings } from '../../src/redis/stores/server-settings.ts'
import { dm } from '../contract/support/conversations.ts'
import { learningInputOf, memoryUpdate, statementFrom } from '../contract/support/memory-updates.ts'
import { deletionPlanOf, type SeededConversation, seedConversation } from '../contract/support/whole-memory.ts'
import { plainRedis, snowflake } from '../redis/support/fixtures.ts'
import { testFolder } from '../redis/support/local-server.ts'
import { wholeMemory } from '../redis/support/whole-memory.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { contentOf, emptyMemory, silentProgress } from './support/memory.ts'

type Memory = ReturnType<typeof wholeMemory>

/** Two people, of whom one told of zanzibar and the other of bees, and a backup of that. */
async function toldAndBackedUp() {
  const dataDir = testFolder()
  const whole = wholeMemory(plainRedis(), undefined, dataDir)
  const told = await seedConversation(whole, 'zanzibar', { guild: '4' })
  const other = await seedConversation(whole, 'bees')
  const memory = await emptyMemory(undefined, whole.keys)
  const file = join(dataDir, 'backup')
  await backUp(memory, { file, passphrase: undefined }, silentProgress())
  return { dataDir, whole, told, other, memory, file, user: told.questions[0].user }
}

async function restored(file: string, dataDir: string, target?: SpreadMemory) {
  const into = target ?? (await emptyMemory())
  const backup = await openBackup(file, async () => '')
  const options = {
    replaces: target !== undefined,
    acceptsAge: false,
    dataDir,
    historyDays: 30,
    wantedCells: 1,
    log: silentLogger,
  }
  return { ...into, report: await restore(into, backup, options, silentProgress()) }
}

const textOf = async (memory: SpreadMemory) =>
  (await contentOf(memory)).map(({ name, parts }) => `${name} ${Buffer.concat(parts).toString()}`).join('\n')

async function forget(memory: Memory, user: string, request: ForgetRequest): Promise<void> {
  const proposed = await proposeDeletion(user, request, memory.own)
  await deleteConfirmed(user, proposed?.choiceId ?? '', memory.own)
}

const ways: Readonly<Record<string, (memory: Memory, told: SeededConversation) => Promise<unknown>>> = {
  everything: ({ own }, { questions }) => deleteEverything(questions[0].user, snowflake(), own),
  'what was told of it': async (memory, { questions, facts }) => {
    await forget(memory, questions[0].user, { kind: 'things', facts: [facts[0].id], entities: ['cat'] })
  },
  'the conversation': async (memory, { questions: [{ user, channel }] }) => {
    await forget(memory, user, { kind: 'conversation', channel })
  },
  'everything since': async (memory, { questions: [{ user, saidAt }] }) => {
    await forget(memory, user, { kind: 'since', at: saidAt - 1 })
  },
  'the server': ({ own }, { questions: [{ user }] }) => forgetPlace(user, { guild: '4' }, own),
  'its message on Discord': async ({ store }, { questions, answers }) => {
    await store.deleteMessage(questions[0].id)
    await store.deleteMessage(answers[0])
  },
  'the words of its message': async ({ store }, { questions: [question], answers }) => {
    await store.editQuestion(question, dm, 'I love goats.')
    await store.deleteMessage(answers[0])
  },
}

test.each(Object.keys(ways))('%s, forgotten after the backup, stays forgotten in a fresh Redis', async way => {
  const { dataDir, whole, told, file, other, user } = await toldAndBackedUp()
  expect(await textOf(await restored(file, testFolder()))).toContain('zanzibar')

  await ways[way]?.(whole, told)
  const target = await restored(file, dataDir)

  const text = await textOf(target)
  expect(text).not.toContain('zanzibar')
  expect(text).toContain('bees')
  expect(target.report.deletions).toBeGreaterThan(0)
  const others = (memory: SpreadMemory) =>
    contentOf(memory).then(all => all.filter(({ name }) => name.includes(other.questions[0].user)))
  expect(await others(target)).toEqual(await others(await restored(file, testFolder())))
  expect(user).not.toBe(other.questions[0].user)
})

test.each(Object.keys(ways))(
  '%s leaves no word in the list of what was forgotten, in Redis or in the folder',
  async way => {
    const { dataDir, whole, told, memory } = await toldAndBackedUp()

    await ways[way]?.(whole, told)

    const lines = readDeletionLines(dataDir)
    const inRedis = await memory.redis.zrange(memory.keys.deletionList, '0', '-1')
    expect(lines.length).toBeGreaterThan(0)
    expect(inRedis).toHaveLength(lines.length)
    expect(new Set(inRedis)).toEqual(new Set(lines))
    expect(lines.join('\n')).not.toMatch(/zanzibar|love|goats|like|"cat"|bees/u)
  },
)

test('somebody who was forgotten stays forgotten, with what a backup knows of them that was gone by then', async () => {
  const { dataDir, whole, told, memory, file, user } = await toldAndBackedUp()
  const [question] = told.questions
  const input = await learningInputOf(whole.learning, question)
  const color = statementFrom(question, { entity: 'cat', field: 'attr:color', value: 'grey' })
  await whole.learning.commit(input, memoryUpdate(input, { statements: [color] }))
  await backUp(memory, { file: `${file}-later`, passphrase: undefined }, silentProgress())
  await whole.own.forget(user, deletionPlanOf({ statements: [color] }))
  expect(await textOf(await restored(`${file}-later`, testFolder()))).toContain('grey')

  await forget(whole, user, { kind: 'things', facts: [], entities: ['cat'] })

  expect(await textOf(await restored(`${file}-later`, dataDir))).not.toContain('grey')
})

test('what was told and forgotten after the backup is not learned again from the words that come back with it', async () => {
  const dataDir = testFolder()
  const whole = wholeMemory(plainRedis(), undefined, dataDir)
  const memory = await emptyMemory(undefined, whole.keys)
  const told = await seedConversation(whole, 'zanzibar')
  const file = join(dataDir, 'backup')
  // In the backup the words stand, and nothing was learned from them yet.
  const user = told.questions[0].user
  const { prefix } = whole.keys
  const aside = await emptyMemory()
  for (const kind of ['user', 'convs', 'messages']) {
    await memory.redis.copy(`${prefix}${kind}:{${user}}`, `${aside.keys.prefix}${kind}:{${user}}`)
  }
  for (const { channel } of told.questions.slice(0, 1)) {
    for (const kind of ['log', 'turns']) {
      const [from, to] = [prefix, aside.keys.prefix].map(one => `${one}${kind}:{${user}}:${channel}`)
      await memory.redis.copy(from ?? '', to ?? '')
    }
    await aside.redis.hset(aside.keys.conversation({ user, channel }), 'scope', 'dm')
  }
  await backUp(aside, { file, passphrase: undefined }, silentProgress())
  expect(await textOf(await restored(file, testFolder()))).toContain('zanzibar')

  await forget(whole, user, { kind: 'things', facts: told.facts.map(({ id }) => id), entities: ['cat'] })
  const target = await restored(file, dataDir)

  expect(await textOf(target)).not.toContain('zanzibar')
})

test('what was said since is not forgotten with what was forgotten before, where that very Redis gets an older backup', async () => {
  const { dataDir, whole, told, memory, file, user } = await toldAndBackedUp()
  await deleteEverything(user, snowflake(), whole.own)
  const later = join(dataDir, 'later')
  const again = await seedConversation(whole, 'goats', { user, channel: told.questions[0].channel })
  await backUp(memory, { file: later, passphrase: undefined }, silentProgress())

  const target = await restored(later, dataDir)
  const before = await restored(file, testFolder(), target)

  expect(again.questions[0].user).toBe(user)
  expect(await textOf(target)).not.toContain('zanzibar')
  // The older backup knows nothing of it, and the list does: in the Redis itself, without the folder.
  expect(before.report).toMatchObject({ deletions: 1, hasDeletionList: true })
})

test('a backup that was made after it was forgotten brings back what was said since', async () => {
  const { dataDir, whole, told, memory, user } = await toldAndBackedUp()
  await deleteEverything(user, snowflake(), whole.own)
  await seedConversation(whole, 'goats', { user, channel: told.questions[0].channel })
  const later = join(dataDir, 'later')
  await backUp(memory, { file: later, passphrase: undefined }, silentProgress())

  const target = await restored(later, dataDir)

  expect(await textOf(target)).toContain('goats')
})

test('what was kept to fewer people is not heard by more of them again', async () => {
  const { dataDir, whole, told, file, user } = await toldAndBackedUp()
  const [, fact] = told.facts
  const overview = await whole.own.readOverview(told.questions[0])
  const known = overview.known.facts.find(({ id }) => id === fact.id) ?? fact
  const change = changeFactScope(known, 'channel:77', overview)
  expect(await whole.own.applyChange(user, change)).toBe('kept')

  const target = await restored(file, dataDir)

  expect(await target.redis.exists(target.keys.fact(user, fact.id))).toBe(0)
  expect(await target.redis.exists(target.keys.fact(user, told.facts[0].id))).toBe(1)
})

test('who paused their memory since, and where it was switched off, is not remembered again', async () => {
  const { dataDir, whole, file, user, other } = await toldAndBackedUp()
  const list = openDeletionList({ redis: whole.redis, keys: whole.keys, dataDir, log: whole.log, now: Date.now })
  const servers = redisServerSettings(whole.redis, whole.keys, { deletionList: list })
  await whole.own.updateSettings(user, { isPaused: true })
  await whole.own.updateSettings(other.questions[0].user, { isPaused: true })
  await whole.own.updateSettings(other.questions[0].user, { isPaused: false })
  await servers.setMemoryOff('4', true)

  const { redis, keys } = await restored(file, dataDir)

  expect(await redis.hget(keys.user(user), 'paused')).toBe('1')
  expect(await redis.hget(keys.user(other.questions[0].user), 'paused')).toBeNull()
  expect(await redisServerSettings(redis, keys).isMemoryOff('4')).toBe(true)
})

test('forgetting again goes on where it was cut off', async () => {
  const { dataDir, whole, told, file, user } = await toldAndBackedUp()
  await deleteEverything(user, snowflake(), whole.own)
  const target = await emptyMemory()
  const backup = await openBackup(file, async () => '')
  const options = { replaces: false, acceptsAge: false, dataDir, historyDays: 30, wantedCells: 1, log: silentLogger }
  const cutOff = {
    ...silentProgress(),
    tell: (line: string) => {
      if (line.includes('Forgetting again')) throw new Error('the process ends here')
    },
  }

  await expect(restore(target, backup, options, cutOff)).rejects.toThrow('ends here')
  const halfway = await textOf(target)
  await restore(target, backup, options, silentProgress())

  expect(halfway).toContain('zanzibar')
  expect(await textOf(target)).not.toContain('zanzibar')
  expect(told.questions).toHaveLength(3)
})

test('lines that are cut off or foreign are passed over, and months that are too old go', async () => {
  const { dataDir, whole, user, told } = await toldAndBackedUp()
  const folder = join(dataDir, 'deletions')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '2019-01'), '{"at":1,"kind":"everything","user":"1","epoch":"x"}\n')
  await deleteEverything(user, snowflake(), whole.own)
  const [month = ''] = readdirSync(folder)

  expect(readdirSync(folder)).toEqual([month])
  writeFileSync(join(folder, month), `what is this?\n${readFileSync(join(folder, month), 'utf8')}{"at":1,"kind":"ever`)

  const { report } = await restored(join(dataDir, 'backup'), dataDir)
  expect(report.deletions).toBe(1)
  expect(told.facts).toHaveLength(2)
})

test('where no file can be written, it is told once, and the Redis knows of it', async () => {
  const { dataDir, whole, user, memory, other, file } = await toldAndBackedUp()
  writeFileSync(join(dataDir, 'deletions'), 'a file in the way')
  await deleteEverything(user, snowflake(), whole.own)
  await deleteEverything(other.questions[0].user, snowflake(), whole.own)

  const warnings = whole.log.lines.filter(({ message }) => message.includes('can’t be noted in a file'))
  expect(warnings).toHaveLength(1)
  const target = await restored(file, testFolder(), memory)
  expect(await textOf(target)).not.toMatch(/zanzibar|bees/u)
})
