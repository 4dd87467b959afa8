import { type LogDetails, MemoryUnavailable } from '../../errors.ts'
import type { Texts } from '../../locales/en.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { snowflakeTime } from '../../memory/turns.ts'
import type { Answer, MessageId, Trace } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Bill, Spending } from '../../spending/spending.ts'
import type { DiscordClock } from '../clock.ts'
import { classifyDiscordError, deliveryAdvice, discordErrorDetails } from '../errors.ts'
import type { MessageApi } from '../message-api.ts'
import { removeMessages } from '../outgoing/remove-messages.ts'
import type { RequestBudget } from '../outgoing/request-budget.ts'
import { keepStanding } from '../outgoing/standing-answer.ts'
import { StreamedReply } from '../outgoing/streamed-reply.ts'
import { visibleAnswer } from '../outgoing/visible-answer.ts'
import type { UserLocales } from '../user-locales.ts'
import type { AnswerJournal } from './answer-journal.ts'
import { type AbortReason, type AnswerContext, type AnswerTask, abortReasonOf } from './answer-task.ts'
import { type GenerateDependencies, type GeneratedAnswer, generateWithAttachments } from './generate-answer.ts'
import type { MessageChanges } from './message-changes.ts'
import { noteOutcome } from './note-outcome.ts'
import { MAX_QUESTION_AGE_MS, passOn } from './read-claim.ts'

/** How a question ended; `failed` was told to the user in the answer's place. */
export type AnswerOutcome = 'answered' | 'failed' | 'nothing'

export interface AnswerDependencies extends GenerateDependencies {
  readonly conversations: ConversationStore
  readonly outbox: Outbox
  readonly changes: MessageChanges
  readonly journal: AnswerJournal
  readonly messageApi: MessageApi
  readonly requestBudget: RequestBudget
  readonly discordClock: Pick<DiscordClock, 'now'>
  readonly spending: Pick<Spending, 'charge'>
  readonly userLocales: Pick<UserLocales, 'textsOf' | 'recordFromSettings'>
  /** Whether this process may not have heard what others of the bot have answered. */
  readonly mayHaveMissed: () => boolean
  readonly log: Logger
}

/** One answer being made. */
interface AnswerWork extends AnswerDependencies {
  readonly task: AnswerTask
  readonly context: AnswerContext
  readonly reply: StreamedReply
  readonly texts: Texts
  /** What names its question in the log. */
  readonly details: LogDetails
  /** Told what Discord did not take, and may take later. */
  readonly onFailure: (error: unknown) => void
  /** What it costs. */
  readonly bill: Bill
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
  // Read beside the claim; with it comes the language of the server.
  await task.placeSettings
  const texts = dependencies.userLocales.textsOf(question.user, question.guild)
  const onFailure = (error: unknown) =>
    dependencies.log.warn({ ...details, ...discordErrorDetails(error) }, 'answer update failed')
  const reply = new StreamedReply({
    ...dependencies,
    ...{ question, texts, onVisible },
    nonceId: task.message.companions?.[0]?.id ?? question.id,
    existingMessages: context.existingMessages,
    isTakenOver: task.message.standing !== undefined,
    editedAt: task.message.editedAt,
    onFailure,
    onGone: () => {
      if (!reply.isQuestionGone || !isAnsweredWithout(work)) task.abort.abort('deleted' satisfies AbortReason)
    },
    ...{ claim: task.claim, isAnsweredElsewhere: task.isAnsweredElsewhere, answersTo: task.answersTo },
    onElsewhere: repliesTo => task.abort.abort(task.leaveToOther(repliesTo)),
  })
  task.reply = reply
  const bill = { cost: 0, unpriced: 0 }
  const work: AnswerWork = { ...dependencies, task, context, reply, texts, details, onFailure, bill }
  const limit = await task.readLimit()
  const completion =
    limit === undefined
      ? await work.spending.charge(question, () => generateWithAttachments(work), work.bill)
      : { text: '', end: limit, notices: [limit] }
  const reason = abortReasonOf(task)
  if (reason === undefined || reason === 'stopped') return await finishAnswer(work, completion)
  if (reason === 'readersChanged') return await finishAnswer(work, { text: '', end: reason, notices: [reason] })
  await (reason === 'deleted' ? withdrawAnswer(work) : reply.freeze())
  if (reason === 'shutdown') work.journal.unanswered(question, 'leftToNext')
  return leaveAnswer(work)
}

