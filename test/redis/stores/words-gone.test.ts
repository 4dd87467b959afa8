import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openRedisMemory } from '../../../src/redis/open.ts'
import { dm, questionOf, receiveQuestion } from '../../contract/support/conversations.ts'
import { snowflake } from '../support/fixtures.ts'
import { testFolder } from '../support/local-server.ts'

test('a message that is deleted or edited on Discord takes what the process remembers of its words along', async () => {
  const settings = {
    url: inject('redisUrl'),
    dataDir: testFolder(),
    keyPrefix: `test:${randomUUID()}:`,
    windowMessages: 20,
  }
  const waits = { logLimit: 2000, historyDays: 30, learnDelayMs: 300_000, learnBatch: 10, onFailure: () => undefined }
  const embedding = { model: 'test', dimensions: 3 }
  const memory = await openRedisMemory({ ...settings, ...waits, embedding }, pino({ level: 'silent' }))
  onTestFinished(() => memory.close())
  const question = questionOf()
  await receiveQuestion(memory.conversations, question)
  let told = 0
  memory.onWordsGone(() => {
    told += 1
  })

  await memory.conversations.deleteMessage(snowflake())
  const ofOthers = told
  await memory.conversations.editQuestion(question, dm, 'other words')
  const ofEdit = told
  await memory.conversations.deleteMessage(question.id)

  expect([ofOthers, ofEdit, told]).toEqual([0, 1, 2])
})
