import { z } from 'zod'

/** Words of JSON schema that OpenAI's strict mode and the grammars of local servers do not all take; what they say is checked afterwards. */
const LIMITS = ['default', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern'] as const

/**
 * The JSON schema of what a model is to answer. `isStrict`: as OpenAI's strict mode takes it, every field required.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function toJsonSchema(schema: z.ZodType, isStrict = false): Readonly<Record<string, unknown>> {
  const {
    $schema: _,
    '~standard': __,
    ...json
  } = z.toJSONSchema(schema, {
    io: isStrict ? 'input' : 'output',
    override({ jsonSchema }) {
      for (const limit of LIMITS) Reflect.deleteProperty(jsonSchema, limit)
      if (jsonSchema.properties === undefined) return
      if (isStrict) jsonSchema.required = Object.keys(jsonSchema.properties)
      jsonSchema.additionalProperties = false
    },
  })
  return json
}