/** Says that another process answers, where one does. */
function leaveAnswer({ task, journal, outbox }: AnswerWork): 'nothing' {
  const { question, companions = [] } = task.message
  const reason = abortReasonOf(task)
  if (reason !== 'answeredElsewhere') return 'nothing'
  journal.unanswered(question, reason)
  // Whoever looks later sees whether it is so: what was found may be what a process has begun that died.
  outbox.addAnswer(question, undefined, { companions, isLeft: true })
  return 'nothing'
}

async function finishAnswer(work: AnswerWork, completion: GeneratedAnswer): Promise<AnswerOutcome> {
  const { task, context } = work
  const { text, end, failure } = completion
  // What its present readers may not see goes.
  const mayStay = task.mayStandingStay() && end !== 'readersChanged' && (text === '' || failure !== undefined)
  const left = mayStay ? await leaveStanding(work, completion) : undefined
  if (left !== undefined) return left
  if (text === '' && task.message.mayBeSilent) return await staySilent(work, completion)
  if (text !== '' || context.keepsOldAnswer !== true) return await showAnswer(work, completion)
  noteOutcome(work, completion)
  await endClaim(work)
  return 'failed'
}

/** Leaves what a process that died has shown of an answer; undefined where there is nothing. */
async function leaveStanding(work: AnswerWork, completion: GeneratedAnswer): Promise<AnswerOutcome | undefined> {
  const { task, context, reply, texts, messageApi, onFailure } = work
  const { question, companions = [], place } = task.message
  const said = visibleAnswer(completion, { ...context, place: place.kind, texts })
  // The beginning of an answer that the model broke off is no better than what stands there.
  const notice = completion.text === '' ? said : texts.answers.failed
  const terms = { companions, notice, claim: task.claim, answers: texts.answers }
  try {
    const kept = await keepStanding({ ...work, question, ...terms })
    if (kept === undefined) return undefined
    Object.assign(task, kept)
    const outcome = await settleAnswer(work, { ...completion, text: '' }, reply.messageIds)
    const { shownToEarlier: told = [] } = kept
    if (outcome === 'nothing') await removeMessages(messageApi, question.channel, told, onFailure)
    return outcome
  } catch (error) {
    await leaveUnshown(work, error)
    return 'nothing'
  }
}

/** Shows what the model said, or what is said in its place, and keeps the answer. */
async function showAnswer(work: AnswerWork, completion: GeneratedAnswer): Promise<AnswerOutcome> {
  const { task, context, reply, texts } = work
  const { text, button } = completion
  try {
    const shown = visibleAnswer(completion, { ...context, place: task.message.place.kind, texts })
    return await settleAnswer(work, completion, await reply.finish(shown, button, text === ''))
  } catch (error) {
    await leaveUnshown(work, error)
    return 'nothing'
  }
}

/** Keeps the answer that stands there, unless it is wanted no more. */
async function settleAnswer(
  work: AnswerWork,
  completion: GeneratedAnswer,
  messages: readonly MessageId[],
): Promise<AnswerOutcome> {
  const { task, reply, discordClock } = work
  const { text, trace } = completion
  const reason = abortReasonOf(task)
  if (reason === 'deleted') await withdrawAnswer(work)
  // One of several was deleted meanwhile: the others are answered anew.
  if (reason === 'deleted' || reason === 'superseded') return 'nothing'
  if (reply.isElsewhere) return leaveAnswer(work)
  task.isSettled = true
  const answer = text === '' ? undefined : { text, saidAt: discordClock.now(), messages }
  const isWanted = await endClaim(work, answer, trace)
  if (isWanted && abortReasonOf(task) !== 'deleted') {
    noteOutcome(work, completion)
    return text === '' ? 'failed' : 'answered'
  }
  task.isSettled = isWanted || !task.answerAnew()
  await (task.isSettled ? withdrawAnswer(work) : reply.remove())
  return 'nothing'
}

/** Says that Discord did not take an answer, and why. */
async function leaveUnshown(work: AnswerWork, error: unknown): Promise<void> {
  const { question, companions = [] } = work.task.message
  const failure = classifyDiscordError(error)
  if (abortReasonOf(work.task) === 'superseded' || (failure === 'questionGone' && isAnsweredWithout(work))) return
  const gone = failure === 'questionGone' ? 'deleted' : 'notDelivered'
  work.journal.unanswered(question, gone, { failure, ...discordErrorDetails(error), ...deliveryAdvice[failure] })
  if (failure === 'questionGone') await forgetQuestion(work)
  else if (failure !== 'transient' || isAnsweredBefore(work)) await endClaim(work)
  // Discord was out of reach for too long: it is tried again as what a process leaves that dies.
  else await passOn(question, companions, work)
}

