import { createOpenAiExtractionModel, type OpenAiExtractionSettings } from '../../../src/llm/openai/extraction-model.ts'
import type { CapabilityStore } from '../../../src/memory/ports/capability-store.ts'
import type { ExtractionModel, ExtractionRequest } from '../../../src/memory/ports/extraction-model.ts'
import type { Logger } from '../../../src/observability/logger.ts'
import type { ModelCall } from '../../../src/observability/model-call.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import type { Reply } from './server.ts'
import { KEY } from './talk.ts'

/** A memory model that keeps what it logs and what it tells the metrics. */
export function extractionModel(
  baseUrl: string,
  settings: Partial<OpenAiExtractionSettings> = {},
): { model: ExtractionModel; calls: ModelCall[]; lines: unknown[][] } {
  const calls: ModelCall[] = []
  const lines: unknown[][] = []
  const log: Logger = { ...silentLogger, warn: (...line) => lines.push(line) }
  const usual = {
    apiKey: KEY,
    baseUrl,
    model: 'gpt-5.4-nano',
    timeoutMs: 5000,
    onCall: (call: ModelCall) => calls.push(call),
  }
  return { model: createOpenAiExtractionModel({ ...usual, ...settings }, log), calls, lines }
}

/** What is known of a server: how many parameters its model has. */
export function knownSize(value: number): CapabilityStore {
  const record = JSON.stringify({ off: {}, taken: {}, limits: { parameters: { at: Date.now(), value } } })
  return { readCapabilities: async () => record, keepCapabilities: async () => undefined }
}

/** What somebody said, so that a test can look for it where it must not be. */
export const SECRET_WORDS = 'my sister is called Zarathustra'

export const extractionRequest: ExtractionRequest = {
  timeZone: 'UTC',
  turns: [{ number: 1, role: 'user', saidAt: 0, text: SECRET_WORDS }],
  learnFrom: [1],
  facts: [],
  entities: [],
}

export function extraction(parts: object = {}): string {
  return JSON.stringify({ facts: [], entities: [], summary: null, merged: null, ...parts })
}

/** A whole completion that says this. */
export function completionReply(content: string | null, finish = 'stop', message: object = {}): Reply {
  return jsonReply({
    choices: [{ index: 0, message: { role: 'assistant', content, ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 50, completion_tokens: 7, total_tokens: 57 },
  })
}

/** Any body under any status. */
export function jsonReply(body: unknown, status = 200): Reply {
  return response => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_7' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}
