import { errorDetails, KeepsakeError, type LogDetails, MemoryUnavailable } from '../../errors.ts'
import type { AnswerTextKey, Texts } from '../../locales/en.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { Answer, MessageId, Snapshot, Trace } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { ChatModel } from '../../prompt/chat-model.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import type { IncomingQuestion, MessageContext, PromptContext } from '../incoming/parse-message.ts'
import type { MessageApi, MessageButton } from '../message-api.ts'
import { findLinks } from '../outgoing/links.ts'
import type { RequestBudget } from '../outgoing/request-budget.ts'
import { closeFence } from '../outgoing/split-message.ts'
import { StreamedReply } from '../outgoing/streamed-reply.ts'
import type { UserLocales } from '../user-locales.ts'
import { type BuiltPrompt, type PromptBuilder, undefinedIfTooLong } from './build-prompt.ts'
import type { MessageChanges } from './message-changes.ts'
import type { UsageLimits } from './usage-limits.ts'

/** Why an answer under way ends early: the abort reason of its signal. */
export type AbortReason = 'stopped' | 'deleted' | 'superseded' | 'shutdown'

/** How a question ended; `failed` was told to the user in the answer's place. */
export type AnswerOutcome = 'answered' | 'failed' | 'nothing'

/** A question on its way to an answer. */
export interface AnswerTask {
  readonly message: IncomingQuestion
  /** What stands around it: read from Discord while earlier questions are answered. */
  readonly messageContext: Promise<MessageContext>
  readonly abort: AbortController
  /** What it adds to the conversation is on its way to the store: a later read sees it. */
  isSettled: boolean
  reply?: StreamedReply
}

/** What an answer may draw on. */
export interface AnswerContext {
  /** What memory holds; absent while it is out of reach. */
  readonly snapshot?: Snapshot
  /** Messages of an earlier answer, to be written over. */
  readonly existingMessages: readonly MessageId[]
  /** The earlier answer stays if there is no new one: whoever asked for a new one reads elsewhere that there is none. */
  readonly keepsOldAnswer?: boolean
  /** What stands under the answer if memory was out of reach. */
  readonly notice?: AnswerTextKey
}

export interface AnswerDependencies {
  readonly conversations: ConversationStore
  readonly outbox: Outbox
  readonly changes: MessageChanges
  readonly model: ChatModel
  readonly buildPrompt: PromptBuilder
  readonly usageLimits: UsageLimits
  readonly messageApi: MessageApi
  readonly requestBudget: RequestBudget
  readonly userLocales: Pick<UserLocales, 'textsOf' | 'recordFromSettings'>
  /** What the bot is called on Discord. */
  readonly botName: string
  readonly log: Logger
}

/** What the bot is called in its persona, unless an operator has given it another one. */
const PERSONA_NAME = 'Keepsake'

/** One answer being made. */
interface AnswerWork extends AnswerDependencies {
  readonly task: AnswerTask
  readonly context: AnswerContext
  readonly reply: StreamedReply
  readonly texts: Texts
  /** What names its question in the log. */
  readonly details: LogDetails
}

/** What the model gave: its text as far as it came, what is said under it or in its place, and what it rests on. */
interface Completion {
  readonly text: string
  readonly notices?: readonly AnswerTextKey[]
  readonly trace?: Trace | undefined
  /** What stands under it. */
  readonly button?: MessageButton | undefined
}

/** Lets the model answer one claimed question, shows the answer, and keeps it. Whatever fails is told to the user, or logged. */
export async function answerQuestion(
  task: AnswerTask,
  context: AnswerContext,
  dependencies: AnswerDependencies,
  onVisible: () => void,
): Promise<AnswerOutcome> {
  const { question } = task.message
  const details = { question: question.id, channel: question.channel }
  const texts = dependencies.userLocales.textsOf(question.user)
  const reply = new StreamedReply({
    ...dependencies,
    question,
    texts,
    existingMessages: context.existingMessages,
    onVisible,
    onFailure: error => dependencies.log.warn({ ...details, ...discordErrorDetails(error) }, 'answer update failed'),
    onGone: () => task.abort.abort('deleted' satisfies AbortReason),
  })
  task.reply = reply
  const work: AnswerWork = { ...dependencies, task, context, reply, texts, details }
  const limit = await work.usageLimits.findExceededLimit(question)
  const completion = limit === undefined ? await generateWithAttachments(work) : { text: '', notices: [limit] }
  const reason = abortReasonOf(task)
  if (reason === undefined || reason === 'stopped') return await finishAnswer(work, completion)
  if (reason === 'deleted') await withdrawAnswer(work)
  else await reply.freeze()
  return 'nothing'
}

