import { z } from 'zod'
import type { ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { factKinds } from '../../memory/types.ts'
import { toJsonSchema } from '../format/json-schema.ts'

/** Far more facts or entities than a batch of turns can give: further items are dropped. */
export const MAX_ITEMS = 100

/** As long as a Discord message can be: what is too long for a fact is rejected later, item by item. */
const sentence = z.string().min(1).max(4000)
const quote = z.string().min(1).max(4000)
const word = z.string().max(100)
const name = word.min(1)
const number = z.int()
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(MAX_ITEMS).default([])
const wordOrNone = word.nullish().transform(text => text || undefined)
const words = list(word).transform(texts => texts.filter(hasText))

export const extractedFactSchema = z.object({
  turn: number,
  quote,
  text: sentence,
  names: words,
  subject: name,
  facet: wordOrNone,
  // a kind of the model's own says nothing wrong: it only sorts
  kind: z.enum(factKinds).catch('personal'),
  eventAt: wordOrNone,
  replaces: list(number),
  repeats: number.nullish().transform(fact => fact ?? undefined),
  sensitive: z.boolean(),
})

export const extractedEntitySchema = z.object({
  turn: number,
  quote,
  name,
  type: name,
  relation: wordOrNone,
  aliases: words,
  attributes: list(z.object({ facet: word, value: z.string().max(1000) })).transform(all =>
    all.filter(({ facet, value }) => hasText(facet) && hasText(value)),
  ),
})

const summary = z.string().nullable()
const learned = z.object({ facts: z.array(extractedFactSchema), entities: z.array(extractedEntitySchema) })

/** The shape of an answer with everything that can be asked for, for servers that take a schema. */
export const extractionJsonSchema = toJsonSchema(learned.extend({ summary, merged: summary }), true)

/** Without summaries: weak models fill in whatever a schema has a place for, and little is left for facts then. */
export const learnedJsonSchema = toJsonSchema(learned, true)

/** What an answer to a request has to look like. */
export function extractionSchemaFor({ summarize, merge }: Pick<ExtractionRequest, 'summarize' | 'merge'>) {
  return summarize === undefined && merge === undefined ? learnedJsonSchema : extractionJsonSchema
}

export function hasText(text: string): boolean {
  return text.trim() !== ''
}
