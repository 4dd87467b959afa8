import { type Facts, ModelError } from '../errors.ts'
import type { MemoryModel, StudyRequest } from '../memory/memory-model.ts'
import type { ChatMessage } from '../prompt/chat-model.ts'
import { type ParsedStudy, parseStudy, type StudyProblem, studyProblems } from '../prompt/parse-study.ts'
import { studyMessages } from '../prompt/study.ts'
import { studyShape } from '../prompt/study-instructions.ts'
import type { OnCall } from './calls.ts'
import { isOpenAi, openClient, type ServerSettings } from './client.ts'
import type { ModelLog } from './model-log.ts'
import { type Answered, type StudyServer, studyAnswer } from './study-answer.ts'
import { createStudyFormat } from './study-format.ts'

export interface MemoryModelSettings extends ServerSettings {
  readonly model: string
  /** Milliseconds for one request. */
  readonly timeoutMs: number
  /** Milliseconds in which the last retry has to start; 10,000 if not given. */
  readonly retryMs?: number
  /** The most an answer may take; 4,000 if not given. */
  readonly maxTokens?: number
  readonly onCall?: OnCall
}

/** A batch of ten turns gives some 1,500 tokens of facts and a summary; a local model of 8,000 has room for both. */
const MAX_TOKENS = 4000
const RETRY_MS = 10_000

/** How much of an answer that can't be read is shown to the model again. */
const MOST_SHOWN = 8000

/**
 * A model that studies, at any server that speaks Chat Completions. Asks for a strict JSON schema; where a server
 * refuses that, for good, for any JSON, and then in words alone. An answer that can't be read is asked for once more.
 *
 * Throws ModelError: `malformed` if the second answer can't be read either, `cut` if it reached the limit of tokens,
 * `tooLong` if the request is more than the model takes (a smaller one may do for both), else what the server said; and
 * the signal's reason. Errors and log lines carry codes and counts alone.
 */
export function createMemoryModel(settings: MemoryModelSettings, log: ModelLog): MemoryModel {
  const { model, timeoutMs, retryMs = RETRY_MS, maxTokens = MAX_TOKENS, onCall } = settings
  const format = createStudyFormat(model, maxTokens, isOpenAi(settings))
  const server: StudyServer = { client: openClient(settings), format, timeoutMs, retryMs, log, onCall }

  /** One answer, read and told to the metrics. */
  async function attempt(messages: readonly ChatMessage[], request: StudyRequest, signal: AbortSignal) {
    const answered = await studyAnswer(server, messages, signal)
    const parsed = parseStudy(answered.text, request)
    answered.tell(parsed.problem === undefined ? 'ok' : 'malformed')
    return { answered, parsed }
  }

  return {
    async study(request, signal) {
      const messages = studyMessages(request)
      const first = await attempt(messages, request, signal)
      const { problem } = first.parsed
      if (problem === undefined) return studyOf(first, log)

      if (problem === 'noJson') format.tellShape()
      log.warn(factsOf(first), 'the memory model’s answer can’t be read whole, it is asked again')
      const second = await attempt([...messages, ...repair(first.answered.text, problem)], request, signal)
      return studyOf(second.parsed.study === undefined && first.parsed.study ? first : second, log)
    },
  }
}

interface Attempt {
  readonly answered: Answered
  readonly parsed: ParsedStudy
}

function studyOf(attempt: Attempt, log: ModelLog) {
  const { study, dropped } = attempt.parsed
  if (study === undefined) throw new ModelError('malformed', factsOf(attempt))
  if (dropped > 0) log.warn(factsOf(attempt), 'parts of the memory model’s answer had no usable shape')
  return study
}

function factsOf({ answered, parsed }: Attempt): Facts & { requestId?: string } {
  const { text, requestId } = answered
  const { problem, dropped } = parsed
  return { problem, dropped, characters: text.length, ...(requestId !== undefined && { requestId }) }
}

function repair(said: string, problem: StudyProblem): ChatMessage[] {
  const shown = said.slice(0, MOST_SHOWN).toWellFormed().trim()
  const text = `That can't be read: ${studyProblems[problem]}. Answer again, whole, with one JSON object of this shape and nothing around it:\n${studyShape}`
  return [...(shown === '' ? [] : [{ role: 'assistant' as const, content: shown }]), { role: 'user', content: text }]
}
