import { type LogDetails, ModelError, type ModelFailure } from '../../errors.ts'
import type { Extraction, ExtractionModel, ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import type { Logger } from '../../observability/logger.ts'
import { type OnModelCall, reportWithServer } from '../../observability/model-call.ts'
import type { ChatMessage } from '../../prompt/chat-model.ts'
import { extractionMessages } from '../../prompt/extraction/messages.ts'
import {
  type ExtractionProblem,
  extractionProblems,
  type ParsedExtraction,
  parseExtraction,
} from '../../prompt/extraction/parse.ts'
import { reviewMessages } from '../../prompt/review/messages.ts'
import { parseReview } from '../../prompt/review/parse.ts'
import { parseSorted, sortMessages } from '../../prompt/sorting/sort-sentence.ts'
import { estimateTokens } from '../estimate-tokens.ts'
import { type RetryOptions, requestWithRetries } from '../retry.ts'
import type { ServerCapabilities } from '../server/capabilities.ts'
import { Descent } from '../server/descent.ts'
import type { Feature } from '../server/features.ts'
import type { TroubleReport } from '../server/trouble.ts'
import { type AnswerFormat, extractionFormat, reviewFormat, sortFormat } from './answer-format.ts'
import { noteExtraction, SortedSentences } from './sorted-sentences.ts'
import { WritingFitness } from './writing-fitness.ts'

/** What the adapter of a provider does itself; retries, parsing and asking again are the same for all providers. */
export interface ExtractionBackend<Request, Answer> extends Pick<RetryOptions<Request, Answer>, 'send' | 'toFailure'> {
  readonly capabilities: ServerCapabilities
  readonly trouble: TroubleReport
  toRequest(messages: readonly ChatMessage[], format: AnswerFormat, omitted: ReadonlySet<Feature>): Request
  featuresOf(request: Request): ReadonlySet<Feature>
  /** The text of an answer, why it can't be used (if so), and why it ended in the provider's word. */
  readAnswer(answer: Answer): { readonly text: string; readonly failure?: ModelFailure; readonly finish?: string }
  /** The model answered without JSON, as when a server silently ignores the format: from now on requests describe the shape in words. */
  describeShape(): void
  /** Milliseconds for one request. */
  timeoutMs(): number
  /** A whole answer came too late: from now on it may take longer, while it goes on. */
  giveMoreTime(): void
  /** An answer had no room: the next ones have twice as much, as this model may have thoughts that count. Whether they can. */
  giveMoreRoom(format: AnswerFormat): boolean
}

export interface ExtractionSettings {
  /** Milliseconds for one request; once an answer came later than that, milliseconds of silence. */
  readonly timeoutMs: number
  /** Milliseconds in which the last retry has to start; 10,000 if not given. */
  readonly retryMs?: number
  readonly onCall?: OnModelCall
}

const RETRY_MS = 10_000

/** Few, because learning tries again later by itself. */
const TRIES = 3

/** Due to one sentence alone. */
const failuresOfSentence: ReadonlySet<ModelFailure> = new Set(['cut', 'filtered'])

/** Characters of an unreadable answer that the model is shown when it is asked again. */
const MAX_SHOWN = 8000

interface Attempt extends ParsedExtraction {
  readonly text: string
  readonly requestId: string | undefined
}

/** An answer as far as it can be used, and whether it can. */
interface ReadAnswer<Parsed> {
  readonly parsed: Parsed
  readonly isReadable: boolean
}

/**
 * A model that extracts facts and summarizes. An answer that can't be read is asked for once more. Of one that is small, or
 * failed at that again and again, it is asked which sentences are worth a note, one by one.
 *
 * Throws ModelError: `malformed` if the second answer can't be read either, `cut` if it reached the limit of tokens,
 * `tooLong` if the request is more than the model takes (a smaller one may do for both), else what the server said; and
 * the signal's reason. Errors and log lines carry codes and counts alone.
 */
export function createExtractionModel<Request, Answer>(
  backend: ExtractionBackend<Request, Answer>,
  { retryMs = RETRY_MS, ...settings }: Omit<ExtractionSettings, 'timeoutMs'>,
  log: Logger,
): ExtractionModel {
  const { capabilities } = backend
  const onCall = reportWithServer(capabilities.server, settings.onCall)
  const sorted = new SortedSentences()
  const fitness = new WritingFitness(capabilities, log)

  /** One answer, read, its outcome reported to the metrics. */
  async function ask<Parsed>(
    messages: readonly ChatMessage[],
    format: AnswerFormat,
    read: (text: string) => ReadAnswer<Parsed>,
    signal: AbortSignal,
  ): Promise<{ parsed: Parsed; text: string; requestId: string | undefined }> {
    const begun = performance.now()
    const { purpose } = format
    const { trouble } = backend
    await capabilities.load()
    const result = await requestWithRetries({
      ...{ ...backend, purpose, tries: TRIES, timeoutMs: backend.timeoutMs(), retryMs, signal, log, onCall },
      descent: new Descent(backend),
      toRequest: omitted => backend.toRequest(messages, format, omitted),
    })
    const waitedMs = Math.round(performance.now() - begun)
    if ('failure' in result) {
      const { failure, status, code, requestId, retryAfterMs } = result
      if (failure === 'slow') backend.giveMoreTime()
      trouble.failed(result)
      throw new ModelError(failure, { status, code, requestId, retryAfterMs, waitedMs })
    }
    trouble.worked()
    const { answer, requestId, statedCost, ms } = result
    const { text, failure, finish } = backend.readAnswer(answer)
    const { parsed, isReadable } = read(text)
    const tokens = { ...result.tokens, completion: result.tokens.completion ?? estimateTokens(text) }
    onCall?.({ purpose, outcome: failure ?? (isReadable ? 'ok' : 'malformed'), tokens, statedCost, ms })
    if (failure === 'cut' && backend.giveMoreRoom(format)) fitness.expectMore()
    if (failure !== undefined) throw new ModelError(failure, { finish, requestId, waitedMs })
    return { parsed, text, requestId }
  }

  async function attempt(
    messages: readonly ChatMessage[],
    request: ExtractionRequest,
    signal: AbortSignal,
  ): Promise<Attempt> {
    const read = (text: string) => {
      const parsed = parseExtraction(text, request)
      return { parsed, isReadable: parsed.problem === undefined }
    }
    const { parsed, ...answer } = await ask(messages, extractionFormat(request), read, signal)
    return { ...parsed, ...answer }
  }

  async function extractWhole(request: ExtractionRequest, signal: AbortSignal): Promise<Extraction> {
    const messages = extractionMessages(request)
    const first = await attempt(messages, request, signal)
    if (first.problem === undefined) return extractionOf(first, log)

    if (first.problem === 'noJson') backend.describeShape()
    log.warn(detailsOf(first), 'extraction unreadable, asking again')
    const second = await attempt(
      [...messages, ...repairMessages(first.text, first.problem, extractionFormat(request))],
      request,
      signal,
    )
    return extractionOf(second.extraction === undefined && first.extraction ? first : second, log)
  }

  /** What a model says of one sentence; undefined where that can't be read, or it won't say. */
  async function sortSentence(sentence: string, signal: AbortSignal) {
    const read = (text: string) => ({ parsed: parseSorted(text), isReadable: parseSorted(text) !== undefined })
    try {
      return (await ask(sortMessages(sentence), sortFormat, read, signal)).parsed
    } catch (error) {
      if (error instanceof ModelError && failuresOfSentence.has(error.failure)) return undefined
      throw error
    }
  }

  /** Asks of each sentence whether it is worth a note, and for a summary by itself where one is due. */
  async function sortSentences(request: ExtractionRequest, signal: AbortSignal): Promise<Extraction> {
    let readable = 0
    let unreadable = 0
    const { extraction: notes, leftOut } = await noteExtraction(request, async sentence => {
      const known = sorted.find(sentence)
      const kind = known ?? (await sortSentence(sentence, signal))
      if (kind === undefined) {
        unreadable += 1
        backend.describeShape()
        return 'talk'
      }
      readable += 1
      return sorted.keep(sentence, kind)
    })
    if (unreadable > 0) log.warn({ readable, unreadable }, 'sentences could not be sorted, left out')
    if (leftOut > 0) log.warn({ leftOut }, 'more sentences in a message than are sorted, the last are not learned')
    if (unreadable > readable) throw new ModelError('malformed', { readable, unreadable })
    if (request.summarize === undefined) return notes
    return { ...(await extractWhole({ ...request, learnFrom: [], facts: [], entities: [] }, signal)), ...notes }
  }

  return {
    async extract(request, signal) {
      await capabilities.load()
      if (fitness.isUnfit) return await sortSentences(request, signal)
      // A summary tells nothing of how it writes facts.
      if (request.learnFrom.length === 0) return await extractWhole(request, signal)
      return await fitness.judge(request, () => extractWhole(request, signal))
    },

    async review(request, signal) {
      await capabilities.load()
      // What is kept in the user's own words, as they said it, needs no second look by a model that is not up to it.
      if (fitness.isUnfit) return []
      const read = (text: string) => {
        const parsed = parseReview(text, request)
        return { parsed, isReadable: parsed !== undefined }
      }
      const { parsed, text, requestId } = await ask(reviewMessages(request), reviewFormat, read, signal)
      if (parsed === undefined) throw new ModelError('malformed', { characters: text.length, requestId })
      return parsed
    },
  }
}

function extractionOf(attempt: Attempt, log: Logger) {
  if (attempt.extraction === undefined) throw new ModelError('malformed', detailsOf(attempt))
  if (attempt.dropped > 0) log.warn(detailsOf(attempt), 'extraction has malformed items, dropped them')
  return attempt.extraction
}

function detailsOf({ problem, dropped, text, requestId }: Attempt): LogDetails {
  return { problem, dropped, characters: text.length, requestId }
}

function repairMessages(said: string, problem: ExtractionProblem, { shape }: AnswerFormat): ChatMessage[] {
  const shown = said.slice(0, MAX_SHOWN).toWellFormed().trim()
  const content = `That can't be read: ${extractionProblems[problem]}. Answer again, whole, with one JSON object of this shape and nothing around it:\n${shape}`
  return [...(shown === '' ? [] : [{ role: 'assistant' as const, content: shown }]), { role: 'user', content }]
}
