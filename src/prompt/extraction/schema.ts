import { z } from 'zod'
import { factKinds } from '../../memory/types.ts'

/** Far more than a batch of turns can give: what goes beyond is no answer to it. */
export const MAX_ITEMS = 100

/** A sentence and a quote (as long as a Discord message can be), a name. Sentences that long are refused one by one. */
const sentence = z.string().min(1).max(4000)
const quote = z.string().min(1).max(4000)
const word = z.string().max(100)
const name = word.min(1)
const number = z.int()
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(MAX_ITEMS).default([])

export const extractedFactSchema = z.object({
  turn: number,
  quote,
  text: sentence,
  names: list(word),
  subject: name,
  facet: word.nullable().default(null),
  // a kind of the model's own says nothing wrong: it only sorts
  kind: z.enum(factKinds).catch('personal'),
  eventAt: word.nullable().default(null),
  replaces: list(number),
  repeats: number.nullable().default(null),
  sensitive: z.boolean(),
})

export const extractedEntitySchema = z.object({
  turn: number,
  quote,
  name,
  type: name,
  relation: word.nullable().default(null),
  aliases: list(word),
  attributes: list(z.object({ facet: word, value: z.string().max(1000) })),
})

const summary = z.string().nullable()
const answer = z.object({
  facts: z.array(extractedFactSchema),
  entities: z.array(extractedEntitySchema),
  summary,
  merged: summary,
})

/** Words of JSON schema that OpenAI's strict mode refuses, or did until lately; what they say is checked afterwards. */
const limits = ['default', 'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems'] as const

/**
 * The shape of the answer as strict mode takes it: every field required, and none besides.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export const extractionJsonSchema: Readonly<Record<string, unknown>> = strictSchema()

function strictSchema(): Record<string, unknown> {
  const {
    $schema: _,
    '~standard': __,
    ...schema
  } = z.toJSONSchema(answer, {
    override({ jsonSchema }) {
      for (const limit of limits) Reflect.deleteProperty(jsonSchema, limit)
      if (jsonSchema.properties === undefined) return
      jsonSchema.required = Object.keys(jsonSchema.properties)
      jsonSchema.additionalProperties = false
    },
  })
  return schema
}
