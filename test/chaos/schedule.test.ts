import { expect, test } from 'vitest'
import { faultKinds, makeSchedule } from '../../chaos/schedule.ts'
import { answerLinesIn, answerTo, markedWord, markedWordsIn, questionOf } from '../../chaos/words.ts'
import { fc } from '../support/property.ts'

const options = { seed: 7, ms: 600_000, processes: 2, people: 6, places: 6 }

test('a seed brings the same deeds and faults every time, and another one others', () => {
  expect(makeSchedule(options)).toEqual(makeSchedule(options))
  expect(makeSchedule({ ...options, seed: 8 })).not.toEqual(makeSchedule(options))
})

test('in ten minutes every fault comes, and everything that people do', () => {
  const { faults, deeds } = makeSchedule(options)

  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(Object.keys(faultKinds)))
  expect(new Set(deeds.map(({ kind }) => kind)).size).toBe(6)
  expect(deeds.length).toBeGreaterThan(500)
})

test('whatever the seed, no thing is broken twice at the same time, and all are whole again soon after the end', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 5000, max: 300_000 }), (seed, ms) => {
      const { faults } = makeSchedule({ ...options, seed, ms })
      const things = Map.groupBy(faults, ({ kind, process }) => {
        const { subject } = faultKinds[kind]
        return subject === 'process' || subject === 'clock' ? `process ${process}` : subject
      })
      for (const all of things.values())
        for (const [at, fault] of all.entries())
          expect(fault.at).toBeGreaterThan((all[at - 1]?.at ?? -1) + (all[at - 1]?.lastsMs ?? 0))
      for (const { at, lastsMs } of faults) expect(at + lastsMs).toBeLessThan(ms + 20_001)
    }),
  )
})

test('each message has a word of its own, by which it is known in any text', () => {
  const words = Array.from({ length: 20_000 }, (_, number) => markedWord(number))

  expect(new Set(words).size).toBe(words.length)
  for (const word of words.slice(0, 100)) expect(markedWordsIn(`> ${questionOf(word, true)} …`)).toEqual([word])
})

test('an answer tells in each line what it answers, and how long it is', () => {
  const [first, second] = [markedWord(1), markedWord(2)]
  const lines = answerLinesIn(answerTo(`${questionOf(first, false)}\n${questionOf(second, true)}`))

  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: lines.length }, (_, at) => at + 1))
  expect(lines.every(({ of, words }) => of === lines.length && words.join() === `${first},${second}`)).toBe(true)
  expect(answerTo(questionOf(first, true)).length).toBeGreaterThan(2000)
})