/** Whether an answer stands already, or nobody waits for one any more. */
function isAnsweredBefore({ task, context, discordClock }: AnswerWork): boolean {
  return context.keepsOldAnswer === true || discordClock.now() - snowflakeTime(task.message.id) > MAX_QUESTION_AGE_MS
}

/**
 * Says nothing where nobody spoke to the bot, whether it has nothing to say or can't: what is there of an answer goes. What was
 * said is kept like any question, but not of somebody who was never told that it is: nobody was answered who could have read that.
 */
async function staySilent(work: AnswerWork, { isSilent, ...completion }: GeneratedAnswer): Promise<AnswerOutcome> {
  const { question } = work.task.message
  noteOutcome(work, completion, isSilent ? 'nothingToSay' : undefined)
  if ((await work.task.claim()) === 'lost') return 'nothing'
  await work.reply.remove()
  const { isFirst = false, retention } = work.context.snapshot ?? {}
  if (!isFirst || retention !== 'kept') await endClaim(work)
  else {
    await work.conversations.withdrawQuestion(question).catch((error: unknown) => {
      if (!(error instanceof MemoryUnavailable)) throw error
      work.outbox.addDeletion(question.id, () => undefined)
      work.log.warn({ ...work.details, ...error.details }, 'memory unavailable: deletion queued')
    })
  }
  return 'nothing'
}

/** False if the question is gone. What the memory had and has lost is kept by what this process knows of it, as if the memory had been out of reach. */
async function keepAnswer(work: AnswerWork, snapshotToken: string, answer: Answer, trace?: Trace): Promise<boolean> {
  const { conversations, task, outbox, details, log } = work
  const { question, audience } = task.message
  const kept = await conversations.keepAnswer(question, snapshotToken, answer, trace)
  if (kept === 'lost') {
    log.warn(details, 'Redis has lost a question since it was asked: it is kept once more')
    outbox.addQuestion(question, audience())
    outbox.addAnswer(question, answer)
  } else if (kept === 'removed') task.endReason ??= 'deleted'
  return kept !== 'gone'
}

/** Takes away what is there of an answer that nobody wants any more, and ends the claim. */
async function withdrawAnswer(work: AnswerWork): Promise<void> {
  work.journal.unanswered(work.task.message.question, 'deleted')
  await work.reply.remove()
  if (work.reply.isQuestionGone) await forgetQuestion(work)
  else await endClaim(work)
}

/** Whether what was said before a question that is gone, and is answered with it, is answered without it now. */
function isAnsweredWithout({ task, changes, journal }: AnswerWork): boolean {
  const { question } = task.message
  if (!task.leaveOut()) return false
  journal.unanswered(question, 'deleted')
  void changes.delete(question.id, question)
  return true
}

/** Forgets a question of whose deletion no event told. */
async function forgetQuestion(work: AnswerWork): Promise<void> {
  const { question } = work.task.message
  if (!(await work.changes.delete(question.id, question))) await endClaim(work)
}

/**
 * Ends the claim and keeps the answer, if there is one, now or when the store is back; the answer is not kept if memory is
 * off, or if something was forgotten while it was made. False if the question is gone meanwhile.
 */
async function endClaim(work: AnswerWork, shown?: Answer, trace?: Trace): Promise<boolean> {
  const { conversations } = work
  const { question, companions = [] } = work.task.message
  const { snapshot } = work.context
  const isUnkept = snapshot !== undefined && snapshot.retention !== 'kept'
  const given = shown && { ...shown, companions }
  try {
    if (snapshot === undefined) queueAnswer(work, given)
    else if (given !== undefined && !isUnkept) return await keepAnswer(work, snapshot.snapshotToken, given, trace)
    else await conversations.releaseClaim(question, given && 'answered', companions)
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    queueAnswer(work, isUnkept ? undefined : given)
    work.log.warn({ ...work.details, ...error.details }, 'memory unavailable: answer queued')
  }
  return true
}

/** Lets an answer wait for the store with its question, which that may never have taken, or lose before it has the answer. */
function queueAnswer({ task, context: { snapshot }, outbox }: AnswerWork, answer: Answer | undefined): void {
  const { question, companions = [], audience } = task.message
  if (answer !== undefined) outbox.addQuestion(question, audience(), snapshot !== undefined)
  outbox.addAnswer(question, answer, snapshot && { snapshotToken: snapshot.snapshotToken, companions })
}
