import type { Logger } from 'pino'
import { errorFacts, KeepsakeError, MemoryUnavailable } from '../errors.ts'
import type { MemoryStore } from '../memory/ports.ts'
import type { Answer, MessageId, Snapshot, Trace } from '../memory/types.ts'
import type { Unsettled } from '../memory/unsettled.ts'
import type { ChatModel } from '../prompt/chat-model.ts'
import type { AnswerText } from '../texts/texts.ts'
import type { Admission } from './admission.ts'
import { discordFacts, discordFailure } from './failure.ts'
import { footersOf } from './footers.ts'
import type { Locales } from './locales.ts'
import type { Button, Messages } from './messages.ts'
import type { Pace } from './pace.ts'
import type { Prompt, PromptMaker } from './prompt-maker.ts'
import type { Asked } from './question.ts'
import { Reply } from './reply.ts'
import { closeFence } from './split.ts'
import { takeAway } from './take-away.ts'

/** Why an answer under way ends early: the abort reason of its signal. */
export type Ended = 'stopped' | 'deleted' | 'superseded' | 'shutdown'

/** How asking ended; `failed` was told to the user in the answer's place. */
export type Outcome = 'answered' | 'failed' | 'nothing'

/** A question on its way to an answer. */
export interface Run {
  readonly asked: Asked
  readonly abort: AbortController
  /** What it adds to the conversation is on its way to the store: a later read sees it. */
  isSettled: boolean
  reply?: Reply
}

/** What the answer may draw on. */
export interface Drawn {
  /** What memory holds; none while it is out of reach. */
  readonly snapshot?: Snapshot
  /** Messages of an earlier answer, to be written over. */
  readonly existing: readonly MessageId[]
  /** The earlier answer stays if there is no new one: whoever asked for it is told elsewhere. */
  readonly keepsOld?: boolean
  /** What stands under the answer, if the memory could not be reached. */
  readonly note?: AnswerText
}

export interface AnswerParts {
  readonly store: MemoryStore
  readonly unsettled: Unsettled
  readonly model: ChatModel
  readonly prompt: PromptMaker
  readonly admission: Admission
  readonly messages: Messages
  readonly pace: Pace
  readonly log: Logger
  /** In which language something is said to a user. */
  readonly locales: Pick<Locales, 'textsOf' | 'read'>
}

/** One answer being made. */
interface Work {
  readonly run: Run
  readonly drawn: Drawn
  readonly parts: AnswerParts
  readonly reply: Reply
}

/** What the model gave: its text as far as it came, what is to be said under it or in its place, and what it rests on. */
interface Completion {
  readonly text: string
  readonly note?: AnswerText
  readonly trace?: Trace | undefined
  /** What stands under it. */
  readonly button?: Button | undefined
}

/** Lets the model answer one claimed question, shows it, and keeps it. Whatever fails is told to the user, or logged. */
export async function answer(run: Run, drawn: Drawn, parts: AnswerParts, onVisible: () => void): Promise<Outcome> {
  const { question } = run.asked
  const reply = new Reply({
    messages: parts.messages,
    pace: parts.pace,
    question,
    texts: parts.locales.textsOf(question.user),
    existing: drawn.existing,
    onVisible,
    onFailure: error => parts.log.warn({ ...about(run), ...discordFacts(error) }, 'Discord did not take a change'),
    onGone: () => run.abort.abort('deleted' satisfies Ended),
  })
  run.reply = reply
  const work: Work = { run, drawn, parts, reply }
  const refusal = await parts.admission.refusal(question)
  const completion = refusal === undefined ? await complete(work) : { text: '', note: refusal }
  const ended = endOf(run)
  if (ended === 'deleted') await takeBack(work)
  if (ended === 'superseded' || ended === 'shutdown') await reply.freeze()
  return ended === undefined || ended === 'stopped' ? await conclude(work, completion) : 'nothing'
}

const endOf = ({ abort }: Run) => abort.signal.reason as Ended | undefined
const about = ({ asked: { question } }: Run) => ({ question: question.id, channel: question.channel })

