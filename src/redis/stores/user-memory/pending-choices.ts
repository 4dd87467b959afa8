import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { PendingChoice } from '../../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../../memory/types.ts'
import { ownIdSchema } from '../../keys.ts'
import { forgetRequestSchema, namedThings, previewedDeletionSchema } from '../../records/forget-requests.ts'
import { parseJson } from '../../records/parse-json.ts'
import { runKeepChoice, runReadChoice } from '../../scripts/user-memory/change.ts'
import type { UserMemoryDependencies } from './dependencies.ts'

/** 12 characters that may stand in a custom id, and can't be guessed. */
const ID_BYTES = 9

const pendingChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choose'), ...namedThings, further: z.array(ownIdSchema).exactOptional() }),
  z.object({ kind: z.literal('confirm'), wish: forgetRequestSchema, shown: previewedDeletionSchema }),
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
