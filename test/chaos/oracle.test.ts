import { expect, test } from 'vitest'
import type { Entry, Remembered } from '../../chaos/history.ts'
import { countNotices } from '../../chaos/oracle/answers.ts'
import { judge } from '../../chaos/oracle/judge.ts'
import { readRun } from '../../chaos/oracle/run.ts'
import { answerTo, questionOf } from '../../chaos/words.ts'
import { en } from '../../src/locales/en.ts'

const [ADA, BOB] = ['ada', 'bob']
const [FIRST, SECOND] = ['zubabebi', 'zubobudo']

type Told = { [Kind in Entry['kind']]: Partial<Extract<Entry, { kind: Kind }>> & { kind: Kind } }[Entry['kind']]

/** What is told a second apart, where nothing else is said; a process that hears all of it was there before. */
function history(...told: readonly Told[]): Entry[] {
  const ready = { kind: 'process', process: 0, isLearner: false, state: 'ready', at: 0 } as const
  return [ready, ...told.map((entry, second) => ({ at: 1000 * (second + 1), ...entry }) as Entry)]
}

const said = (message: string, person: string, word: string, more: Partial<Told> = {}) =>
  ({ kind: 'said', message, person, channel: 'general', word, isDirect: false, ...more }) as Told

const shown = (message: string, repliesTo: string | undefined, text: string, more: Partial<Told> = {}) =>
  ({ kind: 'shown', message, repliesTo, channel: 'general', text, ...more }) as Told

const answerOn = (...words: readonly string[]) => answerTo(words.map(word => questionOf(word, false)).join('\n'))
const begunOn = (word: string) => answerOn(word).split('\n').slice(0, 2).join('\n')
const fault = (name: string, isOver: boolean): Told =>
  ({ kind: 'fault', fault: name, process: undefined, isOver }) as Told

const kindsIn = (entries: readonly Entry[], remembered?: Remembered) =>
  judge(entries, remembered).map(({ kind }) => kind)

const asked = said('1', ADA, FIRST)
const answered = shown('a', '1', answerOn(FIRST))

