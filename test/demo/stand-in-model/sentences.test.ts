import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { KEY_PREFIX } from '../../../bench/learning/open-stores.ts'
import { measureSentences } from '../../../bench/stand-in/measure.ts'
import { readSentences } from '../../../bench/stand-in/sentence-file.ts'
import { startStandInModel } from '../../../demo/stand-in-model/server.ts'
import { createOpenAiExtractionModel } from '../../../src/llm/openai/extraction-model.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { emptyRedis } from '../../support/empty-redis.ts'
import { silentLogger } from '../../support/silent-logger.ts'

afterAll(() => emptyRedis([KEY_PREFIX]))

test('of sixty sentences that were written before the rules, at least half of what they tell is kept, and nothing wrong', {
  timeout: 60_000,
}, async ({ onTestFinished }) => {
  const standIn = await startStandInModel()
  onTestFinished(() => standIn.close())
  const settings = { model: 'stand-in', baseUrl: standIn.url, timeoutMs: 10_000 }
  const model = createOpenAiExtractionModel(settings, silentLogger)
  const sentences = readSentences(join(import.meta.dirname, 'blind-sentences.json'))

  const shares = await measureSentences(sentences, {
    url: inject('redisUrl'),
    counter: await loadTokenCounter(),
    model,
  })

  const kept = shares.reduce((sum, share) => sum + share.kept, 0)
  expect(sentences).toHaveLength(60)
  expect(kept / shares.reduce((sum, share) => sum + share.all, 0)).toBeGreaterThanOrEqual(0.5)
  expect(shares.flatMap(({ of, wrong }) => wrong.map(fact => `${of}: ${fact}`))).toEqual([])
})