async function complete({ run, drawn, parts, reply }: Work): Promise<Completion> {
  let text = ''
  let prompt: Prompt | undefined
  try {
    prompt = await parts.prompt(run.asked, drawn.snapshot)
    const stream = parts.model.stream(prompt.messages, {
      signal: run.abort.signal,
      mayRestart: () => !reply.isVisible,
      onUsage: ({ tokens }) => parts.admission.spend(run.asked.question, tokens),
      ...(prompt.tools === undefined ? {} : { tools: prompt.tools }),
    })
    let next = await stream.next()
    for (; next.done !== true; next = await stream.next()) {
      text = next.value
      reply.show(text)
    }
    const made = { text, trace: prompt.trace(), button: prompt.button() }
    if (endOf(run) === 'stopped') return { ...made, note: 'stopped' }
    return next.value === 'length' ? { ...made, note: 'lengthReached' } : made
  } catch (error) {
    parts.log.warn({ ...about(run), ...errorFacts(error) }, 'no whole answer')
    const sentence = error instanceof KeepsakeError ? error.tellUser : 'failed'
    if (text === '') return { text, note: sentence, trace: prompt?.trace() }
    return { text, note: 'cutOff', trace: prompt?.trace(), button: prompt?.button() }
  }
}

async function conclude(work: Work, completion: Completion): Promise<Outcome> {
  const { run, drawn, parts, reply } = work
  const { text, trace, button } = completion
  if (text === '' && drawn.keepsOld === true) {
    await keep(work, undefined)
    return 'failed'
  }
  const shown = shownText(completion, work)
  try {
    const messages = await reply.finish(shown, button)
    if (endOf(run) === 'deleted') {
      await takeBack(work)
      return 'nothing'
    }
    run.isSettled = true
    const isWanted = await keep(work, text === '' ? undefined : { text, saidAt: Date.now(), messages }, trace)
    if (isWanted && endOf(run) !== 'deleted') return text === '' ? 'failed' : 'answered'
    await reply.remove()
  } catch (error) {
    const failure = discordFailure(error)
    parts.log.error({ ...about(run), failure, ...discordFacts(error) }, 'an answer could not be shown')
    if (failure === 'questionGone') await forget(work)
    // After a passing failure that lasted too long the claim stays: the next start tries again.
    else if (failure !== 'passing') await keep(work, undefined)
  }
  return 'nothing'
}

/** What the model said, and under it, or in its place, what is to be said about that. */
function shownText({ text, note }: Completion, { run, drawn, parts }: Work): string {
  const { answers } = parts.locales.textsOf(run.asked.question.user)
  const footers = text === '' ? [] : footersOf(drawn.snapshot)
  const notes = [note, drawn.note, ...footers].flatMap(one => (one === undefined ? [] : [answers[one]]))
  if (text === '') return notes.join('\n\n')
  return [notes.length === 0 ? text : closeFence(text), ...notes].join('\n\n')
}

/** Takes away what is there of an answer, and ends the claim: nobody wants it any more. */
async function takeBack(work: Work): Promise<void> {
  await work.reply.remove()
  if (work.reply.isQuestionGone) await forget(work)
  else await keep(work, undefined)
}

/** Forgets a question of whose deletion no event told. */
async function forget({ run, parts }: Work): Promise<void> {
  const { question } = run.asked
  try {
    const gone = await parts.store.deleteMessage(question.id)
    if (gone === undefined) await parts.store.giveUp(question)
    else await takeAway(gone, parts)
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    parts.unsettled.deleted(question.id, gone => void takeAway(gone, parts))
  }
}

/**
 * Keeps the answer and ends the claim, now or when the store is back. False if the question is gone meanwhile. Where nothing
 * may be kept it is not, here as little as there; nor is one that may tell what was forgotten while it was made.
 */
async function keep({ run, drawn, parts }: Work, given: Answer | undefined, trace?: Trace): Promise<boolean> {
  const { question } = run.asked
  const { snapshot } = drawn
  const isUnkept = snapshot !== undefined && snapshot.keeping !== 'kept'
  try {
    if (isUnkept) await parts.store.giveUp(question, given && 'answered')
    else if (snapshot === undefined) parts.unsettled.answered(question, given)
    else if (given === undefined) await parts.store.giveUp(question)
    else return (await parts.store.answer(question, snapshot.ground, given, trace)) !== 'gone'
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    parts.unsettled.answered(question, isUnkept ? undefined : given, snapshot?.ground)
    parts.log.warn({ ...about(run), ...error.facts }, 'an answer is kept when memory is back')
  }
  return true
}
