import { isDeepStrictEqual } from 'node:util'
import { errorDetails, type FailureNotice, KeepsakeError } from '../../errors.ts'
import type { AnswerTextKey } from '../../locales/en.ts'
import { isInOwnWords } from '../../memory/knowledge/own-words.ts'
import { isVisibleTo, visibleAmong } from '../../memory/scope.ts'
import { speaksOfOneself } from '../../memory/text/sentences/speaks-of-oneself.ts'
import type { Snapshot, Trace, UserId } from '../../memory/types.ts'
import type { ChatModel, FinishReason, ModelLimits, TokenUsage } from '../../prompt/chat-model.ts'
import { isSilent, readSpeech } from '../../prompt/silence.ts'
import type { PlaceWishes } from '../../prompt/system-prompt.ts'
import type { IncomingQuestion, PromptContext } from '../incoming/parse-message.ts'
import type { MessageButton } from '../message-api.ts'
import type { ModelChoice } from '../model-choice.ts'
import { findLinks } from '../outgoing/links.ts'
import type { StreamedReply } from '../outgoing/streamed-reply.ts'
import { findPlaceSetting, type PlaceSettingsChain } from '../place-settings.ts'
import { type AbortReason, type AnswerContext, type AnswerTask, abortReasonOf } from './answer-task.ts'
import { type BuiltPrompt, type PromptBuilder, undefinedIfTooLong } from './build-prompt.ts'
import { buildFresh, type Change, type RenewDependencies, renewSnapshot } from './renew-snapshot.ts'

/** What the bot is called in its persona, unless an operator has given it another one. */
const PERSONA_NAME = 'Keepsake'

export interface GenerateDependencies extends RenewDependencies {
  readonly model: ChatModel
  readonly buildPrompt: PromptBuilder
  /** Which of several models answers where. */
  readonly modelChoice: Pick<ModelChoice, 'modelFor'>
  readonly botId: UserId
  /** What the bot is called on Discord. */
  readonly botName: string
}

/** An answer on its way from the model to its reader. */
interface GenerateWork extends GenerateDependencies {
  readonly task: AnswerTask
  readonly context: AnswerContext
  readonly reply: StreamedReply
}

/** What the model gave: its text as far as it came, what is said under it or in its place, and what it rests on. */
export interface GeneratedAnswer {
  readonly text: string
  /** Nobody spoke to the bot, and it has nothing to say. */
  readonly isSilent?: true
  /** How it ended, where that was not by itself. */
  readonly end?: AnswerTextKey | undefined
  readonly notices?: readonly AnswerTextKey[]
  readonly trace?: Trace | undefined
  readonly usage?: TokenUsage | undefined
  readonly firstWordMs?: number | undefined
  /** Of what failed, for operators. */
  readonly failure?: Readonly<Record<string, unknown>>
  /** What the model kept of what the user said, in their words: it stands under the answer. */
  readonly kept?: readonly string[]
  /** What stands under it. */
  readonly button?: MessageButton | undefined
}

/**
 * Asks the model, and shows what it says as it comes; what fails stands in what it returns. The files that came with a question
 * are read when its turn has come, and let go when it is answered.
 */
export async function generateWithAttachments(work: GenerateWork): Promise<GeneratedAnswer> {
  const { message, abort } = work.task
  const gathering = gatherAround(work.task, work.context)
  const lending = gathering.then(({ files }) => message.borrowAttachments(files, abort.signal))
  const withFiles = async ({ files: _, ...around }: Gathered): Promise<PromptContext> => {
    const context = { ...around, attachments: (await lending).attachments }
    work.reply.allowLinks(findPublicLinks(message, context, work.context.snapshot))
    return context
  }
  const around = {
    promptContext: gathering.then(withFiles),
    async readAgain() {
      const former = this.promptContext
      this.promptContext = gatherAround(work.task, work.context).then(withFiles)
      return !isDeepStrictEqual(await this.promptContext, await former)
    },
  }
  around.promptContext.catch(() => undefined) // awaited where the prompt is built
  try {
    return await generateText(work, around)
  } finally {
    const lent = await lending.catch(() => undefined)
    lent?.release()
  }
}

type Gathered = Awaited<ReturnType<typeof gatherAround>>

/** What stands around a message, as it may be told now. */
async function gatherAround({ messageContext, placeSettings, abort }: AnswerTask, { snapshot }: AnswerContext) {
  const { readTalk, readReferred } = await messageContext
  const [channel, referred, settings] = await Promise.all([
    ...([readTalk(snapshot?.begunAfter), readReferred(abort.signal), placeSettings] as const),
  ])
  return { ...referred, channel, wishes: placeWishesOf(settings) }
}

