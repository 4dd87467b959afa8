import type { Logger } from 'pino'
import { errorDetails, KeepsakeError, MemoryUnavailable } from '../../errors.ts'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { Answer, MessageId, Retention, Snapshot, Trace } from '../../memory/types.ts'
import type { ChatModel } from '../../prompt/chat-model.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import type { IncomingQuestion } from '../incoming/question.ts'
import type { MessageApi, MessageButton } from '../message-api.ts'
import { removeAnswer } from '../outgoing/remove-answer.ts'
import type { RequestBudget } from '../outgoing/request-budget.ts'
import { closeFence } from '../outgoing/split-message.ts'
import { StreamedReply } from '../outgoing/streamed-reply.ts'
import type { UserLocales } from '../user-locales.ts'
import type { BuiltPrompt, PromptBuilder } from './build-prompt.ts'
import type { UsageLimits } from './usage-limits.ts'

/** Why an answer under way ends early: the abort reason of its signal. */
export type AbortReason = 'stopped' | 'deleted' | 'superseded' | 'shutdown'

/** How asking ended; `failed` was told to the user in the answer's place. */
export type AnswerOutcome = 'answered' | 'failed' | 'nothing'

/** A question on its way to an answer. */
export interface AnswerTask {
  readonly incoming: IncomingQuestion
  readonly abort: AbortController
  /** What it adds to the conversation is on its way to the store: a later read sees it. */
  isSettled: boolean
  reply?: StreamedReply
}

/** What the answer may draw on. */
export interface AnswerContext {
  /** What memory holds; none while it is out of reach. */
  readonly snapshot?: Snapshot
  /** Messages of an earlier answer, to be written over. */
  readonly existingMessages: readonly MessageId[]
  /** The earlier answer stays if there is no new one: whoever asked for it is told elsewhere. */
  readonly keepsOldAnswer?: boolean
  /** What stands under the answer, if the memory could not be reached. */
  readonly notice?: AnswerTextKey
}

export interface AnswerDependencies {
  readonly conversations: ConversationStore
  readonly outbox: Outbox
  readonly model: ChatModel
  readonly buildPrompt: PromptBuilder
  readonly usageLimits: UsageLimits
  readonly messageApi: MessageApi
  readonly requestBudget: RequestBudget
  readonly log: Logger
  /** In which language something is said to a user. */
  readonly userLocales: Pick<UserLocales, 'textsOf' | 'read'>
}

/** One answer being made. */
interface AnswerWork {
  readonly task: AnswerTask
  readonly context: AnswerContext
  readonly dependencies: AnswerDependencies
  readonly reply: StreamedReply
}

/** What the model gave: its text as far as it came, what is to be said under it or in its place, and what it rests on. */
interface Completion {
  readonly text: string
  readonly notice?: AnswerTextKey
  readonly trace?: Trace | undefined
  /** What stands under it. */
  readonly button?: MessageButton | undefined
}

/** Lets the model answer one claimed question, shows it, and keeps it. Whatever fails is told to the user, or logged. */
export async function answerQuestion(
  run: AnswerTask,
  drawn: AnswerContext,
  parts: AnswerDependencies,
  onVisible: () => void,
): Promise<AnswerOutcome> {
  const { question } = run.incoming
  const reply = new StreamedReply({
    messageApi: parts.messageApi,
    requestBudget: parts.requestBudget,
    question,
    texts: parts.userLocales.textsOf(question.user),
    existingMessages: drawn.existingMessages,
    onVisible,
    onFailure: error =>
      parts.log.warn({ ...logDetailsOf(run), ...discordErrorDetails(error) }, 'Discord did not take a change'),
    onGone: () => run.abort.abort('deleted' satisfies AbortReason),
  })
  run.reply = reply
  const work: AnswerWork = { task: run, context: drawn, dependencies: parts, reply }
  const refusal = await parts.usageLimits.refusal(question)
  const completion = refusal === undefined ? await generateText(work) : { text: '', note: refusal }
  const ended = abortReasonOf(run)
  if (ended === 'deleted') await withdrawAnswer(work)
  if (ended === 'superseded' || ended === 'shutdown') await reply.freeze()
  return ended === undefined || ended === 'stopped' ? await finishAnswer(work, completion) : 'nothing'
}

const abortReasonOf = ({ abort }: AnswerTask) => abort.signal.reason as AbortReason | undefined
const logDetailsOf = ({ incoming: { question } }: AnswerTask) => ({ question: question.id, channel: question.channel })

async function generateText({ task, context, dependencies, reply }: AnswerWork): Promise<Completion> {
  let text = ''
  let prompt: BuiltPrompt | undefined
  try {
    prompt = await dependencies.buildPrompt(task.incoming, context.snapshot)
    const stream = dependencies.model.stream(prompt.messages, {
      signal: task.abort.signal,
      mayRestart: () => !reply.isVisible,
      onUsage: ({ tokens }) => dependencies.usageLimits.recordTokens(task.incoming.question, tokens),
      ...(prompt.tools === undefined ? {} : { tools: prompt.tools }),
    })
    let next = await stream.next()
    for (; next.done !== true; next = await stream.next()) {
      text = next.value
      reply.update(text)
    }
    const made = { text, trace: prompt.trace(), button: prompt.button() }
    if (abortReasonOf(task) === 'stopped') return { ...made, notice: 'stopped' }
    return next.value === 'length' ? { ...made, notice: 'lengthReached' } : made
  } catch (error) {
    dependencies.log.warn({ ...logDetailsOf(task), ...errorDetails(error) }, 'no whole answer')
    const sentence = error instanceof KeepsakeError ? error.tellUser : 'failed'
    if (text === '') return { text, notice: sentence, trace: prompt?.trace() }
    return { text, notice: 'cutOff', trace: prompt?.trace(), button: prompt?.button() }
  }
}

