import { expect, test } from 'vitest'
import type { Embedder } from '../../../src/memory/ports/embedder.ts'
import { relatednessExamples } from '../../../src/memory/retrieval/floor/examples.ts'
import { learnFloor } from '../../../src/memory/retrieval/floor/learn-floor.ts'
import { meaningOf, modelThatKnows, wordCounter } from '../support/embedders.ts'

test('a model that tells what belongs together gets a floor under which nearly nothing else is', async () => {
  const floor = await learnFloor(modelThatKnows())

  if (floor === undefined || floor === 'unfit') throw new Error('no floor')
  expect(floor.related).toBeGreaterThan(0.9)
  expect(floor.unrelated).toBeLessThan(0.02)
  const { point, nearness } = floor.sightOf(meaningOf('cat'))
  const near = (text: string) => {
    const fact = meaningOf(text)
    return nearness(point.reduce((sum, value, at) => sum + value * (fact[at] ?? 0), 0))
  }
  expect(near('Luna is a Maine Coon.')).toBeGreaterThan(floor.least)
  expect(near('The user flies to Crete for two weeks in June.')).toBeLessThan(floor.least)
})

test('a model that counts words decides nothing, nor one that gives all texts the same place', async () => {
  expect(await learnFloor(wordCounter)).toBe('unfit')
  expect(await learnFloor({ embed: async texts => texts.map(() => new Float32Array([1, 0])) })).toBe('unfit')
})

test('without embeddings nothing is learned', async () => {
  const away: Embedder = { embed: async () => undefined }

  expect(await learnFloor(away)).toBeUndefined()
})

test('every example has facts, and no question is there twice', () => {
  const questions = relatednessExamples.map(({ question }) => question)

  expect(new Set(questions).size).toBe(questions.length)
  expect(relatednessExamples.every(({ facts, topic }) => facts.length > 1 && topic !== '')).toBe(true)
})
