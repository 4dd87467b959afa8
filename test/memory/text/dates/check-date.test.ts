import { describe, expect, test } from 'vitest'
import type { ExtractedFact } from '../../../../src/memory/ports/extraction-model.ts'
import type { Fact } from '../../../../src/memory/types.ts'
import { knownFact, MINUTE, MONDAY, talk, verifiedFrom } from '../../support/extraction.ts'

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

describe('a year in words is read as one in digits', () => {
  test.each([
    ['i graduated in o seven', '2007', '2017'],
    ['born in nineteen eighty-seven', '1987', '1978'],
    ['me mudé en dos mil doce', '2012', '2002'],
    ['zweitausendsieben war das', '2007', '2008'],
  ])('%s: %s', (line, year, other) => {
    expect(dated(line, year)).toBe(year)
    expect(dated(line, other)).toBe('dateDropped')
  })
})

test('words that are a date as a whole confirm no other one, though within a sentence they might be none', () => {
  expect(dated('movers come, so like the nineteenth', '2026-11-09', { dateWords: 'the nineteenth' })).toBe(
    'dateDropped',
  )
  expect(dated('movers come, so like the nineteenth', '2026-12-19', { dateWords: 'the nineteenth' })).toBe('2026-12-19')
  expect(dated('puede ser el viernes en ocho', '2026-11-20', { dateWords: 'viernes en ocho' })).toBe(
    '2026-11-27 dateMended',
  )
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
  expect(sentence('18 November 2026')).toBe('number')
  expect(sentence('2026-11-18')).toBe('number')
})

test('a sentence that tells the model’s wrong date goes with it', () => {
  expect(dated('we leave tomorrow', '2026-11-20', { text: 'The user leaves on 2026-11-20.' })).toBe('number')
})

/** The fact that is left of one that a model says of the last of some turns, a minute apart; the last is said on Monday. */
function factOf(lines: readonly string[], told: Partial<ExtractedFact>, known: readonly Fact[] = []): Fact | undefined {
  const fact = { text: 'The user does something.', kind: 'event', ...told } as const
  return verifiedFrom({ turns: talk(lines), known: { facts: known } }, [fact]).facts[0]
}

describe('the words that a model says name a date', () => {
  test('are believed where nothing can read them, and kept beside the date', () => {
    const told = { eventAt: '2027-04-05', dateWords: 'the weekend after Lent' }
    expect(factOf(['user: we marry the weekend after Lent'], told)).toMatchObject(told)
  })

  test.each([
    ['2027-07', 'in summer', '2027 in summer'],
    ['2027-03-15', 'in March', '2027-03'],
    ['2027-03', 'in March', '2027-03'],
    ['2026-11-10', 'last week', '2026-11-10 last week'],
    ['2026-12-27', 'the day after christmas', '2026-12-27 the day after christmas'],
    ['2027-03-26', 'two days before easter', '2027-03-26 two days before easter'],
    ['2027-02-05', 'the friday before my birthday', '2027-02-05 the friday before my birthday'],
  ])('are kept where the date says less: %s, %s', (eventAt, dateWords, kept) => {
    const fact = factOf([`user: we surf ${dateWords}`], { eventAt, dateWords })
    expect([fact?.eventAt, fact?.dateWords].filter(Boolean).join(' ')).toBe(kept)
  })

  test.each([
    ['we marry in March', '2027-05', 'in March'],
    ['we marry', '2027-05-08', 'on the eighth of May'], // nobody said that
    ['> we leave tomorrow\nnot me', '2026-11-17', 'tomorrow'], // somebody else did
    ['we leave tomorrow', 'soon', 'tomorrow morning'],
  ])('refuse a date that they do not tell: %s, not %s', (line, eventAt, dateWords) => {
    expect(
      factOf([`user: ${line}`], { eventAt, dateWords, quote: line.split('\n').at(-1) ?? '' })?.eventAt,
    ).toBeUndefined()
  })

  test('may stand in another turn, whose day is the one they count from; the fact goes with its message', () => {
    const [early, late] = talk(['user: The match is tomorrow!', 'user: I play goalkeeper in it.'])
    if (early === undefined || late === undefined) return
    const turns = [{ ...early, saidAt: MONDAY - 3 * 24 * 60 * MINUTE }, late]
    const checked = (eventAt: string) =>
      verifiedFrom({ turns }, [{ text: 'The user plays goalkeeper.', kind: 'plan', eventAt, dateWords: 'tomorrow' }])
        .facts[0]

    expect(checked('2026-11-14')).toMatchObject({ eventAt: '2026-11-14', sources: [late.id, early.id] })
    expect(checked('2026-11-17')?.eventAt).toBeUndefined()
  })

  test('are not kept beside it where they tell what must not be kept', () => {
    const fact = factOf(['user: we marry when my password is swordfish77'], {
      quote: 'we marry',
      eventAt: '2027-05',
      dateWords: 'when my password is swordfish77',
    })
    expect([fact?.eventAt, fact?.dateWords]).toEqual(['2027-05', undefined])
  })
})

