import { z } from 'zod'
import { claimStatuses, type ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { factKinds } from '../../memory/types.ts'
import { toJsonSchema } from '../format/json-schema.ts'

const text = z.string()
const textOrNone = text.nullable()

const fact = z.object({
  turn: z.int(),
  quote: text,
  text,
  names: z.array(z.object({ name: text, said: text })),
  subject: text,
  facet: textOrNone,
  kind: z.enum(factKinds),
  status: z.enum(claimStatuses),
  about: z.enum(['life', 'bot']),
  eventAt: textOrNone,
  dateWords: textOrNone,
  replaces: z.array(z.int()),
  repeats: z.int().nullable(),
  sensitive: z.boolean(),
})

const entity = z.object({
  turn: z.int(),
  quote: text,
  name: text,
  type: text,
  relation: textOrNone,
  aliases: z.array(text),
  attributes: z.array(z.object({ facet: text, value: text })),
})

const learned = z.object({ facts: z.array(fact), entities: z.array(entity) })

/**
 * The shape of an answer with everything that can be asked for, for servers that take a schema. Less will do to be read:
 * read-items.ts.
 */
export const extractionJsonSchema = toJsonSchema(learned.extend({ summary: textOrNone, merged: textOrNone }), true)

/** Without what is not asked for: weak models fill in whatever a schema has a place for. */
const learnedJsonSchema = toJsonSchema(learned, true)
const summaryJsonSchema = toJsonSchema(z.object({ summary: text }), true)
const summariesJsonSchema = toJsonSchema(z.object({ summary: text, merged: text }), true)

/** What an answer to a request has to look like. */
export function extractionSchemaFor({
  learnFrom,
  summarize,
  merge,
}: Pick<ExtractionRequest, 'learnFrom' | 'summarize' | 'merge'>) {
  if (learnFrom.length === 0) return merge === undefined ? summaryJsonSchema : summariesJsonSchema
  return summarize === undefined && merge === undefined ? learnedJsonSchema : extractionJsonSchema
}