/** What stands around a message. */
interface Around {
  readonly promptContext: Promise<PromptContext>
  /** Reads it once more; returns whether it is something else now. */
  readAgain(): Promise<boolean>
}

function placeWishesOf(settings: PlaceSettingsChain): PlaceWishes {
  return {
    persona: findPlaceSetting(settings, 'persona')?.value,
    answerLanguage: findPlaceSetting(settings, 'answerLanguage')?.value,
  }
}

/** Links that whoever reads the answer reads there anyway, or that the asker wrote themselves. */
function findPublicLinks(
  { text }: IncomingQuestion,
  { replyChain, shown, starter, linked, channel }: PromptContext,
  snapshot: Snapshot | undefined,
): readonly string[] {
  const own = snapshot?.window.filter(({ role }) => role === 'user') ?? []
  // What the bot itself said may hold a link that is not to be opened.
  const others = channel.filter(({ author }) => author !== undefined)
  return [text, ...[...replyChain, ...shown, ...starter, ...linked, ...others, ...own].map(said => said.text)].flatMap(
    findLinks,
  )
}

/** How often it is looked who reads a channel in which an answer is being written. */
const READERS_INTERVAL_MS = 250

/**
 * Tells whether those who read the channel now may be told what an answer rests on, which was chosen for those who read it
 * when it was begun; and ends the answer where they may not.
 */
function watchReaders({ message, abort }: AnswerTask, snapshot: Snapshot | undefined): (when?: 'now') => boolean {
  const { known, summaries = [] } = snapshot ?? {}
  const scopes = [message.question, ...(known?.facts ?? []), ...(known?.statements ?? []), ...summaries].map(
    ({ scope }) => scope,
  )
  const told = [...visibleAmong(scopes, message.audience())]
  let lookedAt = performance.now()
  return when => {
    if (when !== 'now' && performance.now() - lookedAt < READERS_INTERVAL_MS) return true
    lookedAt = performance.now()
    const audience = message.audience()
    const mayBeTold = told.every(scope => isVisibleTo(scope, audience))
    if (!mayBeTold) abort.abort('readersChanged' satisfies AbortReason)
    return mayBeTold
  }
}

