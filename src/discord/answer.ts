import type { Logger } from 'pino'
import { KeepsakeError, MemoryUnavailable, ModelError } from '../errors.ts'
import type { MemoryStore } from '../memory/ports.ts'
import type { Answer, MessageId, QuestionRef, Turn } from '../memory/types.ts'
import type { Unsettled } from '../memory/unsettled.ts'
import type { ChatModel } from '../prompt/chat-model.ts'
import { texts } from '../texts.ts'
import type { Admission } from './admission.ts'
import { discordFacts, discordFailure } from './failure.ts'
import type { Messages } from './messages.ts'
import type { Pace } from './pace.ts'
import type { Asked, PromptMaker } from './question.ts'
import { Reply } from './reply.ts'

/** Why an answer under way ends early: the abort reason of its signal. */
export type Ended = 'stopped' | 'deleted' | 'superseded' | 'shutdown'

/** How asking ended; `failed` was told to the user in the answer's place. */
export type Outcome = 'answered' | 'failed' | 'nothing'

/** A question on its way to an answer. */
export interface Run {
  readonly asked: Asked
  readonly abort: AbortController
  reply?: Reply
}

/** What the answer may draw on; the defaults without memory. */
export interface Drawn {
  readonly epoch: string
  readonly window: readonly Turn[]
  /** Messages of an earlier answer, to be written over. */
  readonly existing: readonly MessageId[]
  /** What stands under the answer, if the memory could not be reached. */
  readonly note?: string
  readonly isMemoryAway: boolean
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
}

/** What the model gave: its text as far as it came, and what is to be said under it or in its place. */
interface Completion {
  readonly text: string
  readonly note?: string
}

/** Lets the model answer one claimed question, shows it, and keeps it. Rejects only with what nobody could be told. */
export async function answer(run: Run, drawn: Drawn, parts: AnswerParts, onVisible: () => void): Promise<Outcome> {
  const { question } = run.asked
  const facts = { question: question.id, channel: question.channel }
  const reply = new Reply({
    messages: parts.messages,
    pace: parts.pace,
    question,
    existing: drawn.existing,
    onVisible,
    onFailure: error => parts.log.warn({ ...facts, ...discordFacts(error) }, 'Discord did not take a text that is not final yet'),
    onGone: () => run.abort.abort('deleted' satisfies Ended),
  })
  run.reply = reply
  const refusal = await parts.admission.refusal(question)
  const completion = refusal === undefined ? await complete(run, reply, drawn, parts) : { text: '', note: refusal }

  const ended = run.abort.signal.reason as Ended | undefined
  if (ended === 'deleted') await reply.remove()
  if (ended === 'superseded' || ended === 'shutdown') await reply.freeze()
  if (ended !== undefined && ended !== 'stopped') return 'nothing'
  return await conclude(run, reply, drawn, parts, completion)
}

async function complete(run: Run, reply: Reply, drawn: Drawn, parts: AnswerParts): Promise<Completion> {
  const { question } = run.asked
  let text = ''
  try {
    const { messages } = await parts.prompt(run.asked, drawn.window)
    const stream = parts.model.stream(messages, {
      signal: run.abort.signal,
      mayRestart: () => !reply.isVisible,
      onUsage: ({ tokens }) => parts.admission.spend(question, tokens),
    })
    for (let next = await stream.next(); ; next = await stream.next()) {
      if (next.done === true) {
        if (run.abort.signal.aborted) return { text, note: texts.stopped }
        return next.value === 'length' ? { text, note: texts.lengthReached } : { text }
      }
      text = next.value
      reply.show(text)
    }
  } catch (error) {
    if (!(error instanceof KeepsakeError)) throw error
    const failure = error instanceof ModelError ? error.failure : error.name
    parts.log.warn({ question: question.id, channel: question.channel, failure, ...error.facts }, 'no whole answer')
    return { text, note: text === '' ? error.tellUser : texts.cutOff }
  }
}

async function conclude(run: Run, reply: Reply, drawn: Drawn, parts: AnswerParts, { text, note }: Completion): Promise<Outcome> {
  const { question } = run.asked
  const shown = [text, note, drawn.note].filter(part => part !== undefined && part !== '').join('\n\n')
  try {
    const messages = await reply.finish(shown)
    const given = text === '' ? undefined : { text, saidAt: Date.now(), messages }
    await keep(question, given, drawn, parts)
    return given === undefined ? 'failed' : 'answered'
  } catch (error) {
    const failure = discordFailure(error)
    parts.log.error({ question: question.id, channel: question.channel, failure, ...discordFacts(error) }, 'an answer could not be shown')
    if (failure === 'questionGone') await parts.store.deleteMessage(question.id)
    // After a passing failure that lasted too long the claim stays: the next start tries again.
    else if (failure !== 'passing') await keep(question, undefined, drawn, parts)
    return 'nothing'
  }
}

/** Keeps the answer and ends the claim, now or when the store is back. */
async function keep(question: QuestionRef, given: Answer | undefined, drawn: Drawn, parts: AnswerParts): Promise<void> {
  try {
    if (drawn.isMemoryAway) parts.unsettled.add(question, given)
    else if (given === undefined) await parts.store.giveUp(question)
    else await parts.store.answer(question, drawn.epoch, given)
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    parts.unsettled.add(question, given)
    parts.log.warn({ question: question.id, ...error.facts }, 'an answer is kept when memory is back')
  }
}
