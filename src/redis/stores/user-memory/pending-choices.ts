import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type {
  ForgetRequest,
  PendingChoice,
  PreviewedDeletion,
  UserMemoryStore,
} from '../../../memory/ports/user-memory-store.ts'
import { ownIdSchema, snowflakeSchema } from '../../keys.ts'
import { parseJson } from '../../records/parse-json.ts'
import { turnNameSchema } from '../../records/turns.ts'
import { runScript } from '../../run-script.ts'
import type { UserMemoryDependencies } from './options.ts'

/** 12 characters that may stand in a custom id, and can't be guessed. */
const ID_BYTES = 9

const thingsShape = { facts: z.array(ownIdSchema), entities: z.array(ownIdSchema) }

const forgetRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('things'), ...thingsShape }),
  z.object({ kind: z.literal('conversation'), channel: snowflakeSchema }),
  z.object({ kind: z.literal('place'), guild: snowflakeSchema, channel: snowflakeSchema.exactOptional() }),
  z.object({ kind: z.literal('since'), at: z.number() }),
  z.object({ kind: z.literal('turn'), channel: snowflakeSchema, turn: turnNameSchema }),
  z.object({ kind: z.literal('segment'), channel: snowflakeSchema, id: z.string() }),
]) satisfies z.ZodType<ForgetRequest>

const previewSchema = z.object({
  facts: z.array(ownIdSchema),
  statements: z.array(z.string()),
  unquoted: z.array(ownIdSchema),
  withoutNear: z.array(ownIdSchema),
  turns: z.array(z.object({ channel: snowflakeSchema, turn: turnNameSchema })),
  segments: z.array(z.object({ channel: snowflakeSchema, id: z.string() })),
  conversations: z.array(snowflakeSchema),
}) satisfies z.ZodType<PreviewedDeletion>

const pendingChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choose'), ...thingsShape }),
  z.object({ kind: z.literal('confirm'), wish: forgetRequestSchema, shown: previewSchema }),
  z.object({ kind: z.literal('done') }),
]) satisfies z.ZodType<PendingChoice>

const storedChoiceSchema = z.object({ offer: pendingChoiceSchema })

/** What waits for a user's click, without its words: `offers:{u}`. */
export function pendingChoiceMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys'>,
): Pick<UserMemoryStore, 'keepChoice' | 'readChoice' | 'replaceChoice'> {
  const { redis, keys } = options

  return {
    async keepChoice(user, offered) {
      const id = randomBytes(ID_BYTES).toString('base64url')
      await runScript(redis, 'offer', [keys.pendingChoices(user)], [id, pendingChoiceJson(offered), '0'])
      return id
    },

    async readChoice(user, id) {
      const json = await runScript(redis, 'offered', [keys.pendingChoices(user)], [id])
      return typeof json === 'string' ? parseJson(storedChoiceSchema, json)?.offer : undefined
    },

    async replaceChoice(user, id, offered) {
      await runScript(redis, 'offer', [keys.pendingChoices(user)], [id, pendingChoiceJson(offered), '1'])
    },
  }
}

/** Nothing but what an Offer names. */
function pendingChoiceJson(offered: PendingChoice): string {
  return JSON.stringify(pendingChoiceSchema.parse(offered))
}
