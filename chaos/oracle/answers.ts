import { type AnswerTextKey, en } from '../../src/locales/en.ts'
import type { Entry } from '../history.ts'
import { type AnswerLine, answerLinesIn } from '../words.ts'
import { isDuring, isHeard, type Question, type Run, type StandingMessage } from './run.ts'
import type { Violation } from './violation.ts'

/** A question is answered up to this age; who asked longer ago is told that it was missed. */
const ANSWERED_FOR_MS = 5 * 60_000
/** A model that failed is heard of a while later: the bot asks again before it says so. */
const AFTERMATH_MS = 30_000
/** So long the bot waits for a first word. */
const PATIENCE_MS = 6000

/** Said in the place of an answer, or under what there is of one, where the model fails. */
const NOTICES_OF_THE_MODEL: readonly AnswerTextKey[] = [
  ...(['modelOverloaded', 'modelUnreachable', 'modelTooSlow', 'modelBusy', 'modelEmpty', 'failed', 'cutOff'] as const),
]

/** Said under an answer, where need be in a message of their own. */
const NOTICES_UNDER_ANSWERS = ['cutOff', 'memoryAway', 'firstTime', 'forgotten'] as const

type ShownEntry = Extract<Entry, { kind: 'shown' }>

/** All standing lines that tell of the same words. */
interface Answer {
  readonly words: readonly string[]
  readonly lines: readonly AnswerLine[]
  readonly messages: readonly StandingMessage[]
}

/** What is wrong with the answers: those that stand in the end, and whom each that was ever shown was shown to. */
export function judgeAnswers(run: Run): Violation[] {
  const answers = answersOf(run.standing)
  const asked = [...run.questions.values()].filter(({ deletedAt }) => deletedAt === undefined)
  return [
    ...strayAnswers(run),
    ...asked.flatMap(question => doubleAnswers(question, answers, run)),
    ...answers.flatMap(answer => tornAnswers(answer, run)),
    ...asked.flatMap(question => missingAnswers(question, answers, run)),
  ]
}

/** How long each question waited for the first message that is to do with it; only of those that got any. Milliseconds. */
export function firstTextDelays(run: Run): number[] {
  const delays = new Map<string, number>()
  for (const { at, ...entry } of run.history) {
    if (entry.kind !== 'shown') continue
    const words = markedQuestions(entry.text, run)
    const replied = entry.repliesTo === undefined ? [] : [run.questions.get(entry.repliesTo)]
    for (const question of [...words, ...replied])
      if (question !== undefined && !delays.has(question.message)) delays.set(question.message, at - question.at)
  }
  return [...delays.values()]
}

/** How many questions have no answer in the end, but a notice that says why, as the model failed or it was too late. */
export function countNotices(run: Run): number {
  const answered = new Set(answersOf(run.standing).flatMap(({ words }) => words))
  const told = run.standing.filter(({ lines }) => lines.length === 0).map(({ repliesTo }) => repliesTo)
  return [...run.questions.values()].filter(
    ({ message, words, deletedAt }) =>
      deletedAt === undefined && told.includes(message) && !words.some(word => answered.has(word)),
  ).length
}

function markedQuestions(text: string, run: Run): Question[] {
  return answerLinesIn(text).flatMap(({ words }) => words.flatMap(word => run.byWord.get(word) ?? []))
}

function answersOf(standing: readonly StandingMessage[]): Answer[] {
  const all = standing.flatMap(message => message.lines.map(line => ({ line, message })))
  return [...Map.groupBy(all, ({ line }) => line.words.join(' ')).values()].map(found => ({
    words: found[0]?.line.words ?? [],
    lines: found.map(({ line }) => line),
    messages: [...new Set(found.map(({ message }) => message))],
  }))
}

function strayAnswers(run: Run): Violation[] {
  const found = run.history.flatMap(entry => (entry.kind === 'shown' ? strayShown(entry, run) : []))
  // A message that goes astray does so with each of its edits.
  return [...new Map(found.map(violation => [`${violation.kind} ${violation.message}`, violation])).values()]
}

function strayShown({ at, message: answer, channel, repliesTo, text }: ShownEntry, run: Run): Violation[] {
  const told = markedQuestions(text, run)
  const repliedTo = repliesTo === undefined ? undefined : run.questions.get(repliesTo)
  return told.flatMap((question): Violation[] => {
    const about = { at, message: question.message, answer }
    const isOthers = repliedTo !== undefined && repliedTo.person !== question.person
    if (isOthers || channel !== question.channel)
      return [{ ...about, kind: 'wrong person', what: 'its answer was shown to another' }]
    // An answer to several messages stays where it is when the one to which it replies is deleted.
    const isDeleted = repliedTo?.deletedAt !== undefined && repliedTo.deletedAt <= at
    return isDeleted || (repliedTo !== undefined && told.includes(repliedTo))
      ? []
      : [{ ...about, kind: 'wrong message', what: 'its answer replies to another message' }]
  })
}

