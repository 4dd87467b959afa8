import { z } from 'zod'
import type { ForgetRequest, PreviewedDeletion } from '../../memory/ports/user-memory-store.ts'
import { ownIdSchema, snowflakeSchema } from '../keys.ts'
import { turnNameSchema } from './turns.ts'

export const namedThings = { facts: z.array(ownIdSchema), entities: z.array(ownIdSchema) }
const turn = { channel: snowflakeSchema, turn: turnNameSchema }
const summary = { channel: snowflakeSchema, id: z.string() }

export const forgetRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('things'), ...namedThings }),
  z.object({ kind: z.literal('conversation'), channel: snowflakeSchema }),
  z.object({ kind: z.literal('place'), guild: snowflakeSchema, channel: snowflakeSchema.exactOptional() }),
  z.object({ kind: z.literal('since'), at: z.number() }),
  z.object({ kind: z.literal('turn'), ...turn }),
  z.object({ kind: z.literal('segment'), ...summary }),
]) satisfies z.ZodType<ForgetRequest>

export const previewedDeletionSchema = z.object({
  facts: z.array(ownIdSchema),
  statements: z.array(z.string()),
  unquoted: z.array(ownIdSchema),
  withoutNear: z.array(ownIdSchema),
  turns: z.array(z.object(turn)),
  segments: z.array(z.object(summary)),
  conversations: z.array(snowflakeSchema),
}) satisfies z.ZodType<PreviewedDeletion>