describe('a date without words that name it', () => {
  test.each([
    ['', '2027-05'],
    ['…', '2027-05'],
    ['we had so much fun with all of them that we will surely do it again', '2027-05'],
  ])('is the same where the model says none, or all of them: "%s"', (dateWords, eventAt) => {
    expect(factOf([`user: ${dateWords} of course`], { eventAt, dateWords })?.eventAt).toBeUndefined()
  })

  test.each(['2026', '2026-11', '2026-11-16'])('stands where it tells the time of speaking: %s', eventAt => {
    expect(dated('we finally moved', eventAt)).toBe(eventAt)
    expect(dated('we moved in May 2019', eventAt)).toBe('dateDropped')
  })

  test('stands where a known fact has it', () => {
    const exam = knownFact('1', 'The user has an exam.', { eventAt: '2026-11-11', sources: ['42'] })
    const fact = factOf(['user: the exam went well'], { eventAt: '2026-11-11' }, [exam])
    expect(fact).toMatchObject({ eventAt: '2026-11-11', sources: ['1000', '42'] })
    expect(factOf(['user: the exam went well'], { eventAt: '2026-11-12' }, [exam])?.eventAt).toBeUndefined()
  })

  test('stands where another turn tells it, and rests on that message', () => {
    const fact = factOf(['user: the wedding is on 12 June 2027', 'bot: Nice.', 'user: in Seville, at the farm'], {
      eventAt: '2027-06-12',
    })
    expect(fact).toMatchObject({ eventAt: '2027-06-12', sources: ['1002', '1000'] })
  })

  test('goes where nothing bears it out, and is never that of another clause', () => {
    expect(dated('almost quit last year but they made me lead', '2024')).toBe('dateDropped')
    expect(dated('we had fun', '2026-11-09')).toBe('dateDropped')
    expect(dated('we had fun', '2027')).toBe('dateDropped')
  })
})

describe('a time of day', () => {
  test.each([
    ['the match is tomorrow at 9pm', '2026-11-17T21:00', '2026-11-17T21:00'],
    ['the match is tomorrow at 9', '2026-11-17T09:00', '2026-11-17T09:00'],
    ['morgen um 19:30 uhr', '2026-11-17T19:30', '2026-11-17T19:30'],
    ['morgen um halb acht', '2026-11-17T19:30', '2026-11-17T19:30'],
    ['tomorrow half past seven', '2026-11-17T19:30', '2026-11-17T19:30'],
    ['tomorrow at quarter to eight', '2026-11-17T19:45', '2026-11-17T19:45'],
    ['明日の 午後3時', '2026-11-17T15:00', '2026-11-17T15:00'],
    ['mañana a las tres', '2026-11-17T15:00', '2026-11-17T15:00'],
    ['tomorrow at 9pm', '2026-11-17T21:00:00Z', '2026-11-17T21:00'],
    ['tomorrow at 9pm', '2026-11-17T20:00', '2026-11-17'],
    ['tomorrow at 7:15', '2026-11-17T07:50', '2026-11-17'],
    ['we leave tomorrow', '2026-11-17T09:00', '2026-11-17'],
    ['we leave tomorrow', '2026-11-18T09:00', 'dateDropped'],
    ['we leave in March at 9am', '2027-03-01T09:00', '2027-03 dateMended'],
  ])('%s: %s', (line, eventAt, kept) => {
    expect(dated(line, eventAt)).toBe(kept)
  })
})