function doubleAnswers(question: Question, answers: readonly Answer[], { standing, forgettings }: Run): Violation[] {
  const { message, at, person } = question
  const own = answers.filter(({ words }) => words.some(word => question.words.includes(word)))
  // Of what was said before everything was forgotten nobody knows any more: it is none of the answers since, nor they of those before.
  const ends = forgettings.flatMap(one => (one.person === person ? (one.doneAt ?? []) : []))
  const lastSaidAt = ({ messages }: Answer) => Math.max(...messages.map(({ changedAt }) => changedAt))
  const together = Map.groupBy(own, answer => ends.filter(end => end < lastSaidAt(answer)).length)
  const most = Math.max(0, ...[...together.values()].map(({ length }) => length))
  const repeats = own.some(({ lines }) => new Set(lines.map(({ number }) => number)).size < lines.length)
  const replies = standing.filter(one => one.repliesTo === message && isBeginning(one))
  if (most <= 1 && replies.length <= 1 && !repeats) return []
  return [{ kind: 'double', at, message, what: `${Math.max(most, replies.length, 2)} answers to it stand there` }]
}

/** Each message of a long answer replies to its question. */
function isBeginning({ lines: [first], text }: StandingMessage): boolean {
  if (first !== undefined) return first.number === 1
  return NOTICES_UNDER_ANSWERS.reduce((rest, key) => rest.replace(en.answers[key], ''), text).trim() !== ''
}

function tornAnswers({ words, lines, messages }: Answer, run: Run): Violation[] {
  const numbers = new Set(lines.map(({ number }) => number))
  const of = lines[0]?.of ?? 0
  const last = messages.at(-1)
  const question = run.byWord.get(words.at(-1) ?? '')
  if (last === undefined || question === undefined || question.deletedAt !== undefined) return []
  if (numbers.size === of || isForgotten(question, run)) return []
  const isMarked = run.standing.some(
    ({ repliesTo, text }) =>
      repliesTo !== undefined && repliesTo === last.repliesTo && text.includes(en.answers.cutOff),
  )
  const isLate = last.changedAt - question.at > ANSWERED_FOR_MS
  if (isMarked && (isLate || isModelAtFault(question, last, run))) return []
  const what = `${numbers.size} of ${of} lines of its answer stand there${isMarked ? ', marked as cut off' : ''}`
  return [{ kind: 'torn', at: question.at, message: question.message, answer: last.message, what }]
}

function missingAnswers(question: Question, answers: readonly Answer[], run: Run): Violation[] {
  const { message, at } = question
  if (answers.some(({ words }) => words.some(word => question.words.includes(word)))) return []
  if (isForgotten(question, run) || isTakenAlong(question, run)) return []
  const own = run.standing.filter(({ repliesTo }) => repliesTo === message)
  const replies = own.length > 0 ? own : repliesTogether(question, run)
  const [reply] = replies
  if (reply === undefined && !isFindable(question, run)) return []
  if (reply === undefined) return [{ kind: 'unanswered', at, message, what: 'nothing was said to it' }]
  if (replies.some(one => isEnough(question, one, run))) return []
  return [{ kind: 'unanswered', at, message, answer: reply.message, what: `only this was said to it: ${reply.text}` }]
}

/** What was said since to messages that were put to the model with this one. */
function repliesTogether(question: Question, run: Run): StandingMessage[] {
  const together = askedTogether(question, run)
  return run.standing.filter(
    ({ repliesTo, changedAt }) => repliesTo !== undefined && changedAt >= question.at && together.has(repliesTo),
  )
}

/** Whether what stands there without an answer to a question need not be one. */
function isEnough(question: Question, reply: StandingMessage, run: Run): boolean {
  if (isAnsweredWithEdit(question, reply, run)) return true
  if (reply.text.includes(en.answers.missed) && reply.at - question.at > ANSWERED_FOR_MS) return true
  const isNotice = NOTICES_OF_THE_MODEL.some(key => reply.text.includes(en.answers[key]))
  if (!isNotice || isWrittenOver(question, reply, run)) return false
  return isToldOf(question, reply, run) && isModelAtFault(question, reply, run)
}

/**
 * Whether a question was among those that were put to the model last before something was said in their answer's place; or the one to
 * which that replies was edited since, for which the answer to both gave way.
 */
function isToldOf(
  { words }: Question,
  { repliesTo, changedAt }: StandingMessage,
  { history, questions }: Run,
): boolean {
  const own = questions.get(repliesTo ?? '')?.words ?? []
  const last = history.findLast(
    entry => entry.kind === 'prompted' && entry.at <= changedAt && own.some(word => entry.asked.includes(word)),
  )
  return last?.kind !== 'prompted' || [...words, ...own.slice(1)].some(word => last.asked.includes(word))
}

