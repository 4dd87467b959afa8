import { z } from 'zod'
import type { ChatTool } from '../chat-model.ts'
import { toJsonSchema } from '../format/json-schema.ts'

/** Told when something failed, and what comes of it in a few words, for the log. */
export type OnFailure = (error: unknown, consequence: string) => void

interface ToolDefinition<Parameters extends z.ZodObject> {
  readonly name: string
  readonly description: string
  readonly parameters: Parameters
  /** What the model reads where its arguments make no sense. */
  readonly usage: string
  /** What the model reads where the tool failed, and what the log says of it. */
  readonly unavailable: string
  readonly consequence: string
}

/** A tool for models, to be made for one answer each time: with what it does then, whose result the model reads. */
export function defineTool<Parameters extends z.ZodObject>(definition: ToolDefinition<Parameters>) {
  const { name, description, usage, unavailable, consequence } = definition
  const parameters = toJsonSchema(definition.parameters)
  return (run: (args: z.output<Parameters>) => Promise<string>, onFailure: OnFailure): ChatTool => ({
    ...{ name, description, parameters },
    async run(args) {
      const { data } = definition.parameters.safeParse(args)
      if (data === undefined) return usage
      try {
        return await run(data)
      } catch (error) {
        onFailure(error, consequence)
        return unavailable
      }
    },
  })
}

/** A parameter that may be left out: models also give null or nothing between quotes for that. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(value => (value === '' || value === null ? undefined : value), schema.optional())
}
