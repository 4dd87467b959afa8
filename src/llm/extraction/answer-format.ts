import type { ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import type { ModelCall } from '../../observability/model-call.ts'
import { extractionRules } from '../../prompt/extraction/instructions.ts'
import { extractionSchemaFor } from '../../prompt/extraction/schema.ts'
import { reviewShape } from '../../prompt/review/instructions.ts'
import { reviewJsonSchema } from '../../prompt/review/schema.ts'
import { sortSchema, sortShape } from '../../prompt/sorting/sort-sentence.ts'

/** What an answer in JSON has to look like. */
export interface AnswerFormat {
  readonly purpose: Extract<ModelCall['purpose'], 'study' | 'summary' | 'review'>
  readonly schema: Readonly<Record<string, unknown>>
  /** In words, for servers that take no schema. */
  readonly shape: string
  /** What an answer may take that is as long as it should be. */
  readonly tokens: number
}

/** The marks around everything, and what each turn to learn from may give: two facts with what belongs to them. */
const BASE_TOKENS = 500
const TOKENS_PER_TURN = 300
/** Models count badly. */
const SUMMARY_SLACK = 2

/**
 * What the answer to a request has to look like. Weak models write on and on: one sentence to learn from is not to take as long
 * as thirty.
 */
export function extractionFormat(request: ExtractionRequest): AnswerFormat {
  const { learnFrom, summarize, merge } = request
  const summaries = (summarize?.tokens ?? 0) + (merge?.tokens ?? 0)
  return {
    purpose: learnFrom.length === 0 ? 'summary' : 'study',
    schema: extractionSchemaFor(request),
    shape: extractionRules(request).shape,
    tokens: BASE_TOKENS + learnFrom.length * TOKENS_PER_TURN + summaries * SUMMARY_SLACK,
  }
}

/** A few words for each fact, of which there are some ten. */
const MAX_REVIEW_TOKENS = 2000

export const reviewFormat: AnswerFormat = {
  purpose: 'review',
  schema: reviewJsonSchema,
  shape: reviewShape,
  tokens: MAX_REVIEW_TOKENS,
}

/** One word; a model that thinks finds room for that as well once an answer was cut. */
const MAX_SORT_TOKENS = 100

export const sortFormat: AnswerFormat = {
  purpose: 'study',
  schema: sortSchema,
  shape: sortShape,
  tokens: MAX_SORT_TOKENS,
}
