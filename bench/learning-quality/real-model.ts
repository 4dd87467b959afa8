import { createOpenAiExtractionModel } from '../../src/llm/openai/extraction-model.ts'
import type { ExtractionModel } from '../../src/memory/ports/extraction-model.ts'
import { silentLogger } from '../../test/support/silent-logger.ts'

const TIMEOUT_MS = 300_000

/** A model at OPENAI_BASE_URL, with OPENAI_API_KEY where it needs one; undefined if none is named. */
export function openModel(model: string | undefined): ExtractionModel | undefined {
  if (model === undefined) return undefined
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey } = process.env
  if (baseUrl === undefined) throw new Error('--model needs the address of its server: set OPENAI_BASE_URL.')
  return createOpenAiExtractionModel(
    { model, baseUrl, timeoutMs: TIMEOUT_MS, ...(apiKey !== undefined && { apiKey }) },
    silentLogger,
  )
}