async function generateText(work: GenerateWork, around: Around): Promise<GeneratedAnswer> {
  const { task, context, reply, model } = work
  const { question, mayBeSilent } = task.message
  let text = ''
  let firstWordMs: number | undefined
  let usage: TokenUsage | undefined
  let prompt: BuiltPrompt | undefined
  /** All that were built, newest first: the model may have used the tools of an earlier one. */
  const prompts: BuiltPrompt[] = []
  let isPictureMissing = false
  let mayStillBeTold = watchReaders(task, context.snapshot)
  /** Where the model did nothing of what the user plainly asked for, that is offered under the answer. */
  async function requestNotice(): Promise<AnswerTextKey | undefined> {
    const hasDone = prompts.some(({ toolNotices }) => toolNotices().length > 0)
    return hasDone ? undefined : await prompt?.offerRequested()
  }
  const completion = (notice?: AnswerTextKey): GeneratedAnswer => ({
    ...{ text, usage, firstWordMs, end: notice },
    notices: [...(notice ? [notice] : []), ...(isPictureMissing && text !== '' ? ['pictureNotSeen' as const] : [])],
    trace: prompt?.trace(),
    button: prompts.map(({ button }) => button()).find(button => button !== undefined),
  })
  /** An answer that did not come to its end may not have told what the model did. */
  const brokenCompletion = (notice: AnswerTextKey): GeneratedAnswer => {
    const { notices = [], ...rest } = completion(notice)
    return { ...rest, notices: [...notices, ...new Set(prompts.flatMap(({ toolNotices }) => toolNotices()))] }
  }
  async function build(limits?: ModelLimits): Promise<BuiltPrompt> {
    const built = await work.buildPrompt(task.message, around.promptContext, context.snapshot, limits)
    prompts.unshift(built)
    return built
  }
  async function renew(): Promise<Change> {
    const found = await renewSnapshot(task, context, work)
    if (found === 'young') return 'none'
    if (found === 'changed' && mayStillBeTold('now')) mayStillBeTold = watchReaders(task, context.snapshot)
    // Of what others said and have forgotten the asker's snapshot knows nothing.
    const isOtherAround = await around.readAgain()
    if (found === 'changed') return 'memory'
    return isOtherAround ? 'around' : 'none'
  }
  // From here on, as what the prompt needs may be looked up at the same server.
  const chosen = work.modelChoice.modelFor(task.message, findPlaceSetting(await task.placeSettings, 'model')?.value)
  const leave = model.reserve?.(chosen)
  try {
    const limits = await model.limits?.(chosen)
    prompt = (await buildFresh(() => build(limits), renew)).prompt
    const stream = model.stream(prompt.messages, {
      signal: task.abort.signal,
      model: chosen,
      person: question.user,
      mayRestart: () => !reply.isVisible,
      speakers: [PERSONA_NAME, work.botName, task.message.author],
      said: saidBefore(context.snapshot, task.message.text, limits),
      message: task.message.text,
      onUsage(counted) {
        usage = counted
      },
      onPicturesOmitted() {
        isPictureMissing = true
      },
      async refit(contextTokens) {
        const smaller = await undefinedIfTooLong(build({ ...limits, contextTokens }))
        prompt = smaller ?? prompt
        return smaller
      },
      async renew(contextTokens = limits?.contextTokens) {
        const change = await renew()
        if (change === 'none') return undefined
        const fresh = await buildFresh(
          () => build({ ...limits, ...(contextTokens !== undefined && { contextTokens }) }),
          renew,
        )
        prompt = fresh.prompt
        const { messages, tools } = prompt
        return { messages, ...(tools && { tools }), isMemoryChanged: change === 'memory' || fresh.isMemoryChanged }
      },
      ...(prompt.tools && { tools: prompt.tools }),
    })
    const finish = await readAnswer(stream, mayBeSilent, (soFar, isSpeech) => {
      text = soFar
      if (!isSpeech) return
      firstWordMs ??= msSince(task.begunAt)
      if (mayStillBeTold()) reply.update(text)
    })
    if (finish === 'silent') return { text: '', isSilent: true, usage, trace: prompt.trace() }
    mayStillBeTold('now')
    if (abortReasonOf(task) === 'stopped') return brokenCompletion('stopped')
    const requested = await requestNotice()
    const whole = completion(finish === 'length' ? 'lengthReached' : undefined)
    const kept = prompts.flatMap(({ keptWords }) => keptWords())
    return { ...whole, kept, notices: [...(whole.notices ?? []), ...(requested ? [requested] : [])] }
  } catch (error) {
    const notice: FailureNotice = error instanceof KeepsakeError ? error.tellUser : 'failed'
    // Half a silent mark says nothing.
    if (mayBeSilent && readSpeech(text) !== 'speech') text = ''
    return { ...brokenCompletion(text === '' ? notice : 'cutOff'), failure: errorDetails(error) }
  } finally {
    leave?.()
  }
}

/** What the user said of themselves, as far as it is shown: by facts, and to a small model by the messages; a larger one says those again where it was asked to. */
function saidBefore(snapshot: Snapshot | undefined, message: string, limits: ModelLimits = {}): readonly string[] {
  const facts = snapshot?.known.facts.filter(isInOwnWords).map(({ quote }) => quote) ?? []
  if (limits.isSmall !== true) return facts
  const before = snapshot?.window.filter(({ role }) => role === 'user').map(({ text }) => text) ?? []
  return [...facts, ...[...before, message].filter(speaksOfOneself)]
}

/**
 * Reads an answer to its end and tells of its text each time it has grown, with whether it is something that is said for
 * certain. Where nobody spoke to the bot it may be the silent mark: then nothing more is read.
 */
async function readAnswer(
  stream: ReturnType<ChatModel['stream']>,
  mayBeSilent: boolean,
  onText: (text: string, isSpeech: boolean) => void,
): Promise<FinishReason | 'silent'> {
  let text = ''
  for (;;) {
    const { done, value } = await stream.next()
    if (done === true) return mayBeSilent && isSilent(text) ? 'silent' : value
    text = value
    const speech = mayBeSilent ? readSpeech(text) : 'speech'
    onText(text, speech === 'speech')
    if (speech !== 'silent') continue
    // What a model writes after the mark is paid for, and read by nobody.
    await stream.return('whole')
    return 'silent'
  }
}

/** @param begunAt as `performance.now()` told it */
export function msSince(begunAt: number): number {
  return Math.round(performance.now() - begunAt)
}
