import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { ForgetRequest, PendingChoice, PreviewedDeletion } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import { ownIdSchema, snowflakeSchema } from '../../keys.ts'
import { parseJson } from '../../records/parse-json.ts'
import { turnNameSchema } from '../../records/turns.ts'
import { runKeepChoice, runReadChoice } from '../../scripts/user-memory/change.ts'
import type { UserMemoryDependencies } from './dependencies.ts'

/** 12 characters that may stand in a custom id, and can't be guessed. */
const ID_BYTES = 9

const things = { facts: z.array(ownIdSchema), entities: z.array(ownIdSchema) }
const turn = { channel: snowflakeSchema, turn: turnNameSchema }
const summary = { channel: snowflakeSchema, id: z.string() }

const forgetRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('things'), ...things }),
  z.object({ kind: z.literal('conversation'), channel: snowflakeSchema }),
  z.object({ kind: z.literal('place'), guild: snowflakeSchema, channel: snowflakeSchema.exactOptional() }),
  z.object({ kind: z.literal('since'), at: z.number() }),
  z.object({ kind: z.literal('turn'), ...turn }),
  z.object({ kind: z.literal('segment'), ...summary }),
]) satisfies z.ZodType<ForgetRequest>

const previewSchema = z.object({
  facts: z.array(ownIdSchema),
  statements: z.array(z.string()),
  unquoted: z.array(ownIdSchema),
  withoutNear: z.array(ownIdSchema),
  turns: z.array(z.object(turn)),
  segments: z.array(z.object(summary)),
  conversations: z.array(snowflakeSchema),
}) satisfies z.ZodType<PreviewedDeletion>

const pendingChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choose'), ...things }),
  z.object({ kind: z.literal('confirm'), wish: forgetRequestSchema, shown: previewSchema }),
  z.object({ kind: z.literal('done') }),
]) satisfies z.ZodType<PendingChoice>

const storedChoiceSchema = z.object({ offer: pendingChoiceSchema })

type Dependencies = Pick<UserMemoryDependencies, 'redis' | 'keys'>

/** Stores what waits for a user's click, without its words. Returns its id. */
export async function keepChoice(dependencies: Dependencies, user: UserId, choice: PendingChoice): Promise<string> {
  const id = randomBytes(ID_BYTES).toString('base64url')
  await runKeepChoice(dependencies, user, { id, json: choiceJson(choice), isReplacement: false })
  return id
}

export async function readChoice(
  dependencies: Dependencies,
  user: UserId,
  id: string,
): Promise<PendingChoice | undefined> {
  const json = await runReadChoice(dependencies, user, id)
  return json === null ? undefined : parseJson(storedChoiceSchema, json)?.offer
}

export async function replaceChoice(
  dependencies: Dependencies,
  user: UserId,
  { id, choice }: { id: string; choice: PendingChoice },
): Promise<void> {
  await runKeepChoice(dependencies, user, { id, json: choiceJson(choice), isReplacement: true })
}

/** Nothing but what a PendingChoice names. */
function choiceJson(choice: PendingChoice): string {
  return JSON.stringify(pendingChoiceSchema.parse(choice))
}