const abortReasonOf = ({ abort }: AnswerTask) => abort.signal.reason as AbortReason | undefined

/** The files that came with a question are read when its turn has come, and let go when it is answered. */
async function generateWithAttachments(work: AnswerWork): Promise<Completion> {
  const { message, messageContext, abort } = work.task
  const lent = await message.borrowAttachments(abort.signal)
  const promptContext = messageContext.then(context => {
    work.reply.allowLinks(findPublicLinks(message, context, work.context.snapshot))
    return { ...context, attachments: lent.attachments }
  })
  try {
    return await generateText(work, promptContext)
  } finally {
    lent.release()
  }
}

/** Links that whoever reads the answer reads there anyway, or that the asker wrote themselves. */
function findPublicLinks(
  { text }: IncomingQuestion,
  { replyChain, channel }: MessageContext,
  snapshot: Snapshot | undefined,
): readonly string[] {
  const own = snapshot?.window.filter(({ role }) => role === 'user') ?? []
  return [text, ...[...replyChain, ...channel, ...own].map(said => said.text)].flatMap(findLinks)
}

async function generateText(work: AnswerWork, promptContext: Promise<PromptContext>): Promise<Completion> {
  const { task, context, reply, model, usageLimits } = work
  const { question } = task.message
  let text = ''
  let prompt: BuiltPrompt | undefined
  /** All that were built, newest first: the model may have used the tools of an earlier one. */
  const prompts: BuiltPrompt[] = []
  let isPictureMissing = false
  /** Where the model did nothing of what the user plainly asked for, that is offered under the answer. */
  async function requestNotice(): Promise<AnswerTextKey | undefined> {
    const hasDone = prompts.some(({ toolNotices }) => toolNotices().length > 0)
    return hasDone ? undefined : await prompt?.offerRequested()
  }
  const completion = (notice?: AnswerTextKey): Completion => ({
    text,
    notices: [...(notice ? [notice] : []), ...(isPictureMissing && text !== '' ? ['pictureNotSeen' as const] : [])],
    trace: prompt?.trace(),
    button: prompts.map(({ button }) => button()).find(button => button !== undefined),
  })
  /** An answer that did not come to its end may not have told what the model did. */
  const brokenCompletion = (notice: AnswerTextKey): Completion => {
    const { notices = [], ...rest } = completion(notice)
    return { ...rest, notices: [...notices, ...new Set(prompts.flatMap(({ toolNotices }) => toolNotices()))] }
  }
  async function build(contextTokens?: number): Promise<BuiltPrompt> {
    const built = await work.buildPrompt(task.message, promptContext, context.snapshot, contextTokens)
    prompts.unshift(built)
    return built
  }
  // From here on, as what the prompt needs may be looked up at the same server.
  const leave = model.reserve?.()
  try {
    prompt = await build(await model.contextTokens?.())
    const stream = model.stream(prompt.messages, {
      signal: task.abort.signal,
      person: question.user,
      mayRestart: () => !reply.isVisible,
      speakers: [PERSONA_NAME, work.botName, task.message.author],
      onUsage: ({ tokens }) => usageLimits.recordTokens(question, tokens),
      onPicturesOmitted() {
        isPictureMissing = true
      },
      async refit(contextTokens) {
        const smaller = await undefinedIfTooLong(build(contextTokens))
        prompt = smaller ?? prompt
        return smaller
      },
      ...(prompt.tools && { tools: prompt.tools }),
    })
    let next = await stream.next()
    for (; next.done !== true; next = await stream.next()) {
      text = next.value
      reply.update(text)
    }
    if (abortReasonOf(task) === 'stopped') return brokenCompletion('stopped')
    const requested = await requestNotice()
    const whole = completion(next.value === 'length' ? 'lengthReached' : undefined)
    return { ...whole, notices: [...(whole.notices ?? []), ...(requested ? [requested] : [])] }
  } catch (error) {
    work.log.warn({ ...work.details, ...errorDetails(error) }, 'completion failed')
    if (text !== '') return brokenCompletion('cutOff')
    return brokenCompletion(error instanceof KeepsakeError ? error.tellUser : 'failed')
  } finally {
    leave?.()
  }
}

