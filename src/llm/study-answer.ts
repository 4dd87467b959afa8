import type { OpenAI } from 'openai'
import type { ChatCompletion } from 'openai/resources/chat/completions'
import { ModelError, type ModelFailure } from '../errors.ts'
import type { ChatMessage } from '../prompt/chat-model.ts'
import type { OnCall } from './calls.ts'
import { insist } from './insist.ts'
import type { ModelLog } from './model-log.ts'
import type { StudyFormat } from './study-format.ts'

export interface StudyServer {
  readonly client: OpenAI
  readonly format: StudyFormat
  readonly timeoutMs: number
  readonly retryMs: number
  readonly log: ModelLog
  readonly onCall: OnCall | undefined
}

export interface Answered {
  readonly text: string
  readonly requestId: string | undefined
  /** What came of it, for the metrics. */
  tell(outcome: 'ok' | ModelFailure): void
}

/** In the background a request is soon made anew anyway: one that fails is not insisted on for long. */
const TRIES = 3

/** The text of one whole answer, whatever it says. Throws ModelError, and the signal's reason. */
export async function studyAnswer(
  { client, format, onCall, ...server }: StudyServer,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
): Promise<Answered> {
  const begun = Date.now()
  const asked = await insist({
    ...server,
    purpose: 'study',
    tries: TRIES,
    signal,
    onCall,
    request: () => format.toRequest(messages),
    send: (request, within) => client.chat.completions.create(request, { signal: within }),
    learn: (failure, sent) => format.learn(failure, sent),
  })
  const waitedMs = Date.now() - begun
  if (asked.failure !== undefined) {
    const { failure, status, code, requestId, retryAfterMs } = asked.failure
    throw modelError(failure, { status, code, requestId, retryAfterMs, waitedMs })
  }

  const { answer, requestId, tokens, ms } = asked
  const { text, failure, finish } = read(answer)
  const tell = (outcome: 'ok' | ModelFailure) => onCall?.({ purpose: 'study', outcome, tokens, ms })
  if (failure === undefined) return { text, requestId, tell }
  tell(failure)
  throw modelError(failure, { finish, requestId, waitedMs })
}

/** Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types, and a proxy may answer as it likes. */
function read(answer: ChatCompletion): { text: string; failure?: ModelFailure; finish?: string } {
  const choice = Object(answer).choices?.[0] as Partial<ChatCompletion.Choice> | undefined
  if (choice === undefined) return { text: '', failure: 'unreachable' }
  const { message, finish_reason: finish } = choice
  const said = { text: textIn(message?.content), ...(finish && { finish }) }
  if (finish === 'content_filter' || message?.refusal) return { ...said, failure: 'filtered' }
  return finish === 'length' ? { ...said, failure: 'cut' } : said
}

/** Mistral's reasoning models answer in a list of parts, the thoughts among them. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  const parts: unknown[] = Array.isArray(content) ? content : []
  return parts
    .map(part => Object(part).text)
    .filter(text => typeof text === 'string')
    .join('')
}

/** Without a cause, which would quote the provider, and without what is not known. */
function modelError(failure: ModelFailure, facts: Record<string, string | number | undefined>): ModelError {
  return new ModelError(failure, facts as ConstructorParameters<typeof ModelError>[1])
}
