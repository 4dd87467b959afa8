import { z } from 'zod'
import type { ChatTool } from '../chat-model.ts'
import { toJsonSchema } from '../format/json-schema.ts'

/** Called when something failed; `consequence` is the message of the log line. */
export type OnFailure = (error: unknown, consequence: string) => void

interface ToolDefinition<Parameters extends z.ZodObject> {
  readonly name: string
  readonly description: string
  readonly parameters: Parameters
  readonly readsMemory?: true
  /** What the model reads when its arguments make no sense. */
  readonly usage: string
  /** What the model reads when the tool failed, and the message of the log line. */
  readonly unavailable: string
  readonly consequence: string
}

/** Defines a tool once; the function that comes back makes it for one answer, with what a call does and returns there. */
export function defineTool<Parameters extends z.ZodObject>(definition: ToolDefinition<Parameters>) {
  const { name, description, readsMemory, usage, unavailable, consequence } = definition
  const parameters = toJsonSchema(definition.parameters)
  return (run: (args: z.output<Parameters>) => Promise<string>, onFailure: OnFailure): ChatTool => ({
    ...{ name, description, parameters, readsMemory },
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