/** What is forgotten needs no answer any more, and nobody knows any more that one was begun. */
function isForgotten({ person, at }: Question, { forgettings }: Run): boolean {
  return forgettings.some(
    ({ askedAt, doneAt = askedAt + ANSWERED_FOR_MS, ...one }) =>
      one.person === person && doneAt >= at && askedAt <= at + ANSWERED_FOR_MS,
  )
}

/** An answer to several messages, and what is said in its place, goes with each of them that is deleted, and none takes its place. */
function isTakenAlong(question: Question, run: Run): boolean {
  const together = askedTogether(question, run)
  return run.history.some(entry => {
    if (entry.kind !== 'shown') return false
    const told = markedQuestions(entry.text, run)
    const isNotice = told.length === 0 && entry.repliesTo !== undefined && together.has(entry.repliesTo)
    if (!isNotice && !told.includes(question)) return false
    const all = isNotice ? [...together].flatMap(message => run.questions.get(message) ?? []) : told
    const deletedAt = all.flatMap(other => other.deletedAt ?? [])
    return run.history.some(
      gone =>
        gone.kind === 'removed' &&
        gone.message === entry.message &&
        deletedAt.some(at => at <= gone.at && gone.at <= at + ANSWERED_FOR_MS),
    )
  })
}

/** The questions that were ever put to the model with one: what is said in their answer's place replies to the last of them. */
function askedTogether({ message, words }: Question, { history, byWord }: Run): ReadonlySet<string> {
  const asked = history.flatMap(entry =>
    entry.kind === 'prompted' && words.some(word => entry.asked.includes(word)) ? entry.asked : [],
  )
  return new Set([message, ...asked.flatMap(word => byWord.get(word)?.message ?? [])])
}

/**
 * Whether a question was answered together with one whose words were changed then: its answer gives way to the one to the new words,
 * which the model gives with the question before its eyes, or which was given without memory: it says once that it answers those alone.
 */
function isAnsweredWithEdit(question: Question, standing: StandingMessage, run: Run): boolean {
  const edited = markedQuestions(standing.text, run).filter(({ words }) => words.length > 1)
  const isBeforeModel = run.history.some(
    entry =>
      entry.kind === 'prompted' &&
      edited.some(({ words }) => words.some(word => entry.asked.includes(word))) &&
      question.words.some(word => entry.shown.includes(word)),
  )
  const answered = run.history.findLast(
    entry =>
      entry.kind === 'logged' && entry.line['msg'] === 'answered' && entry.line['question'] === standing.repliesTo,
  )
  const isAlone = answered?.kind === 'logged' && answered.line['memory'] === false
  return edited.length > 0 && (isBeforeModel || isAlone || standing.text.includes(en.answers.memoryAway))
}

/** Discord tells no bot who writes to it: direct messages that nobody heard are found where their author had written before. */
function isFindable(question: Question, run: Run): boolean {
  const { isDirect, person, at } = question
  if (!isDirect || isHeard(question, at, run)) return true
  // Who lets everything be forgotten is not known to have written, either.
  const since = run.forgettings.findLast(one => one.person === person && one.askedAt < at)?.askedAt ?? 0
  return run.history.some(
    entry =>
      entry.kind === 'prompted' &&
      entry.at > since &&
      entry.at < at &&
      entry.asked.some(word => {
        const earlier = run.byWord.get(word)
        return earlier?.person === person && earlier.isDirect && earlier.at > since
      }),
  )
}

/** Whether the model failed when it was asked, by whichever process: one may give up while another asks once more. */
function isModelAtFault({ at, words }: Question, { changedAt }: StandingMessage, { faults, history }: Run): boolean {
  const asked = history.filter(
    entry => entry.kind === 'prompted' && entry.at <= changedAt && entry.asked.includes(words.at(-1) ?? ''),
  )
  // A bot that has just found it out of reach does not ask.
  if (asked.length === 0) return isDuring(faults, 'model', at - AFTERMATH_MS, changedAt)
  return asked.some(entry => isDuring(faults, 'model', entry.at, Math.min(changedAt, entry.at + PATIENCE_MS)))
}

/** Whether the same message has shown the whole answer to a question before, in the words that this has now. */
function isWrittenOver(
  question: Question,
  { message, repliesTo, changedAt }: StandingMessage,
  { history }: Run,
): boolean {
  const { words } = question
  // One to several gives way where the last of them is edited.
  if (repliesTo !== question.message) return false
  return history.some(entry => {
    if (entry.kind !== 'shown' || entry.message !== message || entry.at >= changedAt) return false
    const lines = answerLinesIn(entry.text).filter(line => line.words.includes(words.at(-1) ?? ''))
    return lines.length > 0 && lines.length === lines[0]?.of
  })
}
