import { toFile } from 'openai'
import { ModelError } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { type OnModelCall, reportWithServer } from '../../observability/model-call.ts'
import type { Recording, Transcriber } from '../../prompt/transcriber.ts'
import { type ModelResponse, requestWithRetries } from '../retry.ts'
import { Descent } from '../server/descent.ts'
import { createOpenAiClient, describeServer, type OpenAiServerSettings } from './client.ts'
import { toRequestFailure } from './errors/request-failure.ts'

export interface OpenAiTranscriberSettings extends OpenAiServerSettings {
  readonly model: string
  /** Milliseconds for one recording. */
  readonly timeoutMs: number
  readonly onCall?: OnModelCall
}

const TRIES = 2
const RETRY_MS = 5000

/** Words of recordings from any server that speaks OpenAI's API: https://platform.openai.com/docs/api-reference/audio. */
export function createOpenAiTranscriber(settings: OpenAiTranscriberSettings, log: Logger): Transcriber {
  const { model, timeoutMs } = settings
  const client = createOpenAiClient(settings)
  const { capabilities, trouble } = describeServer(settings, log)
  const onCall = reportWithServer(capabilities.server, settings.onCall)

  async function send(recording: Recording, signal: AbortSignal): Promise<ModelResponse<unknown>> {
    const { name, contentType, data } = recording
    const file = await toFile(data, name, { type: contentType })
    const pending = client.audio.transcriptions.create({ file, model, response_format: 'json' }, { signal })
    const { data: given, request_id } = await pending.withResponse()
    const answer = parsed(given)
    return { answer, requestId: request_id ?? undefined, tokens: tokensOf(answer) }
  }

  return {
    async transcribe(recording, signal) {
      const result = await requestWithRetries({
        ...{ purpose: 'transcribe', tries: TRIES, retryMs: RETRY_MS, timeoutMs, signal, log, onCall },
        descent: new Descent({ capabilities, featuresOf: () => new Set() }),
        // Who counts tokens looks at a request; the recording itself goes beside it.
        toRequest: () => ({ model, file: recording.name }),
        send: (_, until) => send(recording, until),
        toFailure: toRequestFailure,
      })
      if ('failure' in result) {
        const { failure, status, code, requestId } = result
        trouble.note(result)
        throw new ModelError(failure, { status, code, requestId, ...trouble.details(failure) })
      }
      trouble.worked()
      const { answer, requestId, tokens, ms } = result
      const text: unknown = typeof answer === 'string' ? answer : Object(answer).text
      onCall?.({ purpose: 'transcribe', outcome: typeof text === 'string' ? 'ok' : 'malformed', tokens, ms })
      if (typeof text !== 'string') throw new ModelError('malformed', { requestId })
      return text.trim()
    },
  }
}

/** Some servers say that their JSON is text, or send the words alone, whatever they are asked for. */
function parsed(answer: unknown): unknown {
  if (typeof answer !== 'string' || !answer.trimStart().startsWith('{')) return answer
  try {
    return JSON.parse(answer)
  } catch {
    return answer
  }
}

/** As OpenAI counts the tokens of a recording; models that are paid by the minute tell none. */
function tokensOf(answer: unknown): ModelResponse<unknown>['tokens'] {
  const { input_tokens: prompt, output_tokens: completion } = Object(Object(answer).usage) as Readonly<
    Record<string, number>
  >
  return { prompt, completion }
}