test.for<[name: string, entries: Entry[]]>([
  ['a question with its answer', history(asked, answered)],
  ['an answer that grows', history(asked, shown('a', '1', begunOn(FIRST)), answered)],
  [
    'an answer in two messages',
    history(asked, shown('a', '1', begunOn(FIRST)), shown('b', '1', 'Line 3 of 3 tells of zubabebi.')),
  ],
  ['two messages with one answer', history(asked, said('2', ADA, SECOND), shown('a', '2', answerOn(FIRST, SECOND)))],
  [
    'an answer that is made anew',
    history(asked, answered, { kind: 'removed', message: 'a' }, shown('b', '1', answerOn(FIRST))),
  ],
  [
    'an answer to the words after an edit',
    history(asked, { kind: 'edited', message: '1', word: SECOND }, shown('a', '1', answerOn(SECOND))),
  ],
  [
    'an answer to two messages that went with one of them',
    history(
      ...[asked, said('2', ADA, SECOND), shown('a', '2', answerOn(FIRST, SECOND))],
      { kind: 'deleted', message: '2' },
      { kind: 'removed', message: 'a' },
    ),
  ],
  [
    'a notice to two messages that went with one of them',
    history(
      ...[asked, said('2', ADA, SECOND), fault('model failing', false)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', en.answers.modelOverloaded),
      { kind: 'deleted', message: '2' },
      { kind: 'removed', message: 'a' },
    ),
  ],
  [
    'what was deleted while Redis was away, by a process that was killed before it was back, until it starts again',
    history(
      ...[asked, answered, said('2', ADA, SECOND), shown('b', '2', answerOn(SECOND)), fault('Redis killed', false)],
      { kind: 'deleted', message: '1' },
      { kind: 'removed', message: 'a' },
      { kind: 'process', process: 0, state: 'gone', at: 10_000 },
      { ...fault('Redis killed', true), at: 11_000 },
      { kind: 'prompted', asked: [SECOND], shown: [FIRST], at: 20_000 },
      { kind: 'process', process: 0, state: 'ready', at: 21_000 },
    ),
  ],
  [
    'what was deleted while the process was away that hears it',
    history(
      ...[asked, answered, said('2', ADA, SECOND), shown('b', '2', answerOn(SECOND))].map(entry =>
        entry.kind === 'said' ? { ...entry, heardBy: 1 } : entry,
      ),
      { kind: 'deleted', message: '1' },
      { kind: 'removed', message: 'a' },
      { kind: 'prompted', asked: [SECOND], shown: [FIRST], at: 20_000 },
    ),
  ],
  ['nothing to what was deleted', history(asked, { kind: 'deleted', message: '1' })],
  [
    'nothing to what was forgotten',
    history(asked, { kind: 'forgetting', person: ADA }, { kind: 'forgotten', person: ADA }),
  ],
  [
    'part of an answer to what was forgotten',
    history(
      asked,
      shown('a', '1', begunOn(FIRST)),
      { kind: 'forgetting', person: ADA },
      { kind: 'forgotten', person: ADA },
    ),
  ],
  [
    'a notice while the model fails',
    history(asked, fault('model failing', false), shown('a', '1', en.answers.modelUnreachable)),
  ],
  [
    'an answer without memory to one of two messages that was edited since, which were answered together',
    history(
      ...[asked, said('2', ADA, SECOND)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', answerOn(FIRST, SECOND)),
      { kind: 'edited', message: '2', word: 'zubibebi' },
      { kind: 'prompted', asked: ['zubibebi'], shown: [] },
      shown('a', '2', answerOn('zubibebi')),
      { kind: 'logged', process: 0, line: { level: 30, time: 0, msg: 'answered', question: '2', memory: false } },
    ),
  ],
  [
    'one notice to two messages that were asked together',
    history(
      ...[asked, said('2', ADA, SECOND), fault('model failing', false)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', en.answers.modelUnreachable),
    ),
  ],
  [
    'an answer that is marked as cut off, as the model broke',
    history(fault('model torn', false), asked, shown('a', '1', `${begunOn(FIRST)}\n\n${en.answers.cutOff}`)),
  ],
  [
    'an answer with what is said under it in a message of its own',
    history(fault('model torn', false), asked, shown('a', '1', begunOn(FIRST)), shown('b', '1', en.answers.cutOff)),
  ],
  ['a notice hours later', history(asked, shown('a', '1', en.answers.missed, { at: 400_000 }))],
  [
    'nothing to a first direct message that nobody heard',
    history({ kind: 'process', process: 0, state: 'gone' }, said('1', ADA, FIRST, { isDirect: true })),
  ],
  [
    'nothing to a direct message that nobody heard after all was forgotten, whatever was answered late',
    history(
      ...[said('1', ADA, FIRST, { isDirect: true }), { kind: 'forgetting', person: ADA } as Told],
      { kind: 'prompted', asked: [FIRST], shown: [] },
      { kind: 'forgotten', person: ADA },
      { kind: 'process', process: 0, state: 'gone' },
      said('2', ADA, SECOND, { isDirect: true }),
    ),
  ],
  [
    'a message answered with one that was edited then, where the model was shown both',
    history(
      ...[asked, said('2', ADA, SECOND)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', answerOn(FIRST, SECOND)),
      { kind: 'edited', message: '2', word: 'zubibebi' },
      { kind: 'prompted', asked: ['zubibebi'], shown: [FIRST] },
      shown('a', '2', answerOn('zubibebi')),
    ),
  ],
  [
    'a notice to what was put to the model together, also where another process put it by itself as well',
    history(
      ...[asked, said('2', ADA, SECOND), fault('model failing', false)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      { kind: 'prompted', asked: [FIRST], shown: [] },
      shown('a', '2', en.answers.modelUnreachable),
    ),
  ],
  [
    'a notice to what was put to the model together, beside an answer that one of them had before',
    history(
      ...[asked, said('2', ADA, SECOND), fault('model failing', false)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', answerOn(SECOND)),
      { kind: 'prompted', asked: [FIRST, 'zubibebi'], shown: [] },
      said('3', ADA, 'zubibebi'),
      shown('b', '3', en.answers.modelTooSlow),
    ),
  ],
  [
    'a notice to one that was edited after both were answered together',
    history(
      ...[asked, said('2', ADA, SECOND)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', answerOn(FIRST, SECOND)),
      { kind: 'edited', message: '2', word: 'zubibebi' },
      ...[fault('model silent', false), { kind: 'prompted', asked: ['zubibebi'], shown: [] } as Told],
      shown('a', '2', en.answers.modelTooSlow),
    ),
  ],
  [
    'an answer beside what was begun before all was forgotten',
    history(
      ...[asked, said('2', ADA, SECOND), shown('a', '2', answerOn(FIRST, SECOND))],
      { kind: 'forgetting', person: ADA },
      { kind: 'forgotten', person: ADA },
      shown('b', '1', answerOn(FIRST)),
    ),
  ],
  [
    'an answer to two messages of which the second is deleted while it grows',
    history(
      ...[asked, said('2', ADA, SECOND), shown('a', '2', answerOn(FIRST, SECOND).split('\n').slice(0, 1).join())],
      { kind: 'deleted', message: '2' },
      shown('a', '2', answerOn(FIRST)),
    ),
  ],
])('lets %s pass', ([, entries]) => {
  expect(judge(entries)).toEqual([])
})

test.for<[kind: string, name: string, entries: Entry[]]>([
  ['unanswered', 'a question without an answer', history(asked)],
  ['unanswered', 'a notice although the model is well', history(asked, shown('a', '1', en.answers.failed))],
  ['unanswered', 'a notice that it was missed, at once', history(asked, shown('a', '1', en.answers.missed))],
  [
    'unanswered',
    'a notice over its answer',
    history(
      ...[asked, fault('model failing', false), { kind: 'prompted', asked: [FIRST], shown: [] } as Told, answered],
      shown('a', '1', en.answers.modelOverloaded),
    ),
  ],
  [
    'unanswered',
    'a notice where the model was well when it was asked',
    history(
      ...[fault('model failing', false), fault('model failing', true), asked],
      { kind: 'prompted', asked: [FIRST], shown: [] },
      shown('a', '1', en.answers.modelOverloaded),
    ),
  ],
  [
    'unanswered',
    'a question that had waited for long before all was forgotten',
    history(asked, { kind: 'forgetting', person: ADA, at: 400_000 }, { kind: 'forgotten', person: ADA, at: 401_000 }),
  ],
  ['unanswered', 'an answer that went', history(asked, answered, { kind: 'removed', message: 'a' })],
  [
    'unanswered',
    'an answer to two messages that went before one of them did',
    history(
      ...[asked, said('2', ADA, SECOND), shown('a', '2', answerOn(FIRST, SECOND))],
      { kind: 'removed', message: 'a' },
      { kind: 'deleted', message: '2' },
    ),
  ],
  ['double', 'two answers', history(asked, answered, shown('b', '1', answerOn(FIRST)))],
  [
    'double',
    'two answers before all was forgotten',
    history(
      ...[asked, said('2', ADA, SECOND), shown('a', '2', answerOn(FIRST, SECOND)), shown('b', '1', answerOn(FIRST))],
      { kind: 'forgetting', person: ADA },
      { kind: 'forgotten', person: ADA },
    ),
  ],
  [
    'double',
    'two answers after all was forgotten',
    history(
      asked,
      { kind: 'forgetting', person: ADA },
      { kind: 'forgotten', person: ADA },
      answered,
      shown('b', undefined, answerOn(FIRST)),
    ),
  ],
  [
    'double',
    'an answer of its own beside one with another',
    history(asked, answered, said('2', ADA, SECOND), shown('b', '2', answerOn(FIRST, SECOND))),
  ],
  [
    'unanswered',
    'a message whose neighbour got a notice to itself',
    history(
      ...[asked, said('2', ADA, SECOND), fault('model failing', false)],
      { kind: 'prompted', asked: [FIRST], shown: [] },
      { kind: 'prompted', asked: [SECOND], shown: [] },
      shown('a', '2', en.answers.modelUnreachable),
    ),
  ],
  [
    'unanswered',
    'a message whose neighbour got a notice to itself, after both were put to the model together',
    history(
      ...[asked, said('2', ADA, SECOND), fault('model failing', false)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      { kind: 'prompted', asked: [SECOND], shown: [] },
      shown('a', '2', en.answers.modelUnreachable),
    ),
  ],
  [
    'unanswered',
    'a message answered with one that was edited then, which the model was not shown again',
    history(
      ...[asked, said('2', ADA, SECOND)],
      { kind: 'prompted', asked: [FIRST, SECOND], shown: [] },
      shown('a', '2', answerOn(FIRST, SECOND)),
      { kind: 'edited', message: '2', word: 'zubibebi' },
      { kind: 'prompted', asked: ['zubibebi'], shown: [] },
      shown('a', '2', answerOn('zubibebi')),
    ),
  ],
  ['double', 'a notice beside an answer', history(asked, answered, shown('b', '1', en.answers.missed))],
  [
    'double',
    'a notice beside an answer to which it replies as its parts do',
    history(asked, answered, shown('b', '1', `${en.answers.failed}\n\n${en.answers.memoryAway}`)),
  ],
  ['torn', 'an answer that broke off', history(asked, shown('a', '1', begunOn(FIRST)))],
  [
    'torn',
    'an answer that is marked as cut off for no reason',
    history(asked, shown('a', '1', `${begunOn(FIRST)}\n\n${en.answers.cutOff}`)),
  ],
  [
    'wrong person',
    "an answer to another's message",
    history(
      asked,
      said('2', BOB, SECOND),
      answered,
      shown('b', '2', answerOn(FIRST)),
      shown('b', '2', answerOn(SECOND)),
    ),
  ],
  [
    'wrong person',
    'an answer in another channel',
    history(asked, shown('a', undefined, answerOn(FIRST), { channel: 'staff' })),
  ],
  [
    'wrong message',
    'an answer to another message of the same person',
    history(asked, said('2', ADA, SECOND), answered, shown('b', '1', answerOn(SECOND))),
  ],
  ['wrong message', 'an answer that replies to nothing', history(asked, shown('a', undefined, answerOn(FIRST)))],
  [
    'crash',
    'a process that ends by itself',
    history(asked, answered, { kind: 'process', process: 0, state: 'crashed' }),
  ],
])('finds as %s: %s', ([kind, , entries]) => {
  expect(kindsIn(entries)).toContain(kind)
})

test('finds what was said in direct messages and shown to the model for others, or in a server', () => {
  const told = said('1', ADA, FIRST, { isDirect: true })
  const answering = (person: string, isDirect: boolean) =>
    kindsIn(
      history(...[told, answered, said('2', person, SECOND, { isDirect }), shown('b', '2', answerOn(SECOND))], {
        kind: 'prompted',
        asked: [SECOND],
        shown: [FIRST],
      }),
    )

  expect(answering(ADA, true)).toEqual([])
  expect(answering(ADA, false)).toEqual(['told elsewhere'])
  expect(answering(BOB, true)).toEqual(['told elsewhere'])
})

const known = (person: string, ...words: readonly string[]): Remembered =>
  ['log', 'fact'].map(key => ({ key: `${key}:{${person}}`, person, isFact: key === 'fact', words }))

test('finds what was answered and is not remembered', () => {
  expect(kindsIn(history(asked, answered), known(ADA, FIRST))).toEqual([])
  expect(kindsIn(history(asked, answered), known(ADA))).toEqual(['lost'])
  expect(kindsIn(history(asked, answered), known(BOB, FIRST))).toEqual(['lost'])
})

test('finds what is remembered and was not learned', () => {
  const [log = [], facts = []] = known(ADA, FIRST).map(kept => [kept])

  expect(kindsIn(history(asked, answered), log)).toEqual(['not learned'])
  expect(kindsIn(history(asked, answered), [...log, ...known(BOB, FIRST)])).toContain('not learned')
  expect(kindsIn(history(asked, answered), [...log, ...facts])).toEqual([])
})

test('takes no process that learns for one that hears', () => {
  const gone = { kind: 'process', process: 0, isLearner: false, state: 'gone' } as const
  const learner = { kind: 'process', process: 1, isLearner: true, state: 'ready' } as const

  expect(kindsIn(history(learner, gone, said('1', ADA, FIRST, { isDirect: true })))).toEqual([])
})

test('expects nothing of what waited for Redis in a process that was killed', () => {
  const waiting = history(fault('Redis paused', false), asked, answered)
  const gone = { kind: 'process', process: 0, isLearner: false, state: 'gone', at: 4000 } as const

  expect(kindsIn(waiting, known(ADA))).toEqual(['lost'])
  expect(kindsIn([...waiting, gone], known(ADA))).toEqual([])
  expect(kindsIn([...waiting, { ...gone, isLearner: true }], known(ADA))).toEqual(['lost'])
})

test('expects what waited for Redis of a process that ended in order, if Redis was back by then, or another one had answered', () => {
  const ending = { kind: 'process', process: 0, isLearner: false, state: 'ending', at: 6000 } as const
  const gone = { ...ending, state: 'gone', at: 7000 } as const
  const waiting = history(fault('Redis paused', false), asked, answered)
  const back = history(fault('Redis paused', false), asked, answered, fault('Redis paused', true))
  const by = (process: number) => {
    const line = { msg: 'answered', level: 30, question: '1' }
    return { kind: 'logged', process, line, at: 3500 } as const
  }

  expect(kindsIn([...waiting, ending, gone], known(ADA))).toEqual([])
  expect(kindsIn([...back, ending, gone], known(ADA))).toEqual(['lost'])
  expect(kindsIn([...back, by(1), { ...gone, at: 5000 }], known(ADA))).toEqual(['lost'])
  expect(kindsIn([...back, by(0), { ...gone, at: 5000 }], known(ADA))).toEqual([])
})

test('finds what was deleted or forgotten and is remembered, or shown to the model', () => {
  const deleted = history(asked, answered, { kind: 'deleted', message: '1' })
  const forgotten = history(asked, answered, { kind: 'forgetting', person: ADA }, { kind: 'forgotten', person: ADA })
  const later = { kind: 'prompted', asked: [SECOND], shown: [FIRST], at: 60_000 } as const

  for (const entries of [deleted, forgotten]) {
    expect(kindsIn(entries, known(ADA))).toEqual([])
    expect(kindsIn(entries, known(ADA, FIRST))).toEqual(['forgotten came back'])
    expect(kindsIn([...entries, later], known(ADA))).toEqual(['forgotten came back'])
  }
})

test('expects nobody to know of a deletion that nobody heard', () => {
  const entries = history(
    asked,
    answered,
    { kind: 'process', process: 0, state: 'gone' },
    { kind: 'deleted', message: '1' },
  )

  expect(kindsIn(entries, known(ADA, FIRST))).toEqual([])
})

test.for([
  [5000, []],
  [7000, ['forgotten came back']],
] as const)('nor of one %s ms after a session was lost for good, until there is another: %s', ([ms, kinds]) => {
  const lost = (isOver: boolean) => fault('gateway session lost, invalid', isOver)
  const entries = history(asked, answered, lost(false), lost(true))
  const deleted = { kind: 'deleted', message: '1', at: 4000 + ms } as const

  expect(kindsIn([...entries, deleted], known(ADA, FIRST))).toEqual(kinds)
})

test('counts what has a notice in the place of an answer', () => {
  const second = [said('2', ADA, SECOND), shown('b', '2', en.answers.modelOverloaded)]

  expect(countNotices(readRun(history(asked, answered, shown('c', '1', en.answers.memoryAway), ...second)))).toBe(1)
})
