import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Offer, OwnMemory, Shown, Wish } from '../../memory/own-memory.ts'
import { ownId, snowflake } from '../keys.ts'
import { parseJson } from '../parse-json.ts'
import { runScript } from '../scripts.ts'
import { turnName } from '../turns.ts'
import type { OwnOptions } from './options.ts'

/** 12 characters that may stand in a custom id, and can't be guessed. */
const ID_BYTES = 9

const things = { facts: z.array(ownId), entities: z.array(ownId) }

const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('things'), ...things }),
  z.object({ kind: z.literal('conversation'), channel: snowflake }),
  z.object({ kind: z.literal('place'), guild: snowflake, channel: snowflake.exactOptional() }),
  z.object({ kind: z.literal('since'), at: z.number() }),
  z.object({ kind: z.literal('turn'), channel: snowflake, turn: turnName }),
  z.object({ kind: z.literal('segment'), channel: snowflake, id: z.string() }),
]) satisfies z.ZodType<Wish>

const shown = z.object({
  facts: z.array(ownId),
  statements: z.array(z.string()),
  unquoted: z.array(ownId),
  withoutNear: z.array(ownId),
  turns: z.array(z.object({ channel: snowflake, turn: turnName })),
  segments: z.array(z.object({ channel: snowflake, id: z.string() })),
  conversations: z.array(snowflake),
}) satisfies z.ZodType<Shown>

const offer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choose'), ...things }),
  z.object({ kind: z.literal('confirm'), wish, shown }),
  z.object({ kind: z.literal('done') }),
]) satisfies z.ZodType<Offer>

const kept = z.object({ offer })

/** What waits for a user's click, without its words: `offers:{u}`. */
export function offering(
  options: Pick<OwnOptions, 'redis' | 'keys'>,
): Pick<OwnMemory, 'offer' | 'offered' | 'reoffer'> {
  const { redis, keys } = options

  return {
    async offer(user, offered) {
      const id = randomBytes(ID_BYTES).toString('base64url')
      await runScript(redis, 'offer', [keys.offers(user)], [id, offerJson(offered), '0'])
      return id
    },

    async offered(user, id) {
      const json = await runScript(redis, 'offered', [keys.offers(user)], [id])
      return typeof json === 'string' ? parseJson(kept, json)?.offer : undefined
    },

    async reoffer(user, id, offered) {
      await runScript(redis, 'offer', [keys.offers(user)], [id, offerJson(offered), '1'])
    },
  }
}

/** Nothing but what an Offer names. */
function offerJson(offered: Offer): string {
  return JSON.stringify(offer.parse(offered))
}
