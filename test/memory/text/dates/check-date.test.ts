import { describe, expect, test } from 'vitest'
import type { ExtractedFact } from '../../../../src/memory/ports/extraction-model.ts'
import { talk, verifiedFrom } from '../../support/extraction.ts'

/** The date that is kept where a model says one of a line, said on Monday, 16 November 2026; or why there is none. */
function dated(line: string, eventAt: string, told: Partial<ExtractedFact> = {}): string {
  const { facts, rejected } = verifiedFrom({ turns: talk([`user: ${line}`]) }, [
    { text: 'The user does something.', eventAt, kind: 'event', ...told },
  ])
  return [facts[0]?.eventAt, ...Object.keys(rejected)].filter(Boolean).join(' ')
}

describe('a date that the words bear out stays', () => {
  test.each([
    ['the exam is next Friday', '2026-11-20'],
    ['the exam is next Friday', '2026-11-27'],
    ['the exam is on Friday', '2026-11-20'],
    ['I saw her on Friday', '2026-11-13'],
    ['we leave tomorrow', '2026-11-17'],
    ['we leave the day after tomorrow', '2026-11-18'],
    ['we left last night', '2026-11-15'],
    ['I moved last week', '2026-11-10'],
    ['I moved three weeks ago', '2026-10-26'],
    ['we go to Japan in March', '2027-03'],
    ['we went to Japan in March', '2026-03'],
    ['since 2019', '2019'],
    ['born on 5 May 1990', '1990-05-05'],
    ['born May 5th, 1990', '1990-05-05'],
    ['on 3/4/2027', '2027-03-04'],
    ['on 3/4/2027', '2027-04-03'],
    ['on the 20th', '2026-11-20'],
    ['wir fahren nächsten Freitag', '2026-11-20'],
    ['vor zwei Wochen', '2026-11-02'],
    ['nos vemos el próximo viernes', '2026-11-20'],
    ['on part demain', '2026-11-17'],
    ['来月 行きます', '2026-12'],
    ['3月に 行きます', '2027-03'],
  ])('%s: %s', (line, date) => {
    expect(dated(line, date)).toBe(date)
  })
})

describe('a date that the words contradict is theirs, if the model says which words of the quote these are', () => {
  test.each([
    ['we leave tomorrow', '2026-11-18', 'tomorrow', '2026-11-17'],
    ['I moved last month', '2026-09', 'last month', '2026-10'],
    ['born on 5 May 1990', '1991-05-05', '5 May 1990', '1990-05-05'],
    ['we met a year ago, in Rome', '2020', 'a year ago', '2025'],
    ['since 2019', '2018', 'since 2019', ''],
    ['the exam is next Friday', '2026-11-21', 'next Friday', ''],
    ['yesterday', '2026-11-31', 'yesterday', '2026-11-15'],
    ['yesterday', 'soon', 'yesterday', '2026-11-15'],
  ])('%s, not %s', (line, said, dateWords, date) => {
    expect(dated(line, said, { dateWords })).toBe(date === '' ? 'dateDropped' : `${date} dateMended`)
    expect(dated(line, said)).toBe('dateDropped')
  })
})

describe('a date that nothing bears out goes, and the fact stays', () => {
  test.each([
    ['I like tea', '2026-11-20'],
    ['the exam is on Friday', '2026-11-19'],
    ['I may go', '2026-11-19'],
    ['I met her in March and we marry in June', '2027-05'],
  ])('%s: not %s', (line, date) => {
    expect(dated(line, date)).toBe('dateDropped')
  })
})

test('a day is that of the user’s time zone', () => {
  const [turn] = talk(['user: I fly tomorrow'])
  if (turn === undefined) return
  const late = { ...turn, saidAt: Date.parse('2026-11-16T23:30:00Z') } // Tuesday in Berlin
  const { facts } = verifiedFrom({ turns: [late] }, [{ text: 'The user flies.', eventAt: '2026-11-18' }])
  expect(facts[0]?.eventAt).toBe('2026-11-18')
})

test('the date may stand elsewhere in the turn than in the quote', () => {
  expect(
    dated('Next Friday! I have an exam then.', '2026-11-20', {
      text: 'The user has an exam.',
      quote: 'I have an exam',
    }),
  ).toBe('2026-11-20')
})

test('the same date may be told in the sentence, another one may not', () => {
  const sentence = (date: string) => dated('we leave tomorrow', '2026-11-17', { text: `The user leaves on ${date}.` })
  expect(sentence('17 November 2026')).toBe('2026-11-17')
  expect(sentence('Tuesday, November 17, 2026')).toBe('2026-11-17')
  expect(sentence('18 November 2026')).toBe('name')
  expect(sentence('2026-11-18')).toBe('number')
})

test('a sentence that tells the model’s wrong date goes with it', () => {
  expect(dated('we leave tomorrow', '2026-11-20', { text: 'The user leaves on 2026-11-20.' })).toBe('number')
})
