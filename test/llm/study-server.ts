import type { ModelCall } from '../../src/llm/calls.ts'
import { createMemoryModel, type MemoryModelSettings } from '../../src/llm/memory-model.ts'
import type { ModelLog } from '../../src/llm/model-log.ts'
import type { MemoryModel, StudyRequest } from '../../src/memory/memory-model.ts'
import type { Reply } from './server.ts'
import { KEY } from './talk.ts'

/** A memory model that keeps what it logs and what it tells the metrics. */
export function memoryModel(
  baseUrl: string,
  settings: Partial<MemoryModelSettings> = {},
): { model: MemoryModel; calls: ModelCall[]; lines: unknown[][] } {
  const calls: ModelCall[] = []
  const lines: unknown[][] = []
  const log: ModelLog = { warn: (...line) => lines.push(line) }
  const usual = {
    apiKey: KEY,
    baseUrl,
    model: 'gpt-5.4-nano',
    timeoutMs: 5000,
    onCall: (call: ModelCall) => calls.push(call),
  }
  return { model: createMemoryModel({ ...usual, ...settings }, log), calls, lines }
}

/** What somebody said, so that a test can look for it where it must not be. */
export const SECRET_WORDS = 'my sister is called Zarathustra'

export const request: StudyRequest = {
  timeZone: 'UTC',
  turns: [{ number: 1, role: 'user', saidAt: 0, text: SECRET_WORDS }],
  learnFrom: [1],
  facts: [],
  entities: [],
}

export function study(parts: object = {}): string {
  return JSON.stringify({ facts: [], entities: [], summary: null, merged: null, ...parts })
}

/** A whole completion that says this. */
export function completes(content: string | null, finish = 'stop', message: object = {}): Reply {
  return sends({
    choices: [{ index: 0, message: { role: 'assistant', content, ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 50, completion_tokens: 7, total_tokens: 57 },
  })
}

/** Any body under any status. */
export function sends(body: unknown, status = 200): Reply {
  return response => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_7' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}