async function finishAnswer(work: AnswerWork, completion: Completion): Promise<AnswerOutcome> {
  const { task, context, reply } = work
  const { text, trace, button } = completion
  if (text === '' && context.keepsOldAnswer === true) {
    await endClaim(work)
    return 'failed'
  }
  try {
    const messages = await reply.finish(visibleText(completion, work), button)
    if (abortReasonOf(task) === 'deleted') {
      await withdrawAnswer(work)
      return 'nothing'
    }
    task.isSettled = true
    const isWanted = await endClaim(work, text === '' ? undefined : { text, saidAt: Date.now(), messages }, trace)
    if (isWanted && abortReasonOf(task) !== 'deleted') return text === '' ? 'failed' : 'answered'
    await reply.remove()
  } catch (error) {
    const failure = classifyDiscordError(error)
    work.log.error({ ...work.details, failure, ...discordErrorDetails(error) }, 'answer not delivered')
    if (failure === 'questionGone') await forgetQuestion(work)
    // After a transient failure that lasted too long the claim stays: the next start tries again.
    else if (failure !== 'transient') await endClaim(work)
  }
  return 'nothing'
}

/** What the model said, and under it, or in its place, what is to be said about that. */
function visibleText({ text, notices: own = [] }: Completion, { context, texts: { answers } }: AnswerWork): string {
  const footers = text === '' ? [] : footerNotices(context.snapshot)
  const notices = [...own, context.notice, ...footers].flatMap(key => (key === undefined ? [] : [answers[key]]))
  if (text === '' || notices.length === 0) return [text, ...notices].filter(Boolean).join('\n\n')
  return [closeFence(text), ...notices].join('\n\n')
}

/**
 * What stands under a shown answer and is no part of the kept one: that nothing of it is kept, and at the first answer
 * that somebody ever gets where their rights are to be found.
 */
export function footerNotices(snapshot: Snapshot | undefined): readonly AnswerTextKey[] {
  if (snapshot === undefined) return []
  const { retention, isFirst } = snapshot
  const notices = retention === 'kept' ? [] : [retention]
  // A server that keeps nothing does not keep either who was greeted, so nobody is greeted there.
  return isFirst && retention !== 'serverOff' ? [...notices, 'firstTime'] : notices
}

/** Takes away what is there of an answer that nobody wants any more, and ends the claim. */
async function withdrawAnswer(work: AnswerWork): Promise<void> {
  await work.reply.remove()
  if (work.reply.isQuestionGone) await forgetQuestion(work)
  else await endClaim(work)
}

/** Forgets a question of whose deletion no event told. */
async function forgetQuestion(work: AnswerWork): Promise<void> {
  if (!(await work.changes.delete(work.task.message.id))) await endClaim(work)
}

/**
 * Ends the claim and keeps the answer, if there is one, now or when the store is back; the answer is not kept if memory is
 * off, or if something was forgotten while it was made. False if the question is gone meanwhile.
 */
async function endClaim(work: AnswerWork, given?: Answer, trace?: Trace): Promise<boolean> {
  const { conversations, outbox } = work
  const { question } = work.task.message
  const { snapshot } = work.context
  const isUnkept = snapshot !== undefined && snapshot.retention !== 'kept'
  try {
    if (isUnkept) await conversations.releaseClaim(question, given && 'answered')
    else if (snapshot === undefined) outbox.addAnswer(question, given)
    else if (given === undefined) await conversations.releaseClaim(question)
    else return (await conversations.keepAnswer(question, snapshot.snapshotToken, given, trace)) !== 'gone'
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    outbox.addAnswer(question, isUnkept ? undefined : given, snapshot?.snapshotToken)
    work.log.warn({ ...work.details, ...error.details }, 'memory unavailable: answer queued')
  }
  return true
}