async function finishAnswer(work: AnswerWork, completion: Completion): Promise<AnswerOutcome> {
  const { task, context, dependencies, reply } = work
  const { text, trace, button } = completion
  if (text === '' && context.keepsOldAnswer === true) {
    await storeAnswer(work, undefined)
    return 'failed'
  }
  const shown = visibleText(completion, work)
  try {
    const messages = await reply.finish(shown, button)
    if (abortReasonOf(task) === 'deleted') {
      await withdrawAnswer(work)
      return 'nothing'
    }
    task.isSettled = true
    const isWanted = await storeAnswer(work, text === '' ? undefined : { text, saidAt: Date.now(), messages }, trace)
    if (isWanted && abortReasonOf(task) !== 'deleted') return text === '' ? 'failed' : 'answered'
    await reply.remove()
  } catch (error) {
    const failure = classifyDiscordError(error)
    dependencies.log.error(
      { ...logDetailsOf(task), failure, ...discordErrorDetails(error) },
      'an answer could not be shown',
    )
    if (failure === 'questionGone') await forgetDeletedQuestion(work)
    // After a passing failure that lasted too long the claim stays: the next start tries again.
    else if (failure !== 'passing') await storeAnswer(work, undefined)
  }
  return 'nothing'
}

/** What the model said, and under it, or in its place, what is to be said about that. */
function visibleText({ text, notice }: Completion, { task, context, dependencies }: AnswerWork): string {
  const { answers } = dependencies.userLocales.textsOf(task.incoming.question.user)
  const footers = text === '' ? [] : footerNotices(context.snapshot)
  const notes = [notice, context.notice, ...footers].flatMap(one => (one === undefined ? [] : [answers[one]]))
  if (text === '') return notes.join('\n\n')
  return [notes.length === 0 ? text : closeFence(text), ...notes].join('\n\n')
}

/** Takes away what is there of an answer, and ends the claim: nobody wants it any more. */
async function withdrawAnswer(work: AnswerWork): Promise<void> {
  await work.reply.remove()
  if (work.reply.isQuestionGone) await forgetDeletedQuestion(work)
  else await storeAnswer(work, undefined)
}

/** Forgets a question of whose deletion no event told. */
async function forgetDeletedQuestion({ task, dependencies }: AnswerWork): Promise<void> {
  const { question } = task.incoming
  try {
    const gone = await dependencies.conversations.deleteMessage(question.id)
    if (gone === undefined) await dependencies.conversations.releaseClaim(question)
    else await removeAnswer(gone, dependencies)
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    dependencies.outbox.addDeletion(question.id, gone => void removeAnswer(gone, dependencies))
  }
}

/**
 * Keeps the answer and ends the claim, now or when the store is back. False if the question is gone meanwhile. Where nothing
 * may be kept it is not, here as little as there; nor is one that may tell what was forgotten while it was made.
 */
async function storeAnswer(
  { task, context, dependencies }: AnswerWork,
  given: Answer | undefined,
  trace?: Trace,
): Promise<boolean> {
  const { question } = task.incoming
  const { snapshot } = context
  const isUnkept = snapshot !== undefined && snapshot.retention !== 'kept'
  try {
    if (isUnkept) await dependencies.conversations.releaseClaim(question, given && 'answered')
    else if (snapshot === undefined) dependencies.outbox.addAnswer(question, given)
    else if (given === undefined) await dependencies.conversations.releaseClaim(question)
    else return (await dependencies.conversations.keepAnswer(question, snapshot.snapshotToken, given, trace)) !== 'gone'
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    dependencies.outbox.addAnswer(question, isUnkept ? undefined : given, snapshot?.snapshotToken)
    dependencies.log.warn({ ...logDetailsOf(task), ...error.details }, 'an answer is kept when memory is back')
  }
  return true
}

const noticesByRetention: Readonly<Record<Retention, readonly AnswerTextKey[]>> = {
  kept: [],
  paused: ['paused'],
  incognito: ['incognito'],
  serverOff: ['serverOff'],
}

/**
 * What stands under a shown answer, and is no part of the kept one: that nothing of it is kept, and at the first answer
 * that somebody ever gets where their rights are to be found.
 */
export function footerNotices(snapshot: Snapshot | undefined): readonly AnswerTextKey[] {
  if (snapshot === undefined) return []
  const { retention, isFirst } = snapshot
  // Where nothing is kept, it is not kept either who was told.
  return isFirst && retention !== 'serverOff'
    ? [...noticesByRetention[retention], 'firstTime']
    : noticesByRetention[retention]
}
