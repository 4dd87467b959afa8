import type { ModelCall } from '../../observability/model-call.ts'
import { extractionShape } from '../../prompt/extraction/instructions.ts'
import { extractionJsonSchema } from '../../prompt/extraction/schema.ts'
import { reviewShape } from '../../prompt/review/instructions.ts'
import { reviewJsonSchema } from '../../prompt/review/schema.ts'

/** What an answer in JSON has to look like. */
export interface AnswerFormat {
  readonly purpose: Extract<ModelCall['purpose'], 'study' | 'review'>
  readonly schema: Readonly<Record<string, unknown>>
  /** In words, for servers that take no schema. */
  readonly shape: string
}

export const extractionFormat: AnswerFormat = { purpose: 'study', schema: extractionJsonSchema, shape: extractionShape }

export const reviewFormat: AnswerFormat = { purpose: 'review', schema: reviewJsonSchema, shape: reviewShape }
